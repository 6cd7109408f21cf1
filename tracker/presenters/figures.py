"""Geometry of the drawn figures: milestone lanes and the pulse. Pure: values in, numbers out.

Everything horizontal is a share of the width, written as a string such as `34.5%`, because a template would
write a decimal comma in Spanish and break the drawing. Vertical measures are pixels.
"""

import datetime as dt
from dataclasses import dataclass, field

from tracker.presenters.dates import as_day, month_text


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


# Beyond this share of the width a label is written to the left of its tick.
END_OF_AXIS = 84


def ticks(axis, most=5):
    """Return at most `most` labelled firsts of a month, in the finest even step that fits."""
    start, end = read(axis, "start"), read(axis, "end")
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        days = _firsts(start, end, step)
        if len(days) <= most:
            break
    found: list[Tick] = []
    last_x = 0.0
    for day in days:
        x = position(day, axis)
        label = str(day.year) if step >= 12 else month_text(day)
        at_the_end = x > END_OF_AXIS
        if at_the_end and found and x - last_x < 2 * (100 - END_OF_AXIS):
            label = ""  # written backwards, it would run into the one before
        found.append(Tick(share(x), label, at_the_end))
        last_x = x
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
    the day it was done, or to today while it is overdue (`overdue_days`: nobody owes it where a plan is over).
    A milestone without a due date is a dotted line.
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
    overdue = not done and today > due and read(milestone, "overdue_days")
    late_until = done if done and done > original else today if overdue else None
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
