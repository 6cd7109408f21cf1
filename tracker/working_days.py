"""Working days of a plan: Saturdays, Sundays and the plan's holidays are free. Pure functions, no database."""

import datetime as dt
from collections.abc import Container

DAYS_TO_ANSWER = 10  # working days in which the other side answers a proposal
_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)


def is_working_day(day: dt.date, holidays: Container[dt.date] = ()) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(
    day: dt.date, count: int, holidays: Container[dt.date] = frozenset()
) -> dt.date:
    """Return the last of `count` working days that follow a day; the day itself does not count."""
    while count > 0:
        day += _ONE_DAY
        count -= is_working_day(day, holidays)
    return day


def working_days_left(
    day: dt.date, last: dt.date, holidays: Container[dt.date] = frozenset()
) -> int:
    """Return the working days after a day, up to the last one; 0 when it is over."""
    days = (last - day).days
    return sum(is_working_day(day + n * _ONE_DAY, holidays) for n in range(1, days + 1))
