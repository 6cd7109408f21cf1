"""What may be asked of the list of organisations, and of the lists on the page of one."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.queries.organisation_list import Selection

# An operator acts without an organisation.
SIDES = [(side.value, side.label) for side in Side if side is not Side.OPERATOR]


class OrganisationFilters(forms.Form):
    """Name, sides and kinds. Whatever is unknown is refused with a sentence."""

    q = forms.CharField(
        required=False,
        max_length=200,
        error_messages={"max_length": _("Search for fewer words: up to 200 characters.")},
    )
    side = forms.MultipleChoiceField(
        required=False,
        choices=SIDES,
        error_messages={"invalid_choice": _("There is no voice “%(value)s”.")},
    )
    kind = forms.MultipleChoiceField(
        required=False,
        choices=Organisation.Kind.choices,
        error_messages={"invalid_choice": _("There is no kind of organisation “%(value)s”.")},
    )

    def selection(self):
        """Return what is asked for. Raises BadRequest with a sentence."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        asked = self.cleaned_data
        return Selection(asked["q"], tuple(asked["side"]), tuple(asked["kind"]))


class WhichList(forms.Form):
    """Which of an organisation's lists to show whole."""

    LISTS = {
        "waiting": _("Questions that wait for its answer"),
        "milestones": _("Milestones it owns"),
        "seats": _("Seats"),
        "statements": _("What it said"),
    }

    list = forms.ChoiceField(
        required=False,
        choices=list(LISTS.items()),
        error_messages={"invalid_choice": _("There is no list “%(value)s”.")},
    )

    def chosen(self):
        """Return the name of the list, or an empty string. Raises BadRequest."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        return self.cleaned_data["list"]
