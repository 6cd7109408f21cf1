"""Due dates as people write them: a day, a month, a quarter, or nothing certain.

`due_date` always holds the **last day** of the period named, so that *overdue* is one
comparison; the precision says how to write it. Pure functions, no database.
"""

import calendar
import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    # Three months named by a season. Written by its months, because the same word means other
    # months on the other half of the earth.
    SEASON = "season", _("season")
    YEAR = "year", _("year")
    RECURRING = "recurring", _("recurring, until")
    ONGOING = "ongoing", _("ongoing")
    UNKNOWN = "unknown", _("no date given")


UNDATED = frozenset({Precision.ONGOING, Precision.UNKNOWN})

# Seasons end with February, May, August and November (the meteorological seasons).
_SEASON_END_MONTHS = (2, 5, 8, 11)


def period_end(day: dt.date | None, precision: str) -> dt.date | None:
    """Return the last day of the period that `day` lies in, or None when nothing is dated.

    Raises ValueError when a dated precision comes without a day.
    """
    if precision in UNDATED:
        return None
    if day is None:
        raise ValueError(f"a due date by {precision} needs a day")
    match precision:
        case Precision.MONTH:
            return _month_end(day.year, day.month)
        case Precision.QUARTER:
            return _month_end(day.year, (day.month + 2) // 3 * 3)
        case Precision.SEASON:
            month = next((m for m in _SEASON_END_MONTHS if m >= day.month), 2)
            return _month_end(day.year + (1 if day.month == 12 else 0), month)
        case Precision.YEAR:
            return dt.date(day.year, 12, 31)
    return day


def period_start(end: dt.date, precision: str) -> dt.date:
    """Return the first day of the period whose last day is `end`."""
    match precision:
        case Precision.MONTH:
            return end.replace(day=1)
        case Precision.QUARTER | Precision.SEASON:
            return add_months(end.replace(day=1), -2)
        case Precision.YEAR:
            return dt.date(end.year, 1, 1)
    return end


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later (or earlier), moved to the month's end if it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return day.replace(
        year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1])
    )


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
