"""The filters of the list of commitments as check boxes with counts, and as chips that take one away."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.completion import Completion
from tracker.models import Commitment, Plan, Theme
from tracker.presenters.plans import list_url
from tracker.presenters.wording import worded
from tracker.queries.commitment_index import ANY, NONE, SIGNALS, VOICES, CommitmentIndex
from tracker.queries.commitment_list import SORTS, Selection, counts
from tracker.two_voices import State

# Boxes of a facet that stand open; organisations beyond so many are found through their own pages.
MOST_OPEN = 8
MOST_ORGANISATIONS = 40


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Facet:
    """Arguments of `components/facet.html`. `is_long`: fold it away unless something in it is checked."""

    name: str
    legend: str
    options: list[Option]

    @property
    def is_long(self) -> bool:
        return len(self.options) > MOST_OPEN

    @property
    def is_used(self) -> bool:
        return any(option.checked for option in self.options)


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


class Filters:
    """The filters of one list, with what the reader chose."""

    def __init__(
        self,
        plan: Plan,
        index: CommitmentIndex,
        themes: Collection[Theme],
        selection: Selection,
    ) -> None:
        self._plan = plan
        self._index = index
        self._themes = themes
        self._selection = selection
        self._counts = counts(index, selection)
        self._labels = {facet: self._labels_of(facet) for facet in _LEGENDS}

    @property
    def facets(self) -> list[Facet]:
        return [self._facet(facet) for facet in _LEGENDS if self._is_shown(facet)]

    @property
    def chips(self) -> list[Chip]:
        """Return one chip for each choice, with the list as it would be without it."""
        found = []
        if self._selection.q:
            found.append(
                Chip(_("“%(words)s”") % {"words": self._selection.q}, self._without("q", ""))
            )
        for facet, option in self._chosen():
            label = self._label(facet, option)
            if facet in VOICES:
                label = f"{Side(facet).label}: {label}"
            found.append(Chip(label, self._without(facet, option)))
        return found

    @property
    def count_of_choices(self) -> int:
        return len(list(self._chosen()))

    def _chosen(self) -> Iterator[tuple[str, str]]:
        for facet in _LEGENDS:
            for option in self._selection.chosen.get(facet, ()):
                yield facet, option

    def _without(self, facet: str, option: str) -> str:
        chosen = {
            name: tuple(o for o in options if (name, o) != (facet, option))
            for name, options in self._selection.chosen.items()
        }
        q = "" if facet == "q" else self._selection.q
        query = urlencode(parameters(Selection(q, chosen, self._selection.sort)))
        address = list_url(self._plan)
        return f"{address}?{query}" if query else address

    def _facet(self, facet: str) -> Facet:
        chosen = self._selection.chosen.get(facet, ())
        found = self._counts[facet]
        values = [
            *self._labels[facet],
            *(option for option in chosen if option not in self._labels[facet]),
        ]
        return Facet(
            name="status" if facet in VOICES else facet,
            legend=str(_LEGENDS[facet]()),
            options=[
                Option(
                    value=f"{facet}.{value}" if facet in VOICES else value,
                    label=self._label(facet, value),
                    count=found.get(value, 0),
                    checked=value in chosen,
                )
                for value in values
            ],
        )

    def _is_shown(self, facet: str) -> bool:
        """Leave out what cannot tell commitments apart."""
        if self._selection.chosen.get(facet):
            return True
        masks = self._index.masks[facet]
        match facet:
            case "independent":
                return bool(masks.get(ANY))
            case "theme" | "ambition":
                return any(code != NONE and mask for code, mask in masks.items())
            case "state":
                return any(code != "in_force" and mask for code, mask in masks.items())
            case "organisation":
                return bool(masks)
        return True

    def _label(self, facet: str, option: str) -> str:
        if option == ANY:
            return _("Any verdict")
        return self._labels[facet].get(option, option)

    def _labels_of(self, facet: str) -> Mapping[str, str]:
        match facet:
            case "divergence":
                return {state.value: str(state.label) for state in State}
            case "government" | "civil_society" | "independent":
                silent = _("Not reported") if facet == VOICES[0] else _("Not assessed")
                steps = {code.value: str(code.label) for code in reversed(Completion)}
                return {**steps, NONE: silent}
            case "signal":
                return {signal: _SIGNALS[signal]() for signal in SIGNALS if self._matters(signal)}
            case "theme":
                titles = {theme.slug: worded(theme, "title").text for theme in self._themes}
                return titles | self._none("theme", _("No theme"))
            case "state":
                return {state.value: capfirst(str(state.label)) for state in Commitment.State}
            case "ambition":
                here = self._index.masks["ambition"]
                known = {
                    code: capfirst(str(label))
                    for code, label in reversed(Commitment.Ambition.choices)
                    if here.get(code)
                }
                return known | self._none("ambition", _("Ambition not known"))
        return self._organisations()

    def _none(self, facet: str, label: str) -> dict[str, str]:
        return {NONE: label} if self._index.masks[facet].get(NONE) else {}

    def _matters(self, signal: str) -> bool:
        return bool(self._index.masks["signal"].get(signal))

    def _organisations(self) -> dict[str, str]:
        """Return the organisations with most commitments."""
        masks = self._index.masks["organisation"]
        names = {o.slug: o.short for o in self._index.organisations.values()}
        ordered = sorted(masks, key=lambda slug: (-masks[slug].bit_count(), names[slug]))
        return {slug: names[slug] for slug in ordered[:MOST_ORGANISATIONS]}


_LEGENDS = {
    "divergence": lambda: _("The two voices"),
    "government": lambda: _("Government says"),
    "civil_society": lambda: _("Civil society says"),
    "independent": lambda: _("The independent reviewer says"),
    "signal": lambda: _("Signals"),
    "theme": lambda: _("Theme"),
    "state": lambda: _("State"),
    "ambition": lambda: _("Ambition"),
    "organisation": lambda: _("Organisation"),
}
_SIGNALS = {
    "overdue": lambda: _("Overdue milestone"),
    "unexplained": lambda: _("Late without a reason"),
    "blocked": lambda: _("Blocked by an obstacle"),
    "slipped": lambda: _("Moved due date"),
    "silent": lambda: _("A side is silent"),
    "silent_government": lambda: _("Government is silent"),
    "silent_civil_society": lambda: _("Civil society is silent"),
    "without_evidence": lambda: _("Progress without evidence"),
    "vacant_seat": lambda: _("Somebody missing from the table"),
    "no_counterpart": lambda: _("No civil society at the table"),
}


def sorts() -> list[tuple[str, str]]:
    """Return the orders of the list with their labels."""
    labels = {
        "number": _("Number"),
        "divergence": _("Distance between the voices"),
        "contested": _("Longest contested"),
        "updated": _("Who spoke last"),
        "title": _("Title"),
    }
    return [(sort, labels[sort]) for sort in SORTS]


def parameters(selection: Selection) -> list[tuple[str, str]]:
    """Return a selection as the parameters of the list's address."""
    found = [("q", selection.q)] if selection.q else []
    for facet, options in selection.chosen.items():
        for option in options:
            found.append(("status", f"{facet}.{option}") if facet in VOICES else (facet, option))
    if selection.sort != SORTS[0]:
        found.append(("sort", selection.sort))
    return found
