"""An obstacle that the table alone reads: sixty days at most, then it is published or dropped."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.authorization.verdicts import NotAllowed
from tests import factories, world
from tests.desk import entry_page, recorded
from tests.integration.obstacle_writes import draft
from tests.sending import send, text_of
from tracker import chores
from tracker.actions import embargoes, sharing
from tracker.models import Entry, Obstacle
from tracker.workflow import WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


def later(days):
    return world.NOW + dt.timedelta(days=days)


def travel(days):
    return time_machine.travel(later(days), tick=False)


@pytest.fixture
def shared(here):
    return sharing.share(entry=draft(here), by=here.lucia, seen_version=1)


def can_read(as_, here, entry):
    """Return who of the cast reads an entry."""
    found = {
        name
        for name in world.CAST
        if as_(getattr(here, name)).get(f"/en/entries/{entry.uid}/").status_code == 200
    }
    return found


@pytest.mark.usefixtures("plain_404")
def test_the_table_and_the_secretariat_read_it_and_nobody_else(as_, here, client):
    row, before = draft(here), recorded()
    assert can_read(as_, here, row) == {"lucia"}
    page = text_of(as_(here.lucia).get(f"/en/entries/{row.uid}/"))
    assert entry_page(row, "share") in page
    response = send(as_(here.lucia), entry_page(row, "share"))
    assert response["Location"] == f"/en/entries/{row.uid}/"
    assert can_read(as_, here, row) == {"amina", "lucia", "pat"}
    page = text_of(as_(here.amina).get(f"/en/entries/{row.uid}/"))
    assert "With the table only, until 22 Jan 2027" in page
    client.logout()
    assert client.get(f"/en/entries/{row.uid}/").status_code == 404
    assert recorded() == before
    assert Obstacle.objects.count() == 0


def test_it_is_locked_and_only_its_organisation_moves_it(as_, here, shared):
    edit = as_(here.lucia).get(entry_page(shared, "edit"))
    assert edit.status_code == 302
    for verb in ("publish", "take-back"):
        assert as_(here.amina).get(entry_page(shared, verb)).status_code == 404
        assert as_(here.pat).get(entry_page(shared, verb)).status_code == 404
    with pytest.raises(WrongState):
        sharing.share(entry=shared, by=here.lucia, seen_version=shared.version)
    send(as_(here.lucia), entry_page(shared, "publish"))
    shared.refresh_from_db()
    assert shared.state == Entry.State.PUBLISHED
    call_command("rebuild_check", verbosity=0)
    call_command("verify_history", verbosity=0)


def test_its_time_ends_by_the_clock_and_is_not_renewed(as_, here, shared):
    with travel(59):
        assert chores.end_sharing(later(59)) == 0
        assert can_read(as_, here, shared) == {"amina", "lucia", "pat"}
    with travel(60):
        # Whether or not the worker came by: the table reads it no more.
        assert can_read(as_, here, shared) == {"lucia"}
        assert chores.end_sharing(later(60)) == 1
        assert chores.end_sharing(later(60)) == 0
        shared.refresh_from_db()
        assert shared.state == Entry.State.DRAFT
        page = text_of(as_(here.lucia).get(entry_page(shared, "edit")))
        assert "Estuvo" in page or "It lay with the table for 60 days" in page
        with pytest.raises(NotAllowed, match="published, or dropped"):
            sharing.share(entry=shared, by=here.lucia, seen_version=shared.version)
        refused = as_(here.lucia).get(entry_page(shared, "share"))
        assert refused.status_code == 403
    assert recorded() == recorded()


def test_taking_it_back_does_not_stop_the_sixty_days(here, shared):
    with travel(30):
        back = embargoes.take_back(entry=shared, by=here.lucia, seen_version=shared.version)
        again = sharing.share(entry=back, by=here.lucia, seen_version=back.version)
        assert again.shared_until == later(60)
    with travel(61):
        assert chores.end_sharing(later(61)) == 1


def test_only_a_new_and_complete_obstacle_is_shared(as_, here):
    observation = factories.observe(here.milestone, here.lucia)
    with pytest.raises(Obstacle.DoesNotExist):
        sharing.share(entry=observation, by=here.lucia, seen_version=2)
    incomplete = draft(here, law="")
    with pytest.raises(ValidationError, match="names the law"):
        sharing.share(entry=incomplete, by=here.lucia, seen_version=1)
    response = send(as_(here.lucia), entry_page(incomplete, "share"))
    assert response.status_code == 422
    assert "names the law" in text_of(response)
    published = factories.describe(here.commitment, here.lucia)
    with pytest.raises(WrongState):
        sharing.share(entry=published, by=here.lucia, seen_version=published.version)


def test_nobody_describes_the_same_as_one_that_is_not_public(here, shared):
    with pytest.raises(ValidationError, match="that is public"):
        factories.describe(here.commitment, here.amina, same_as=shared)
