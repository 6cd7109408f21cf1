"""Geometry of the ripple rings: back office, data, decisions, public service, from the middle outwards. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Side
from tracker.ripple_state import Layer

SIZE = 540
MIDDLE = SIZE / 2
RADII = dict(zip(Layer, (84, 140, 196, 250), strict=True))
# The angle between two neighbours on a ring; no two marks of different rings stand in one line.
GOLDEN = 137.508
# A mark that a finger can meet, and one among many.
LARGE, SMALL = 19.0, 8.0
# So many marks fit on all rings; where there are more ripples, a mark stands for several.
MOST_MARKS = 60
# Places on a ring, where it has no more marks; and how far round a ripple stands from the one it follows from.
PLACES, ONWARDS = 8, 38.0
# Left free at the top of each ring for its name.
CLEAR = 26.0


@dataclass(frozen=True)
class Mark:
    """One ripple on its ring. Numbers are text already: a decimal comma would break the drawing."""

    shape: str
    voice: str
    x: str
    y: str
    left: str
    top: str
    size: str
    path: str
    is_confirmed: bool
    is_worse: bool
    number: int = 0
    label: str = ""
    url: str = ""
    text_y: str = ""


@dataclass(frozen=True)
class Ring:
    code: str
    label: str
    radius: str
    label_y: str
    count: int = 0
    url: str = ""


@dataclass(frozen=True)
class Rings:
    """Arguments of `components/rings.html`. `each` says how many ripples a mark stands for."""

    core: str
    rings: list[Ring]
    marks: list[Mark]
    chains: list[str] = field(default_factory=list)
    each: int = 1


def of_rows(rows: Sequence[Any], core: str) -> Rings:
    """Return the rings of a few ripples, numbered as their list is, with the chains between them.

    A row has number, pk, cause_pk, layer, voice, is_confirmed, is_adverse, title and anchor.
    """
    places: dict[int, tuple[float, float]] = {}
    marks = []
    for row, angle in _spread(rows):
        x, y = _point(row.layer_code, angle)
        places[row.pk] = (x, y)
        marks.append(
            _mark(
                row.voice,
                x,
                y,
                LARGE,
                is_confirmed=row.is_confirmed,
                is_worse=row.is_adverse,
                number=row.number,
                label=row.title,
                url=f"#{row.anchor}",
            )
        )
    chains = [
        _chain(places[row.cause_pk], places[row.pk]) for row in rows if row.cause_pk in places
    ]
    return Rings(core, _rings(), marks, chains)


def of_many(rows: Sequence[Any], core: str, url_of: Any) -> Rings:
    """Return the rings of any number of ripples: a small mark for each, or for so many of them."""
    each = max(1, math.ceil(len(rows) / MOST_MARKS))
    counts = {layer: sum(row.layer == layer for row in rows) for layer in Layer}
    marks = []
    for layer in Layer:
        # Of each layer alike, so that none goes missing.
        here = [row for row in rows if row.layer == layer][::each]
        for at, row in enumerate(here):
            angle = _between(at, len(here), layer)
            x, y = _point(layer, angle)
            marks.append(
                _mark(
                    row.side,
                    x,
                    y,
                    SMALL,
                    is_confirmed=row.is_confirmed,
                    is_worse=row.effect == "worse",
                )
            )
    return Rings(core, _rings(counts, url_of), marks, each=each)


def _rings(counts: Any = None, url_of: Any = None) -> list[Ring]:
    return [
        Ring(
            code=layer.value,
            label=str(layer.label),
            radius=str(radius),
            label_y=_written(MIDDLE - radius + 6),
            count=counts[layer] if counts else 0,
            url=url_of(layer.value) if url_of and counts and counts[layer] else "",
        )
        for layer, radius in RADII.items()
    ]


def _spread(rows: Iterable[Any]) -> list[tuple[Any, float]]:
    """Return each row with its angle, from the inner ring outwards.

    What follows from another stands a little further round than it, as far as a place is free there, so that a
    chain can be followed with the eye.
    """
    by_layer: dict[str, list[Any]] = {layer: [] for layer in Layer}
    for row in rows:
        by_layer[row.layer_code].append(row)
    angles: dict[int, float] = {}
    found = []
    for layer, here in by_layer.items():
        places = max(len(here), PLACES)
        free = [_between(at, places, layer) for at in range(places)]
        for at, row in enumerate(here):
            wanted = _between(at, len(here), layer)
            if row.cause_pk in angles:
                wanted = (angles[row.cause_pk] + ONWARDS) % 360
            angle = min(free, key=lambda place, wanted=wanted: _apart(place, wanted))  # type: ignore[misc]
            free.remove(angle)
            angles[row.pk] = angle
            found.append((row, angle))
    return found


def _apart(one: float, other: float) -> float:
    """Return how many degrees lie between two angles."""
    across = abs(one - other) % 360
    return min(across, 360 - across)


def _between(at: int, number: int, layer: str) -> float:
    """Return an angle in degrees, clockwise from the top, for one of a number of marks on a ring."""
    radius = RADII[Layer(layer)]
    clear = max(CLEAR, math.degrees(math.asin(66 / radius)))
    room = 360 - 2 * clear
    # Each ring begins elsewhere, so that the marks of neighbouring rings do not stand in a row.
    begins = list(Layer).index(Layer(layer)) * GOLDEN
    return clear + ((at + 0.5) * room / number + begins) % room


def _point(layer: str, angle: float) -> tuple[float, float]:
    radius, turned = RADII[Layer(layer)], math.radians(angle - 90)
    return MIDDLE + radius * math.cos(turned), MIDDLE + radius * math.sin(turned)


def _mark(voice: str, x: float, y: float, size: float, **more: Any) -> Mark:
    shape = {Side.GOVERNMENT: "square", Side.CIVIL_SOCIETY: "disc"}.get(Side(voice), "diamond")
    wide = size * 1.25
    return Mark(
        shape=shape,
        voice=voice,
        x=_written(x),
        y=_written(y),
        left=_written(x - size),
        top=_written(y - size),
        size=_written(size * 2 if shape == "square" else size * 1.08),
        path=f"M{x:.1f} {y - wide:.1f}L{x + wide:.1f} {y:.1f}L{x:.1f} {y + wide:.1f}L{x - wide:.1f} {y:.1f}z",
        text_y=_written(y + 6),
        **more,
    )


def _chain(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return a bent line from a ripple to the one that followed from it."""
    (x1, y1), (x2, y2) = start, end
    bend_x, bend_y = (x1 + x2) / 2 + (y2 - y1) * 0.18, (y1 + y2) / 2 - (x2 - x1) * 0.18
    return f"M{x1:.0f} {y1:.0f}Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"


def _written(number: float) -> str:
    return f"{number:.1f}"
