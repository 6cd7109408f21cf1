"""What may be asked of the register of obstacles, as its address says it."""

from django import forms
from django.utils.translation import gettext as _

from tracker.forms.commitment_filters import Codes
from tracker.models import Obstacle
from tracker.presenters.obstacle_register import SIDES
from tracker.queries.commitment_list import Selection
from tracker.queries.obstacle_register import FACETS, SORTS, STATES

GROUPINGS = ("law", "unblocker")


class ObstacleFilters(forms.Form):
    """What a reader asks for. Every parameter may be given several times, except `q`, `sort` and `by`.

    - `q`: words of what was said, of the law or of who can unblock it; accents and capitals do not matter.
    - `plan`: a plan's short address. `type`, `severity`: a code. `side`: who described it.
    - `state`: open, resolved, differing (the sides name different kinds).
    - `unblocker`: the short address of an organisation, or somebody else in the words of the register.
    - `law`: the key of an article of a law, as the register's links have it.
    - `sort`: longest (open the longest first), newest, severity. `by`: law or unblocker, to see groups.

    An unknown code is an error with a sentence.
    """

    q = forms.CharField(required=False, max_length=200)
    plan = Codes()
    state = Codes(STATES)
    type = Codes(Obstacle.Type.values)
    severity = Codes(Obstacle.Severity.values)
    side = Codes(SIDES)
    unblocker = Codes()
    law = Codes()
    sort = forms.CharField(required=False)
    by = forms.CharField(required=False)

    def __init__(self, data, *, register):
        super().__init__(data)
        known = {
            "plan": [plan.slug for plan in register.plans.values()],
            "unblocker": register.labels["unblocker"],
            "law": register.labels["law"],
        }
        for name, codes in known.items():
            self.fields[name].known = codes
            self.fields[name].problem = _nothing_called

    def clean_sort(self):
        return _one_of(self.cleaned_data["sort"] or SORTS[0], SORTS)

    def clean_by(self):
        return _one_of(self.cleaned_data["by"], ("", *GROUPINGS))

    def selection(self):
        """Return the filters of a valid form."""
        given = self.cleaned_data
        chosen = {facet: tuple(given[facet]) for facet in FACETS}
        return Selection(q=given["q"], chosen=chosen, sort=given["sort"])

    def sentence(self):
        """Return the first problem of an invalid form."""
        return next(message for errors in self.errors.values() for message in errors)


def _nothing_called(code):
    return _("The register has nothing called “%(code)s”.") % {"code": code}


def _one_of(code, known):
    if code not in known:
        raise forms.ValidationError(
            _("“%(code)s” is not a filter of this list. Use: %(codes)s.")
            % {"code": code, "codes": ", ".join(filter(None, known))}
        )
    return code
