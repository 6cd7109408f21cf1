"""Working days: weekends and holidays are free."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.working_days import add_working_days, is_working_day, working_days_left

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
counts = st.integers(0, 40)


@st.composite
def holidays_near(draw):
    start = draw(days)
    return start, frozenset(start + n * DAY for n in draw(st.sets(st.integers(0, 60), max_size=15)))


@pytest.mark.parametrize(
    ("day", "count", "holidays", "last"),
    [
        (dt.date(2026, 11, 25), 10, (), dt.date(2026, 12, 9)),
        (dt.date(2026, 11, 28), 1, (), dt.date(2026, 11, 30)),  # from a Saturday to Monday
        (dt.date(2026, 12, 24), 1, (dt.date(2026, 12, 25),), dt.date(2026, 12, 28)),
        (dt.date(2026, 11, 25), 0, (), dt.date(2026, 11, 25)),
    ],
)
def test_the_last_day_is_a_working_day(day, count, holidays, last):
    assert add_working_days(day, count, holidays) == last


@given(holidays_near(), st.integers(1, 40))
def test_so_many_working_days_lie_between(given_days, count):
    day, holidays = given_days
    last = add_working_days(day, count, holidays)
    assert is_working_day(last, holidays)
    assert working_days_left(day, last, holidays) == count


@given(holidays_near(), counts, counts)
def test_days_add_up(given_days, first, second):
    day, holidays = given_days
    halfway = add_working_days(day, first, holidays)
    assert add_working_days(halfway, second, holidays) == add_working_days(
        day, first + second, holidays
    )


@given(holidays_near(), counts)
def test_a_holiday_never_brings_the_last_day_forward(given_days, count):
    day, holidays = given_days
    assert add_working_days(day, count, holidays) >= add_working_days(day, count)


@given(days, days)
def test_nothing_is_left_of_what_is_over(day, last):
    left = working_days_left(day, last)
    assert (left == 0) if last <= day else (0 <= left <= (last - day).days)
