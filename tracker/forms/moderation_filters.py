"""Which decisions about words a reader asks for. Whatever is unknown is refused with a sentence."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Side
from tracker.grounds import Ground
from tracker.queries.moderation import HOLDS, REDACTIONS, Asked

UNKNOWN = {"invalid_choice": _("There is nothing counted as “%(value)s”.")}


def _choice(values):
    return forms.ChoiceField(
        required=False, choices=[(value, value) for value in values], error_messages=UNKNOWN
    )


class ModerationFilters(forms.Form):
    year = forms.IntegerField(
        required=False,
        min_value=2000,
        max_value=2200,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("The year is a number such as 2026.")
        ),
    )
    what = _choice((*HOLDS, *REDACTIONS))
    ground = _choice(Ground.values)
    side = _choice(Side.values)

    def asked(self):
        """Return what is asked for, or None. Raises BadRequest with a sentence."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        found = self.cleaned_data
        if not (found["year"] and found["what"]):
            return None
        return Asked(found["year"], found["what"], found["ground"], found["side"])
