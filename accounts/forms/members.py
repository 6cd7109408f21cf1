from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.forms.passwords import RULES, new_password
from accounts.forms.versions import SeenForm
from accounts.models import Membership

ROLES = {
    Membership.Role.MEMBER: _("Writes in the name of the organisation."),
    Membership.Role.LEAD: _("Also invites members, changes their roles and ends memberships."),
}


def _role():
    return forms.ChoiceField(label=_("Role"), choices=_roles, widget=forms.RadioSelect)


def _roles():
    return [(role.value, capfirst(str(role.label))) for role in Membership.Role]


def _language(label):
    return forms.ChoiceField(label=label, choices=settings.LANGUAGES, widget=forms.RadioSelect)


class RoleForm(SeenForm):
    role = _role()


class InviteForm(forms.Form):
    """Whom to invite. `uid` is made when the form is first shown, so that sending twice is sending once."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Their own address at work. With it they sign in."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = _role()
    language = _language(_("Language of the mail"))


class NewcomerForm(forms.Form):
    """What an invited person without an account tells of themselves."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_(
            "Seen by the members of your organisation and the secretariat; never published."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = _language(_("Language"))
    password1 = new_password(_("Password"), "new-password", RULES)
    password2 = new_password(_("Password, once more"), "new-password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        """Check the password against the rules for the person whose it will be."""
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if not first or not second:
            return cleaned
        if first != second:
            self.add_error("password2", _("You must type the same password each time."))
            return cleaned
        self.user.name = cleaned.get("name", "")
        try:
            validate_password(first, self.user)
        except forms.ValidationError as error:
            self.add_error("password1", error)
        return cleaned
