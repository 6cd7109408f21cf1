import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.demo.shifting import WRITTEN, Shift, whole_months
from tracker.due_dates import UNDATED, Precision, period_end

ZONE = "America/Mexico_City"
DATED = [each for each in Precision if each not in UNDATED]
days = st.dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31))
todays = st.dates(dt.date(2024, 1, 1), dt.date(2060, 12, 31))


def shift_to(today):
    return Shift.until(dt.datetime.combine(today, dt.time(12), ZoneInfo(ZONE)), ZONE)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        ("2026-11-23", 0),
        ("2026-11-22", -1),
        ("2026-12-22", 0),
        ("2026-12-23", 1),
        ("2027-02-28", 3),
        ("2028-02-29", 15),
        ("2026-01-01", -11),
    ],
)
def test_shift_counts_whole_months(today, months):
    assert shift_to(dt.date.fromisoformat(today)).months == months


def test_shift_looks_at_the_day_where_the_plan_lives():
    just_past_midnight_utc = dt.datetime(2026, 12, 23, 1, 0, tzinfo=dt.UTC)
    assert Shift.until(just_past_midnight_utc, ZONE).months == 0


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-04-30", 1, "2026-05-31"),  # the last day of a month stays the last
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-02-28", 24, "2028-02-29"),
        ("2026-06-15", -7, "2025-11-15"),
    ],
)
def test_day_moves_by_months(day, months, moved):
    shift = Shift(months, ZoneInfo(ZONE))
    assert shift.day(dt.date.fromisoformat(day)) == dt.date.fromisoformat(moved)


def test_nothing_moves_to_nothing():
    shift = Shift(5, ZoneInfo(ZONE))
    assert shift.day(None) is None
    assert shift.due(None, Precision.ONGOING) is None


def test_moment_is_local_time():
    moment = Shift(1, ZoneInfo(ZONE)).moment(dt.datetime(2026, 3, 3, 10, 20))  # noqa: DTZ001
    assert moment.astimezone(dt.UTC) == dt.datetime(2026, 4, 3, 16, 20, tzinfo=dt.UTC)


@given(todays)
def test_what_is_recent_stays_as_recent(today):
    moment = shift_to(today).recent(dt.datetime(2026, 11, 20, 10, 30))  # noqa: DTZ001
    assert moment.date() == today - dt.timedelta(days=3)


@pytest.mark.parametrize(
    ("due", "precision", "months", "moved"),
    [
        ("2026-03-15", Precision.MONTH, 1, "2026-04-30"),
        ("2026-06-15", Precision.QUARTER, 3, "2026-09-30"),
        ("2026-06-15", Precision.QUARTER, 6, "2026-12-31"),
        ("2026-09-15", Precision.QUARTER, 1, "2026-09-30"),  # was over, stays over
        ("2027-01-15", Precision.QUARTER, 1, "2027-06-30"),  # was to come, stays to come
        ("2026-12-15", Precision.YEAR, 2, "2027-12-31"),
        ("2025-12-15", Precision.YEAR, 2, "2025-12-31"),
        ("2026-04-20", Precision.SEASON, 1, "2026-05-31"),
        ("2027-01-28", Precision.RECURRING, 1, "2027-02-28"),
    ],
)
def test_due_date_ends_a_period(due, precision, months, moved):
    shift = Shift(months, ZoneInfo(ZONE))
    assert shift.due(dt.date.fromisoformat(due), precision) == dt.date.fromisoformat(moved)


@given(todays)
def test_today_never_comes_before_the_day_of_writing(today):
    gap = today - shift_to(today).day(WRITTEN)
    assert dt.timedelta(0) <= gap < dt.timedelta(days=31)


@given(todays, days, days)
def test_order_of_days_is_kept(today, one, other):
    shift = shift_to(today)
    assert (one <= other) <= (shift.day(one) <= shift.day(other))


@given(todays, days, st.sampled_from(DATED))
def test_due_date_is_the_end_of_its_period(today, due, precision):
    moved = shift_to(today).due(due, precision)
    assert moved == period_end(moved, precision)


@given(todays, days, st.sampled_from(DATED))
def test_what_was_overdue_stays_overdue(today, due, precision):
    if period_end(due, precision) < WRITTEN:
        assert shift_to(today).due(due, precision) < today


@given(days, days)
def test_whole_months_do_not_overshoot(one, other):
    start, end = sorted((one, other))
    assert whole_months(start, end) >= 0
    assert whole_months(start, start) == 0
