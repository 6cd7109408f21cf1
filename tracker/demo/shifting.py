"""Moves the dates of the example, so that its plan is under way on whatever day it is loaded.

The files are written as if today were `WRITTEN`. All dates move by the same number of whole months:
as many as fit between `WRITTEN` and the day of loading, so that nothing lies in the future that did
not before. What must not grow old, like a question that still waits for its answer, moves by days
instead: it lies as long before the day of loading, or after it, as it does from `WRITTEN`.
"""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from tracker.due_dates import Precision, add_months, period_end, period_start

WRITTEN = dt.date(2026, 11, 23)
LONG_PERIODS = frozenset({Precision.QUARTER, Precision.SEASON, Precision.YEAR})


@dataclass(frozen=True)
class Shift:
    """So many months, or so many days for what is recent, in the time zone where the plan lives."""

    months: int
    timezone: zoneinfo.ZoneInfo
    days: int = 0

    @classmethod
    def until(cls, now, timezone):
        """Return the shift that brings `WRITTEN` to the day of `now`, or shortly before it."""
        zone = zoneinfo.ZoneInfo(timezone)
        today = now.astimezone(zone).date()
        return cls(whole_months(WRITTEN, today), zone, (today - WRITTEN).days)

    def day(self, day):
        """Move a day; None stays None. The last day of a month stays the last."""
        if day is None:
            return None
        moved = add_months(day, self.months)
        if (day + dt.timedelta(days=1)).day != 1:
            return moved
        return period_end(moved, Precision.MONTH)

    def moment(self, local):
        """Move a local date and time and return the moment it names."""
        return dt.datetime.combine(self.day(local.date()), local.time(), self.timezone)

    def recent(self, local):
        """Move a local date and time by days and return the moment it names."""
        day = local.date() + dt.timedelta(days=self.days)
        return dt.datetime.combine(day, local.time(), self.timezone)

    def due(self, day, precision):
        """Move a due date to the last day of a period.

        A quarter moved by one month lies across two quarters. A period that was over stays over
        and one still running or to come stays so, or else what is overdue would change.
        """
        end = period_end(day, precision)
        if end is None:
            return None
        moved = self.day(end)
        if precision not in LONG_PERIODS:
            return period_end(moved, precision)
        after = period_end(moved, precision)
        if after == moved or end >= WRITTEN:
            return after
        return period_start(after, precision) - dt.timedelta(days=1)


def whole_months(start, end):
    """Return how many whole months lie between two days (negative when `end` is earlier)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)
