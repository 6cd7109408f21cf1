from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from accounts.models import Organisation, Side
from tracker.forms.commitment_filters import Codes
from tracker.models import Ripple
from tracker.queries.ripple_list import FACETS, SORTS, Selection
from tracker.ripple_state import Layer, State

SIDES = tuple(side.value for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.INDEPENDENT))


class RippleFilters(forms.Form):
    """What a reader asks the register for. Every filter may be given several times, except `q` and `sort`.

    - `q`: words of what changed, for whom and where; accents and capitals do not matter.
    - `layer`, `type`, `state`, `side`, `effect` (`better`, `worse`): codes.
    - `plan`: its short address; `commitment`: a number, together with a plan.
    - `organisation`: who recorded it, or leads the commitment that it came of.
    - `sort`: `newest`, `oldest` (by when it was noticed), `commitment`.

    An unknown code is an error with a sentence.
    """

    q = forms.CharField(required=False, max_length=200)
    layer = Codes(Layer.values)
    type = Codes(Ripple.Type.values)
    state = Codes(State.values)
    side = Codes(SIDES)
    effect = Codes(Ripple.Effect.values)
    plan = Codes()
    commitment = Codes()
    organisation = Codes()
    sort = forms.CharField(required=False)

    def __init__(self, data, plans):
        super().__init__(data)
        self.fields["plan"].known = {plan.slug for plan in plans}
        self.fields["plan"].problem = lambda code: (
            _("There is no plan “%(code)s”.") % {"code": code}
        )
        self.fields["commitment"].known = _Numbers()
        self.fields["commitment"].problem = lambda code: (
            _("“%(code)s” is no number of a commitment.") % {"code": code}
        )
        self.fields["organisation"].known = _Organisations()
        self.fields["organisation"].problem = lambda code: (
            _("There is no organisation “%(code)s”.") % {"code": code}
        )

    def clean_sort(self):
        sort = self.cleaned_data["sort"] or SORTS[0]
        if sort not in SORTS:
            raise forms.ValidationError(
                _("This list is not sorted by “%(sort)s”. Use: %(sorts)s.")
                % {"sort": sort, "sorts": ", ".join(SORTS)}
            )
        return sort

    def clean(self):
        given = self.cleaned_data
        if given.get("commitment") and not given.get("plan", True):
            raise forms.ValidationError(
                _("Say of which plan the commitment is: add plan=, its short address.")
            )
        return given

    def selection(self):
        """Return what is asked for. Raises BadRequest with a sentence."""
        if not self.is_valid():
            raise BadRequest(next(m for errors in self.errors.values() for m in errors))
        given = self.cleaned_data
        chosen = {facet: tuple(given[facet]) for facet in FACETS}
        return Selection(given["q"], chosen, given["sort"])


class _Numbers:
    def __contains__(self, code):
        return code.isascii() and code.isdecimal() and len(code) < 6


class _Organisations:
    def __contains__(self, slug):
        return Organisation.objects.filter(slug=slug).exists()
