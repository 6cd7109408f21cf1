"""Geometry of the drawn figures: milestone lanes, the pulse, the ruler. Pure: values in, numbers out.

Everything horizontal is a share of the width, written as a string such as `34.5%`, because a template would
write a decimal comma in Spanish and break the drawing. Vertical measures are pixels.
"""

import datetime as dt
from dataclasses import dataclass, field

from tracker import completion
from tracker.presenters.dates import as_day, month_text

# “No evidence available” is not a point on the scale.
STEPS = {code.value: step for step, code in enumerate(completion.STEPS)}


def share(value):
    """Write a share of the width: 34.5 becomes 34.5%."""
    return f"{value:.1f}".removesuffix(".0") + "%"


def read(obj, name):
    """Read an attribute of a dataclass or a key of a dict: components accept both."""
    return obj[name] if isinstance(obj, dict) else getattr(obj, name)


# --- Time ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Axis:
    """The time a set of lanes shares."""

    start: dt.date
    end: dt.date
    today: dt.date


def axis_over(dates, *, start, end, today):
    """Return an axis from a plan's start to its end, widened to hold every date given.

    Today never widens it: a plan that ended ten years ago would shrink to a dot.
    """
    days = [as_day(day) for day in (start, end, *dates) if day is not None] or [today]
    first, last = min(days), max(days)
    if first == last:
        last = first + dt.timedelta(days=1)
    return Axis(first, last, today)


def position(day, axis):
    """Return where a day stands between 0 and 100, held at the edges."""
    start, end = read(axis, "start"), read(axis, "end")
    length = max((end - start).days, 1)
    return min(max((as_day(day) - start).days / length * 100, 0.0), 100.0)


@dataclass(frozen=True)
class Tick:
    x: str
    label: str
    at_the_end: bool


def ticks(axis, most=5):
    """Return at most `most` labelled firsts of a month, in the finest even step that fits."""
    start, end = read(axis, "start"), read(axis, "end")
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        days = _firsts(start, end, step)
        if len(days) <= most:
            break
    found = []
    for day in days:
        x = position(day, axis)
        label = str(day.year) if step >= 12 else month_text(day)
        found.append(Tick(share(x), label, at_the_end=x > 84))
    return found


def _firsts(start, end, step):
    """Return the first days of every `step`-th month, counted from January of year 0."""
    month = start.year * 12 + start.month - 1
    if start.day > 1:
        month += 1
    month += -month % step
    days = []
    while (day := dt.date(month // 12, month % 12 + 1, 1)) <= end:
        days.append(day)
        month += step
    return days


def today_share(axis):
    """Return where today stands, or None when it lies outside the axis."""
    today = read(axis, "today")
    return (
        share(position(today, axis)) if read(axis, "start") <= today <= read(axis, "end") else None
    )


@dataclass(frozen=True)
class Lane:
    """One drawn milestone. Each mark is None when there is no such date."""

    span_from: str
    span_to: str
    is_open: bool
    slip_from: str | None
    slip_to: str | None
    original: str | None
    due: str | None
    done: str | None


def lane(milestone, axis):
    """Return the drawing of a milestone.

    Solid line: the time planned, as far as it has run. Dashed: past the original date, up to the current one, to
    the day it was done, or to today while it is overdue. A milestone without a due date is a dotted line.
    """
    today = read(axis, "today")
    start, due = read(milestone, "start") or read(axis, "start"), read(milestone, "due")
    original, done = read(milestone, "original_due") or due, read(milestone, "done")
    begins = position(start, axis)
    if due is None:
        ends = position(done or read(axis, "end"), axis)
        return Lane(
            share(begins),
            share(max(begins, ends)),
            True,
            None,
            None,
            None,
            None,
            done and share(ends),
        )
    promised = position(original, axis)
    reached = position(min(done or today, original), axis)
    late_until = done if done and done > original else today if not done and today > due else None
    slips_to = max(position(due, axis), position(late_until, axis) if late_until else 0.0)
    slipped = slips_to > promised
    return Lane(
        span_from=share(begins),
        span_to=share(max(begins, reached)),
        is_open=False,
        slip_from=share(promised) if slipped else None,
        slip_to=share(slips_to) if slipped else None,
        original=share(promised) if original != due else None,
        due=share(position(due, axis)),
        done=share(position(done, axis)) if done else None,
    )


# --- Pulse --------------------------------------------------------------------------------------

PULSE_ROWS = {
    "government": 14,
    "independent": 30,
    "secretariat": 30,
    "operator": 30,
    "civil_society": 46,
}


@dataclass(frozen=True)
class Beat:
    voice: str
    x: str
    y: int


@dataclass(frozen=True)
class Silence:
    x: str
    width: str
    y: int


@dataclass(frozen=True)
class Pulse:
    beats: list[Beat] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)


def pulse(events, silences, axis):
    """Return when each side spoke, and the notable silences between."""
    beats = {
        (read(event, "voice"), share(position(read(event, "on"), axis))): None for event in events
    }  # several on one day are one mark
    quiet = []
    for silence in silences:
        begins, ends = (position(read(silence, edge), axis) for edge in ("start", "end"))
        row = PULSE_ROWS[read(silence, "voice")]
        quiet.append(Silence(share(begins), share(ends - begins), row - 8))
    return Pulse([Beat(voice, x, PULSE_ROWS[voice]) for voice, x in beats], quiet)


# --- Ruler --------------------------------------------------------------------------------------

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
