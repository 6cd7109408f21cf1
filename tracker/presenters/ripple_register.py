"""Everything of the register of ripples but its rows: rings, counts by layer, facets, orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import Plan, Ripple
from tracker.presenters import rings
from tracker.presenters.commitment_ripples import summary
from tracker.presenters.dates import number_text
from tracker.presenters.organisations import PlanLabel, chips, facet
from tracker.presenters.rings import Rings
from tracker.presenters.ripples import Counted, RippleRow
from tracker.queries.ripple_list import SORTS, Light, Selection
from tracker.ripple_state import Layer, State

SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.INDEPENDENT)


@dataclass(frozen=True)
class Cell:
    """A count that leads to its rows."""

    n: int
    url: str


@dataclass(frozen=True)
class LayerRow:
    """A layer with how many ripples there are, confirmed, by each side, and for the worse."""

    label: str
    labelled: list[tuple[str, Cell]]


def url(asked: Sequence[tuple[str, str]]) -> str:
    """Return the register with some filters."""
    query = urlencode(asked)
    return f"{reverse('ripples')}?{query}" if query else reverse("ripples")


class RippleFigure:
    """The rings of any number of ripples and the table that says the same; each number leads to its rows."""

    def __init__(self, rows: Sequence[Light], asked: Sequence[tuple[str, str]] = ()) -> None:
        self._rows = rows
        self._asked = [pair for pair in asked if pair[0] != "sort"]

    def __bool__(self) -> bool:
        return bool(self._rows)

    @cached_property
    def counted(self) -> Counted:
        return Counted.of(self._rows)

    @property
    def summary(self) -> str:
        return summary(self.counted)

    @property
    def url(self) -> str:
        return url(self._asked)

    @cached_property
    def rings(self) -> Rings:
        core = number_text(len(self._rows))
        return rings.of_many(self._rows, core, lambda layer: self._narrower(layer=(layer,)))

    @property
    def columns(self) -> list[str]:
        sides = [str(side.label) for side in SIDES]
        return [_("All"), _("Corroborated"), *sides, _("For the worse")]

    @cached_property
    def layers(self) -> list[LayerRow]:
        return [self._layer(layer) for layer in Layer]

    def _layer(self, layer: Layer) -> LayerRow:
        here = [row for row in self._rows if row.layer == layer]
        confirmed = ("corroborated", "lasting", "faded")
        cells = [
            self._cell(here, layer),
            self._cell([row for row in here if row.is_confirmed], layer, state=confirmed),
        ]
        for side in SIDES:
            said = [row for row in here if row.side == side]
            cells.append(self._cell(said, layer, side=(side.value,)))
        worse = [row for row in here if row.effect == Ripple.Effect.WORSE]
        cells.append(self._cell(worse, layer, effect=("worse",)))
        return LayerRow(str(layer.label), list(zip(self.columns, cells, strict=True)))

    def _cell(self, rows: Sequence[Light], layer: Layer, **more: tuple[str, ...]) -> Cell:
        return Cell(len(rows), self._narrower(layer=(layer.value,), **more))

    def _narrower(self, **chosen: tuple[str, ...]) -> str:
        """Return the register with these options in place of what was chosen in their facets."""
        kept = [pair for pair in self._asked if pair[0] not in chosen]
        return url([*kept, *((name, value) for name in chosen for value in chosen[name])])


class RippleList(RippleFigure):
    """The same with the rows of the newest; `has_more` where there are others."""

    def __init__(
        self, rows: Sequence[Light], shown: Sequence[RippleRow], asked: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(rows, asked)
        self.shown = shown
        self.has_more = len(rows) > len(shown)


class RippleRegister:
    """`found` are the ripples asked for, `everything` all there are."""

    def __init__(
        self,
        everything: Sequence[Light],
        found: Sequence[Light],
        counts: Mapping[str, Mapping[str, int]],
        selection: Selection,
        plans: Sequence[Plan],
    ) -> None:
        self.total = len(everything)
        self.selection = selection
        self._found = found
        self._counts = counts
        self._plans = plans

    @cached_property
    def figure(self) -> RippleFigure:
        return RippleFigure(self._found, self._asked)

    @cached_property
    def _asked(self) -> list[tuple[str, str]]:
        asked = [("q", self.selection.q)] if self.selection.q else []
        asked += [
            (name, value) for name, values in self.selection.chosen.items() for value in values
        ]
        return asked + ([("sort", self.selection.sort)] if self.selection.sort != SORTS[0] else [])

    @cached_property
    def facets(self) -> list[dict[str, Any]]:
        offered = (
            ("layer", _("Layer"), Layer.choices),
            ("state", _("State"), State.choices),
            ("side", _("Noticed by"), [(side.value, side.label) for side in SIDES]),
            ("type", _("Kind"), Ripple.Type.choices),
            ("effect", _("Effect"), Ripple.Effect.choices),
            ("plan", _("Plan"), self._plan_choices),
        )
        chosen = self.selection.chosen
        found = [facet(n, legend, c, self._counts[n], chosen[n]) for n, legend, c in offered]
        return [each for each in found if each["options"]]

    @cached_property
    def _plan_choices(self) -> list[tuple[str, str]]:
        return [(plan.slug, PlanLabel.of(plan).text) for plan in self._plans]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Return what the form carries on and shows no box for."""
        chosen = self.selection.chosen
        return [(n, v) for n in ("commitment", "organisation") for v in chosen[n]]

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        labels: dict[str, Any] = {
            "layer": dict(Layer.choices),
            "state": dict(State.choices),
            "side": dict(Side.choices),
            "type": dict(Ripple.Type.choices),
            "effect": dict(Ripple.Effect.choices),
            "plan": dict(self._plan_choices),
        }
        asked = [
            (name, value, str(labels.get(name, {}).get(value) or _chip(name, value)))
            for name, value in self._asked
            if name != "sort"
        ]
        return chips(asked, self.own_url)

    @property
    def own_url(self) -> str:
        return reverse("ripples")

    @property
    def sorts(self) -> list[tuple[str, str]]:
        labels = {
            "newest": _("Noticed last"),
            "oldest": _("Noticed first"),
            "commitment": _("Commitment"),
        }
        return [(sort, labels[sort]) for sort in SORTS]


def _chip(name: str, value: str) -> str:
    if name == "commitment":
        return _("Commitment %(number)s") % {"number": value}
    return f"“{value}”"
