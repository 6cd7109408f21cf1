"""How much of a milestone's time has run, and what comes next."""

import datetime as dt

import pytest

from tracker.models import Commitment, Milestone, MilestoneStatus, Plan
from tracker.presenters import milestones

START = dt.date(2026, 1, 1)
PLANS = {
    name: Plan(start_date=START, end_date=dt.date(2027, 12, 31), **more)
    for name, more in {
        "live": {"status": "in_force"},
        "ended": {"status": "ended"},
        "archive": {"status": "ended", "nature": "archive"},
    }.items()
}


def milestone(due=dt.date(2026, 12, 31), *, start=START, done=None, plan="live", **more):
    made = Milestone(
        commitment=Commitment(plan=PLANS[plan], number=4, state="in_force"),
        number=2,
        start_date=start,
        due_date=due,
        due_precision="day",
        **more,
    )
    made.status = MilestoneStatus(done_date=done)
    return made


@pytest.mark.parametrize(
    ("as_of", "text"),
    [
        (dt.date(2025, 12, 1), "starts 1 Jan 2026"),
        (dt.date(2026, 1, 1), "month 1 of 12"),
        (dt.date(2026, 8, 15), "month 8 of 12"),
        (dt.date(2026, 12, 31), "month 12 of 12"),
        (dt.date(2027, 1, 1), ""),
    ],
)
def test_elapsed_time_is_counted_in_months(as_of, text):
    assert milestones.elapsed_text(milestone(), as_of) == text


def test_a_short_time_is_counted_in_days():
    short = milestone(dt.date(2026, 1, 10))
    assert milestones.elapsed_text(short, dt.date(2026, 1, 4)) == "day 4 of 10"


@pytest.mark.parametrize(
    "quiet",
    [
        milestone(done=dt.date(2026, 2, 1)),
        milestone(due=None),
        milestone(start=None),
        milestone(plan="ended"),
    ],
    ids=["done", "without due date", "without start", "plan over"],
)
def test_nothing_is_said_where_time_tells_nothing(quiet):
    assert milestones.elapsed_text(quiet, dt.date(2026, 6, 1)) == ""


def test_in_the_archive_nothing_is_overdue():
    as_of = dt.date(2027, 6, 1)
    assert milestones.overdue_days(milestone(), as_of) == 152
    assert milestones.overdue_days(milestone(plan="archive"), as_of) == 0


def test_the_next_milestone_is_the_first_that_is_due_and_not_done():
    late = milestone(dt.date(2026, 2, 1))
    done = milestone(dt.date(2026, 7, 1), done=dt.date(2026, 5, 1))
    soon, later = milestone(dt.date(2026, 8, 1)), milestone(dt.date(2026, 9, 1))
    rows = [later, milestone(due=None), soon, done, late]
    assert milestones.next_milestone(rows, dt.date(2026, 6, 1)) is soon
    assert milestones.next_milestone([late, done], dt.date(2026, 6, 1)) is None


def test_a_recurring_date_says_until_when():
    recurring = milestone()
    recurring.due_precision = "recurring"
    assert milestones.due_label(recurring) == "2026, recurring"
