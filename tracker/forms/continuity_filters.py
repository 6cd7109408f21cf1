"""What may be asked of the list of what is left."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from tracker.models import ClosingDecision, FollowUpCheck, Rung
from tracker.queries.continuity import FACETS, NONE

UNKNOWN = _("There is no choice “%(value)s” here.")


def one_of(codes):
    return forms.ChoiceField(
        required=False,
        choices=[(code, code) for code in (*codes, NONE)],
        error_messages={"invalid_choice": UNKNOWN},
    )


class ContinuityFilters(forms.Form):
    """One code of each facet: plan (its short address), decision, rung, verdict."""

    plan = forms.ChoiceField(required=False, error_messages={"invalid_choice": UNKNOWN})
    decision = one_of(ClosingDecision.Outcome.values)
    rung = one_of(Rung.values)
    verdict = one_of(FollowUpCheck.Verdict.values)

    def __init__(self, data, plans):
        super().__init__(data)
        self._plans = {plan.slug: plan for plan in plans}
        self.fields["plan"].choices = [(slug, slug) for slug in self._plans]

    def chosen(self):
        """Return the code asked for of each facet, "" for none; a plan by its key. Raises BadRequest."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        asked = {name: self.cleaned_data[name] for name in FACETS}
        if asked["plan"]:
            asked["plan"] = str(self._plans[asked["plan"]].pk)
        return asked
