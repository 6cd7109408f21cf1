"""Geometry of the ruler: the completion scale that both sides share. Pure."""

from dataclasses import dataclass

from tracker import completion
from tracker.presenters.figures import share

# “No evidence available” is not a point on the scale.
STEPS = {code.value: step for step, code in enumerate(completion.STEPS)}

# Pixels: government above, the words of the scale between, civil society below.
RULER_ROWS = {"government": 0, "civil_society": 78}
MOST_POINTS = 6  # circles that fit between two stations on a phone


@dataclass(frozen=True)
class Bar:
    """One side of the ruler. `width` is None outside the scale: no verdict, or no evidence."""

    voice: str
    completion: str | None
    y: int
    width: str | None
    at_zero: bool


@dataclass(frozen=True)
class Point:
    """One organisation's verdict: `dx` pixels from the station, so that several stand side by side."""

    x: str
    dx: int


@dataclass(frozen=True)
class Gap:
    voice: str
    x: str
    width: str
    middle: str
    y: int
    text_y: int
    steps: int


@dataclass(frozen=True)
class Station:
    code: str
    x: str
    anchor: str


@dataclass(frozen=True)
class Ruler:
    bars: list[Bar]
    stations: list[Station]
    points: list[Point]
    gap: Gap | None


STATIONS = [
    Station(code, share(step / 3 * 100), anchor)
    for (code, step), anchor in zip(
        STEPS.items(), ("start", "middle", "middle", "end"), strict=True
    )
]


def ruler(government, civil_society, verdicts=()):
    """Return the scale both sides share, from two completion codes (or None) and the organisations' codes."""
    bars = []
    for voice, code in (("government", government), ("civil_society", civil_society)):
        step = STEPS.get(code)
        width = None if step is None else share(step / 3 * 100)
        bars.append(Bar(voice, code, RULER_ROWS[voice], width, at_zero=step == 0))
    return Ruler(
        bars, STATIONS, _points(verdicts), _gap(STEPS.get(government), STEPS.get(civil_society))
    )


def _points(verdicts):
    """Place one circle per organisation, at most a few at each station, stacked towards the middle."""
    points: list[Point] = []
    taken: dict[int, int] = {}
    for code in verdicts:
        step = STEPS.get(code)
        if step is None or taken.get(step, 0) == MOST_POINTS:
            continue
        place = taken.get(step, 0)
        taken[step] = place + 1
        dx = 14 + 16 * place
        points.append(Point(share(step / 3 * 100), dx if step == 0 else -dx))
    return points


def _gap(government, civil_society):
    if government is None or civil_society is None or government == civil_society:
        return None
    low, high = sorted((government, civil_society))
    behind = "civil_society" if civil_society < government else "government"
    row = RULER_ROWS[behind]
    return Gap(
        voice=behind,
        x=share(low / 3 * 100),
        width=share((high - low) / 3 * 100),
        middle=share((low + high) / 6 * 100),
        y=row + 9,
        text_y=127 if behind == "civil_society" else -10,
        steps=high - low,
    )
