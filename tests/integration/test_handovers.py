"""Taking over what an organisation owes: asked for, read, acknowledged once."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.memberships import end_membership
from accounts.authorization.verdicts import NotAllowed
from ledger.models import HistoryEntry, recorded_models
from ledger.verification import rebuild_check
from tests import factories
from tests.desk import DESK, recorded
from tests.sending import text_of
from tracker.actions import entries, handovers
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


# --- The brief and the desk ---------------------------------------------------------------------

BRIEF = "/en/desk/plans/vereda/handover/ministerio-del-agua/"


@pytest.fixture
def successor(here):
    """Nadia comes to the ministry a month after Amina left."""
    membership = here.amina.memberships.get()
    end_membership(
        membership=membership, by=here.operator, seen_version=1, until=dt.date(2026, 10, 20)
    )
    ministry = here.organisations["ministerio-del-agua"]
    return factories.add_member(ministry, "Nadia", since=dt.date(2026, 11, 20))


@pytest.mark.usefixtures("strict_templates")
def test_a_successor_finds_the_brief_reads_it_and_acknowledges_it_once(as_, here, successor):
    client = as_(successor)
    desk = text_of(client.get(DESK))
    assert "Read the handover brief of MINAGUA" in desk
    assert BRIEF in desk
    page = client.get(BRIEF)
    assert "I have read it and take over" in text_of(page)
    before = recorded()
    for _twice in range(2):
        head = text_of(page).partition('name="head" value="')[2].partition('"')[0]
        response = client.post(f"{BRIEF}acknowledge/", {"head": head})
        assert response["Location"] == BRIEF
    assert recorded() == before + 1
    assert "You acknowledged it on 23 Nov 2026." in text_of(client.get(BRIEF))
    assert "Read the handover brief" not in text_of(client.get(DESK))
    history = text_of(client.get("/en/plans/vereda/history/"))
    assert "Acknowledged the handover" in history
    assert "Nadia" not in history.replace('<span class="account__name">Nadia', "")


@pytest.mark.parametrize(
    ("since", "waits"),
    [
        (dt.date(2026, 10, 1), True),
        (dt.date(2026, 11, 20), True),
        (dt.date(2026, 9, 1), False),
        (dt.date(2025, 1, 1), False),
    ],
)
def test_only_who_came_when_a_colleague_left_is_asked(as_, here, since, waits):
    membership = here.amina.memberships.get()
    end_membership(
        membership=membership, by=here.operator, seen_version=1, until=dt.date(2026, 10, 20)
    )
    ministry = here.organisations["ministerio-del-agua"]
    client = as_(factories.add_member(ministry, "Nadia", since=since))
    assert ("Read the handover brief" in text_of(client.get(DESK))) is waits


@pytest.mark.usefixtures("strict_templates")
def test_the_brief_says_how_everything_stands(as_, here, clock):
    owner = here.organisations["ministerio-del-agua"]
    factories.add_milestone(
        here.commitment, here.pat, number=21, owner=owner, due_date=dt.date(2026, 11, 1)
    )
    factories.report(here.milestone, here.amina, "complete", text="Lo hicimos.", next_step="Abrir.")
    observation = factories.observe(here.milestone, here.lucia, "limited", text="No lo vemos.")
    factories.respond(
        observation,
        here.amina,
        text="Lo veremos.",
        outcome="will_answer",
        promised_date=dt.date(2026, 11, 25),
    )
    factories.observe(here.commitment, here.lucia, type="question", text="¿Y los demás?")
    entries.save_draft(
        kind="progress_report",
        subject=here.milestone,
        by=here.amina,
        uid=uuid.uuid4(),
        seen_version=0,
        text="A medias.",
    )
    clock.shift(dt.timedelta(days=10))
    page = text_of(as_(here.amina).get(BRIEF))
    for words in (
        "Overdue for 32 days",
        "contested since 23 Nov 2026",
        "Lo veremos.",
        "Will answer by 25 Nov 2026",
        "Abrir.",
        "10 days without an answer",
        "¿Y los demás?",
        "A medias.",
    ):
        assert words in page, words
    assert "A medias." not in text_of(as_(here.pat).get(BRIEF))


@pytest.mark.usefixtures("strict_templates")
def test_the_brief_lists_proposals_and_joint_notes(as_, here, clock):
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    factories.propose(here.milestone, here.amina, **march)
    factories.propose(here.cso_milestone, here.lucia, **march)
    agreed = factories.write_note(here.milestone, here.amina, "Lo acordado.")
    factories.sign_note(agreed, here.amina)
    assert "it waits for the other side" in text_of(as_(here.amina).get(BRIEF))
    factories.sign_note(agreed, here.lucia)
    factories.write_note(here.cso_milestone, here.lucia, "Lo que no es público.")
    page = text_of(as_(here.amina).get(BRIEF))
    for words in (
        "Another due date for milestone 1.1",
        "The other side answers by 7 Dec 2026, 14 days left",
        "Another due date for milestone 1.2",
        "Ríos Claros asks for an answer by 7 Dec 2026, 14 days left",
        "Signed on 23 Nov 2026, agreed by both sides.",
        "The other side wrote last, on 23 Nov 2026.",
    ):
        assert words in page, words
    clock.shift(dt.timedelta(days=20))
    page = text_of(as_(here.pat).get(BRIEF))
    assert "Nobody answered by 7 Dec 2026: it may be published alone." in page
    assert "6 days late" in page
    assert "Lo que no es público." not in page


@pytest.mark.usefixtures("strict_templates")
def test_every_part_of_the_brief_says_when_it_is_empty(as_, here):
    page = text_of(as_(here.amina).get(BRIEF))
    for words in (
        "No question to answer.",
        "No open promise to answer.",
        "No proposal to answer.",
        "No open proposal of its own.",
        "No joint note to write or sign.",
        "No joint note signed.",
        "No next step named in a report.",
        "No draft left behind.",
    ):
        assert words in page, words
    assert "No draft left behind." not in text_of(as_(here.pat).get(BRIEF))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("amina", 200),
        ("pat", 200),
        ("omar", 403),
        ("lucia", 403),
        ("irene", 403),
        ("operator", 403),
    ],
)
def test_the_brief_is_for_the_organisation_and_the_secretariat(as_, here, name, status):
    client = as_(getattr(here, name))
    assert client.get(BRIEF).status_code == status
    if name != "amina":
        before = recorded()
        assert client.post(f"{BRIEF}acknowledge/", {"head": "1:x"}).status_code == 403
        membership = {"membership": here.amina.memberships.get().uid}
        assert client.post(f"{BRIEF}ask/", membership).status_code == 403
        assert recorded() == before


@pytest.mark.parametrize("path", ["nowhere/handover/foro/", "vereda/handover/nobody/"])
def test_what_does_not_exist_has_no_brief(as_, amina, path):
    assert as_(amina).get(f"{DESK}plans/{path}").status_code == 404


@pytest.mark.usefixtures("strict_templates")
def test_a_lead_asks_a_colleague_who_then_finds_it(as_, here, lead):
    page = text_of(as_(lead).get(BRIEF))
    assert "Ask a colleague to take over" in page
    membership = {"membership": here.amina.memberships.get().uid}
    client = as_(lead)
    assert client.post(f"{BRIEF}ask/", membership)["Location"] == BRIEF
    assert client.post(f"{BRIEF}ask/", {"membership": "x"})["Location"] == BRIEF
    stranger = {"membership": here.lucia.memberships.get().uid}
    assert client.post(f"{BRIEF}ask/", stranger).status_code == 404
    assert "A lead of your organisation asks you to." in text_of(as_(here.amina).get(DESK))


@pytest.mark.parametrize(
    ("name", "offered"),
    [("amina", True), ("lucia", True), ("pat", False), ("irene", False), ("operator", False)],
)
def test_the_desk_leads_to_the_brief_of_who_owes_something(as_, here, name, offered):
    page = text_of(as_(getattr(here, name)).get(DESK))
    assert ("/handover/" in page) is offered
    if offered:
        organisation = getattr(here, name).memberships.get().organisation
        assert f"/en/desk/plans/vereda/handover/{organisation.slug}/" in page


@pytest.mark.usefixtures("strict_templates")
def test_the_number_of_queries_of_the_brief_does_not_grow(as_, here):
    client, counts = as_(here.amina), []
    owner = here.organisations["ministerio-del-agua"]
    for number in (31, 32, 33, 34, 35):
        commitment = factories.add_commitment(here.plan, here.pat, number=number)
        factories.give_seat(commitment, owner, here.pat, "leads")
        factories.give_seat(commitment, here.organisations["rios-claros"], here.pat)
        milestone = factories.add_milestone(commitment, here.pat, owner=owner)
        factories.report(milestone, here.amina, next_step="Seguir.")
        factories.respond(
            factories.observe(milestone, here.lucia),
            here.amina,
            outcome="will_answer",
            promised_date=dt.date(2026, 12, 1),
        )
        with CaptureQueriesContext(connection) as asked:
            assert client.get(BRIEF).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[-1]
    assert counts[-1] <= 22
