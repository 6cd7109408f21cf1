from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.passwords import LONGEST

RULES = _(
    "At least 12 characters: a sentence of several words is good. "
    "Not your name, not a password that many people use."
)


def new_password(label, autocomplete, help_text=""):
    """Return a field for a password. Nothing is taken off it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class NewPassword:
    """Checks a new password against the rules for the person whose it will be."""

    def clean_password1(self):
        return get_adapter().clean_password(self.cleaned_data["password1"], user=self.user)


class ChangeForm(NewPassword, ChangePasswordForm):
    oldpassword = new_password(_("Current password"), "current-password")
    password1 = new_password(_("New password"), "new-password", RULES)
    password2 = new_password(_("New password, once more"), "new-password")


class NewAfterResetForm(NewPassword, ResetPasswordKeyForm):
    password1 = new_password(_("New password"), "new-password", RULES)
    password2 = new_password(_("New password, once more"), "new-password")


class AskResetForm(ResetPasswordForm):
    """Asks for the address. It is answered alike, whether or not the account exists."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The one with which you sign in."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
