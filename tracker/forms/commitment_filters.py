"""The filters of a plan's list of commitments, as the list's address says them."""

from collections.abc import Callable, Collection

from django import forms
from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.completion import Completion
from tracker.models import Commitment
from tracker.queries.commitment_index import ANY, NONE, SIGNALS, VOICES, CommitmentIndex
from tracker.queries.commitment_list import SORTS, Selection
from tracker.two_voices import State

VERDICTS = (*Completion.values, NONE, ANY)
# A verdict together with its voice, so that a list can ask for several voices at once.
VOICED = tuple(f"{voice}.{verdict}" for voice in VOICES for verdict in VERDICTS)


class Codes(forms.Field):
    """Any number of codes, each of which must be known. `problem` is the sentence for one that is not."""

    widget = forms.SelectMultiple

    def __init__(self, known: Collection[str] = (), problem: Callable[[str], str] | None = None):
        super().__init__(required=False)
        self.known, self.problem = known, problem

    def clean(self, value):
        codes = list(dict.fromkeys(code for code in value or () if code))
        unknown = next((code for code in codes if code not in self.known), None)
        if unknown is not None:
            raise forms.ValidationError(self.sentence(unknown))
        return codes

    def sentence(self, code):
        if self.problem:
            return self.problem(code)
        return _("“%(code)s” is not a filter of this list. Use: %(codes)s.") % {
            "code": code,
            "codes": ", ".join(self.known),
        }


class CommitmentFilters(forms.Form):
    """What a reader asks the list for. Every parameter may be given several times, except `q` and `sort`.

    - `q`: words of the title in either language, a number or an OGP id; accents and capitals do not matter.
    - `voice` and `status`: what a side says. `status` is a completion code, `none` (no verdict) or `any` (some verdict).
      With several voices, each of them says one of the statuses. A voice alone means `any`. To ask one thing of one
      side and another of the other, name the voice within the status: `status=government.complete`.
    - `divergence`: how far apart the two voices are (a state code).
    - `state`: in_force, paused, withdrawn, superseded. `theme`, `ambition`: a code, or `none`.
    - `organisation`: the short address of one that has a seat and did not leave it, or owns a milestone.
    - `signal`: what is derived. `overdue`, `slipped` and `unexplained` (a milestone of it; late for long without an
      obstacle on record), `blocked` (an open obstacle), `silent`, `silent_government`,
      `silent_civil_society` (longer than the plan allows), `without_evidence` (government claims progress and shows
      nothing), `vacant_seat` (somebody is invited or missing), `no_counterpart` (no civil society organisation at the
      table). Several signals narrow the list; several codes of any other filter widen it.
    - `sort`: `number`, `divergence` (farthest apart first), `contested` (longest dispute first), `updated` (who spoke
      last first), `title`.

    An unknown code is an error with a sentence.
    """

    q = forms.CharField(required=False, max_length=200)
    voice = Codes(VOICES)
    status = Codes((*VERDICTS, *VOICED))
    divergence = Codes(State.values)
    state = Codes(Commitment.State.values)
    ambition = Codes((*Commitment.Ambition.values, NONE))
    signal = Codes(SIGNALS)
    theme = Codes()
    organisation = Codes()
    sort = forms.CharField(required=False)

    def __init__(self, data, *, index: CommitmentIndex, themes: Collection[str]):
        super().__init__(data)
        theme, organisation = self.fields["theme"], self.fields["organisation"]
        theme.known = (*themes, NONE)
        theme.problem = lambda code: (
            _("There is no theme “%(code)s” in this plan.") % {"code": code}
        )
        organisation.known = Known(index)
        organisation.problem = lambda code: (
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
        plain = [status for status in given.get("status", ()) if "." not in status]
        if plain and not given.get("voice", True):
            raise forms.ValidationError(
                _("Say whose verdict is meant: add voice=government, civil_society or independent.")
            )
        return given

    def selection(self) -> Selection:
        """Return the filters of a valid form."""
        given = self.cleaned_data
        said: dict[str, list[str]] = {voice: [] for voice in VOICES}
        plain = [status for status in given["status"] if "." not in status]
        for voice in given["voice"]:
            said[voice] += plain or [ANY]
        for status in given["status"]:
            voice, dot, verdict = status.partition(".")
            if dot:
                said[voice].append(verdict)
        facets = ("divergence", "signal", "theme", "state", "ambition", "organisation")
        chosen = {facet: tuple(given[facet]) for facet in facets} | {
            voice: tuple(dict.fromkeys(verdicts)) for voice, verdicts in said.items()
        }
        return Selection(q=given["q"], chosen=chosen, sort=given["sort"])

    def sentence(self) -> str:
        """Return the first problem of an invalid form."""
        return next(message for errors in self.errors.values() for message in errors)


class Known:
    """The organisations that the list can be asked for: those of the plan, and any other that exists."""

    def __init__(self, index: CommitmentIndex):
        self._here = {organisation.slug for organisation in index.organisations.values()}

    def __contains__(self, slug: str) -> bool:
        return slug in self._here or Organisation.objects.filter(slug=slug).exists()
