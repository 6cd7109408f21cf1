"""What may be asked of a ledger of advice."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from tracker.queries.advice import OUTCOMES


class AdviceFilters(forms.Form):
    """`outcome`: what was answered, or what whoever asked says of the answer."""

    outcome = forms.ChoiceField(
        required=False,
        choices=[(code, code) for code in OUTCOMES],
        error_messages={"invalid_choice": _("There is no outcome “%(value)s”.")},
    )

    def chosen(self):
        """Return the code asked for, or an empty string. Raises BadRequest."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        return self.cleaned_data["outcome"]
