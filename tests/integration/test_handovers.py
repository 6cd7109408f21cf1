"""Taking over what an organisation owes: asked for, read, acknowledged once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from accounts.authorization.verdicts import NotAllowed
from ledger.models import HistoryEntry, recorded_models
from ledger.verification import rebuild_check
from tests import factories
from tracker.actions import handovers
from tracker.models import Handover

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(here):
    ministry = here.organisations["ministerio-del-agua"]
    return factories.add_member(ministry, "Leo", role="lead")


def test_a_lead_asks_once_and_the_successor_acknowledges(here, lead):
    membership = here.amina.memberships.get()
    for _twice in range(2):
        asked = handovers.ask_for_handover(plan=here.plan, membership=membership, by=lead)
    assert asked.acknowledged_at is None
    done = factories.acknowledge_handover(here.plan, here.amina)
    assert done.pk == asked.pk
    assert done.version == 2
    assert list(rebuild_check(recorded_models())) == []


def test_it_is_acknowledged_once_at_the_head_that_was_read(here):
    first = factories.acknowledge_handover(here.plan, here.amina)
    factories.report(here.milestone, here.amina)
    again = factories.acknowledge_handover(here.plan, here.amina)
    assert again.brief_head == first.brief_head
    assert Handover.objects.count() == 1


@pytest.mark.parametrize("head", ["", "1:x", "9:" + "a" * 64, "²:" + "a" * 64, "1" * 30 + ":"])
def test_a_head_of_something_else_is_refused(here, head):
    with pytest.raises(ValidationError):
        handovers.acknowledge_handover(
            plan=here.plan, membership=here.amina.memberships.get(), brief_head=head, by=here.amina
        )


def test_nobody_asks_in_another_organisation(here, lead):
    with pytest.raises(NotAllowed):
        handovers.ask_for_handover(plan=here.plan, membership=here.lucia.memberships.get(), by=lead)


def test_a_membership_that_has_ended_takes_over_nothing(here, clock):
    membership = here.amina.memberships.get()
    type(membership).objects.filter(pk=membership.pk).update(until=dt.date(2026, 11, 1))
    with pytest.raises(NotAllowed):
        factories.acknowledge_handover(here.plan, type(here.amina).objects.get(pk=here.amina.pk))


def test_the_person_stands_in_the_history_as_the_private_actor_alone(here):
    factories.acknowledge_handover(here.plan, here.amina)
    entry = HistoryEntry.objects.get(kind="handover.acknowledged")
    assert set(entry.changes()) == {"plan", "organisation", "brief_head", "acknowledged_at"}
    assert entry.organisation == "ministerio-del-agua"
