"""Laws of due dates: what is stored is the last day of the period that was named."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.due_dates import UNDATED, Precision, add_months, period_end, period_start

days = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
dated = st.sampled_from([p for p in Precision if p not in UNDATED])


@pytest.mark.parametrize(
    ("day", "precision", "end"),
    [
        ("2026-03-12", "day", "2026-03-12"),
        ("2026-02-01", "month", "2026-02-28"),
        ("2028-02-10", "month", "2028-02-29"),
        ("2026-07-01", "quarter", "2026-09-30"),
        ("2026-12-31", "quarter", "2026-12-31"),
        ("2026-03-01", "season", "2026-05-31"),
        ("2026-11-30", "season", "2026-11-30"),
        ("2026-12-01", "season", "2027-02-28"),
        ("2027-01-15", "season", "2027-02-28"),
        ("2026-05-05", "year", "2026-12-31"),
        ("2029-06-30", "recurring", "2029-06-30"),
    ],
)
def test_the_end_of_a_period(day, precision, end):
    assert period_end(dt.date.fromisoformat(day), precision) == dt.date.fromisoformat(end)


@given(days, dated)
def test_a_period_holds_the_day_it_was_named_by(day, precision):
    end = period_end(day, precision)
    assert period_start(end, precision) <= day <= end


@given(days, dated)
def test_the_end_of_a_period_is_its_own_end(day, precision):
    end = period_end(day, precision)
    assert period_end(end, precision) == end


@given(days, dated)
def test_the_next_day_begins_the_next_period(day, precision):
    end = period_end(day, precision)
    following = end + dt.timedelta(days=1)
    assert period_end(following, precision) > end
    if precision != Precision.RECURRING:
        assert period_start(period_end(following, precision), precision) == following


@pytest.mark.parametrize("precision", sorted(UNDATED))
def test_what_is_not_dated_has_no_day(precision):
    assert period_end(None, precision) is None
    assert period_end(dt.date(2026, 1, 1), precision) is None


@given(dated)
def test_a_dated_precision_needs_a_day(precision):
    with pytest.raises(ValueError, match="needs a day"):
        period_end(None, precision)


@given(days, st.integers(-60, 60))
def test_adding_months_keeps_the_day_or_the_end_of_a_shorter_month(day, months):
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or add_months(moved, 0).month != (moved + dt.timedelta(1)).month
