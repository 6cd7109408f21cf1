"""The example is under way on whatever day it is loaded."""

import datetime as dt

import pytest

from ledger.models import Chain
from ledger.projections import projection_checks
from ledger.verification import verify
from tests.demonstration import load_demonstration
from tracker.models import Entry, Milestone, MilestoneStatus, Plan, Proposal
from tracker.two_voices import State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", ["2026-12-22", "2027-01-31", "2028-02-29"])
def test_the_example_is_under_way_on_any_day_of_loading(today):
    now = dt.datetime.combine(dt.date.fromisoformat(today), dt.time(20), dt.UTC)
    load_demonstration(now, archive=False)
    plan = Plan.objects.get(slug="vereda-example")
    statuses = MilestoneStatus.objects.filter(milestone__commitment__plan=plan)
    assert plan.start_date < plan.day_of(now) < plan.end_date
    assert set(statuses.values_list("state", flat=True)) == set(State.values)
    overdue = Milestone.objects.filter(commitment__plan=plan).overdue(plan.as_of(now))
    assert Proposal.objects.get(state="open").answer_by > plan.day_of(now)
    waiting = Entry.everything.get(state="embargoed")
    assert dt.timedelta(days=10) < waiting.not_before - now < dt.timedelta(days=20)
    assert 8 <= overdue.count() <= 16
    assert [drift for check in projection_checks for drift in check()] == []
    assert list(verify(Chain.objects.get(key=plan.chain_key))) == []
