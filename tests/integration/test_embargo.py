"""What is set to appear on a later day: nobody else finds it before, and then it is there by itself."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from accounts.actions import memberships, users
from ledger.models import HistoryEntry
from tests import factories, world
from tests.desk import (
    ASSESS,
    ASSESSED,
    DESK,
    FROM_HERE,
    OBSERVE,
    OBSERVED,
    REPORT,
    REPORTED,
    entry_page,
    recorded,
)
from tests.sending import form_of, open_form, send, text_of
from tracker import chores
from tracker.actions import embargoes, entries, seats
from tracker.models import Entry, MilestoneStatus, Seat
from tracker.workflow import WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

WORDS = "Palabras que nadie debe leer antes."
# On the plan's clock; ten in the morning in Mexico City is four in the afternoon in Greenwich.
ON_THE_DAY = "2026-12-03T10:00"
DAY = dt.datetime(2026, 12, 3, 16, 0, tzinfo=dt.UTC)
SECRET = OBSERVED | {"text": WORDS, "asks": "¿Y ahora?", "not_before": ON_THE_DAY}

PLAN = "/en/plans/vereda/"
PUBLIC = (
    "/en/",
    "/en/plans/",
    PLAN,
    f"{PLAN}commitments/",
    f"{PLAN}commitments/1/",
    f"{PLAN}commitments/1/milestones/1/",
    f"{PLAN}history/",
    f"{PLAN}history/export/",
    "/en/history/",
    "/en/organisations/",
    "/en/organisations/rios-claros/",
    "/en/organisations/rios-claros/?list=statements",
    "/en/organisations/ministerio-del-agua/",
    "/en/organisations/ministerio-del-agua/?list=waiting",
    "/sitemap.xml",
)


@pytest.fixture
def waiting(as_, lucia):
    """Lucía set an observation to appear on 3 December."""
    response = send(as_(lucia), OBSERVE, **SECRET)
    assert response.status_code == 302, text_of(response)
    return Entry.everything.get(state="embargoed")


def everything_read(client):
    """Return all that a reader finds on public addresses and on their desk, as one text."""
    pages = [client.get(path) for path in (*PUBLIC, DESK)]
    return "".join(
        b"".join(page.streaming_content).decode() if page.streaming else page.content.decode()
        for page in pages
    )


def reader(person):
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    return client


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_nobody_else_finds_it_before_its_day_and_everybody_after(waiting, here, visitor):
    own = f"/en/entries/{waiting.uid}/"
    others = [visitor, *(getattr(here, name) for name in world.CAST if name != "lucia")]
    for other in others:
        client = reader(other)
        assert WORDS not in everything_read(client)
        assert str(waiting.uid) not in everything_read(client)
        assert client.get(own).status_code == 404
        for verb in ("edit", "discard", "publish", "take-back", "respond", "correct", "withdraw"):
            path = entry_page(waiting, verb)
            expected = 302 if not other.is_authenticated else 404
            assert client.get(path).status_code == expected, (verb, other)
    assert WORDS in text_of(reader(here.lucia).get(own))
    with at(DAY):
        call_command("work", "--once")
        for other in others:
            assert reader(other).get(own).status_code == 200
        assert WORDS in everything_read(reader(visitor))


def test_it_is_counted_nowhere_and_changes_no_status_before_its_day(waiting, here):
    assert not Entry.objects.filter(pk=waiting.pk).exists()
    assert not HistoryEntry.objects.filter(subject_uid=waiting.uid).exists()
    assert MilestoneStatus.objects.get(milestone=here.milestone).civil_society_completion == ""
    call_command("rebuild_check", verbosity=0)
    with at(DAY):
        assert chores.publish_due(DAY) == 1
        assert chores.publish_due(DAY) == 0
    entry = Entry.objects.get(pk=waiting.pk)
    assert (entry.state, entry.published_at, entry.not_before) == ("published", DAY, None)
    assert entry.said_date == dt.date(2026, 12, 3)
    line = HistoryEntry.objects.get(subject_uid=waiting.uid)
    assert (line.kind, line.organisation, line.at) == ("observation.published", "rios-claros", DAY)
    status = MilestoneStatus.objects.get(milestone=here.milestone)
    assert status.civil_society_completion == "limited"
    call_command("rebuild_check", verbosity=0)
    call_command("verify_history", verbosity=0)


def test_a_moment_before_its_day_nothing_happens(waiting):
    before = recorded()
    early = DAY - dt.timedelta(seconds=1)
    with at(early):
        assert chores.publish_due(early) == 0
    # Whoever calls the action early is told nothing else.
    assert embargoes.publish_due(entry=waiting, now=early) is None
    assert recorded() == before


def test_its_organisation_reads_when_it_appears(waiting, here):
    client = reader(here.lucia)
    page = text_of(client.get(f"/en/entries/{waiting.uid}/"))
    assert "It appears on 3 Dec 2026, 10:00. Only your organisation sees this." in page
    assert "not public yet, only your organisation sees it" in page
    desk = text_of(client.get(DESK))
    assert "Waiting for its day" in desk
    assert "It appears by itself on 3 Dec 2026, 10:00" in desk
    moved = client.get(entry_page(waiting, "edit"), follow=True)
    assert "Take it back to change it." in text_of(moved)


def test_the_form_says_when_it_will_appear(as_, lucia):
    page = text_of(send(as_(lucia), OBSERVE, not_before=ON_THE_DAY))
    assert "until 3 Dec 2026, 10:00, then appears by itself" in page
    assert "It is public at once" not in page


def test_the_day_for_an_answer_is_counted_from_its_own_day(waiting):
    assert waiting.detail.answer_by == dt.date(2027, 1, 2)


def test_it_is_taken_back_changed_and_set_again(waiting, here):
    client = reader(here.lucia)
    response = send(client, entry_page(waiting, "take-back"))
    assert response["Location"] == entry_page(waiting, "edit")
    with at(DAY):
        assert chores.publish_due(DAY) == 0
    page = client.get(entry_page(waiting, "edit"))
    assert form_of(page)["not_before"] == ON_THE_DAY
    again = send(client, page, text="Mejor así.", not_before="2026-12-04T09:00")
    assert "It appears on 4 Dec 2026, 09:00" in text_of(client.get(again["Location"]))
    assert Entry.everything.get(pk=waiting.pk).state == "embargoed"


def test_it_is_published_before_its_day_by_whoever_set_it(waiting, here, visitor):
    client = reader(here.lucia)
    asking = client.get(entry_page(waiting, "publish"))
    assert WORDS in text_of(asking)
    assert send(client, asking)["Location"] == f"/en/entries/{waiting.uid}/"
    assert WORDS in everything_read(reader(visitor))
    # Sent twice: it does not wait any more, and nothing happens.
    before = recorded()
    assert send(client, asking)["Location"] == DESK
    assert recorded() == before


def test_a_form_sent_twice_makes_one(as_, lucia):
    client = as_(lucia)
    form = open_form(client, OBSERVE) | SECRET
    assert client.post(OBSERVE, form)["Location"] == client.post(OBSERVE, form)["Location"]
    assert Entry.everything.count() == 1
    with at(DAY):
        chores.publish_due(DAY)
        client.force_login(lucia)  # the first session ended meanwhile
        assert client.post(OBSERVE, form).status_code == 302
    assert Entry.everything.count() == 1


def test_what_waits_is_locked(waiting, here):
    client = reader(here.lucia)
    numbers = {"uid": str(waiting.uid), "version": str(waiting.version)}
    for typed in (OBSERVED, {"text": "Otra cosa.", "draft": "1"}):
        refused = client.post(OBSERVE, numbers | typed, headers=FROM_HERE)
        assert refused.status_code == 403
        assert typed["text"] in text_of(refused)
    with pytest.raises(WrongState):
        entries.discard_draft(entry=waiting, by=here.lucia, seen_version=waiting.version)
    assert Entry.everything.get(pk=waiting.pk).text == WORDS


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"not_before": "2026-11-23T09:59"}, "This moment has passed."),
        ({"not_before": "2027-02-22T10:00"}, "It can wait for 90 days at most."),
        ({"not_before": "mañana"}, "Write the day and the time"),
        ({"not_before": "20266-12-03T10:00"}, "Write the day and the time"),
        ({"not_before": ON_THE_DAY, "asks": "¿?", "answer_by": "2026-12-01"}, "has passed"),
        ({"not_before": ON_THE_DAY, "text": ""}, "Write what you want to say"),
    ],
)
def test_what_cannot_wait_is_said_beside_the_field(as_, lucia, typed, sentence):
    response = send(as_(lucia), OBSERVE, **OBSERVED | typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert form_of(response)["not_before"] == typed["not_before"]
    assert not Entry.everything.exists()


def test_ninety_days_are_not_too_many(as_, lucia):
    send(as_(lucia), OBSERVE, **OBSERVED, not_before="2027-02-21T10:00")
    assert Entry.everything.get().is_embargoed


def test_an_assessment_waits_too_and_a_report_does_not(as_, here):
    send(as_(here.irene), ASSESS, **ASSESSED, not_before=ON_THE_DAY)
    assert Entry.everything.get().is_embargoed
    send(as_(here.amina), REPORT, **REPORTED, not_before=ON_THE_DAY)
    assert Entry.objects.get().kind == "progress_report"
    with pytest.raises(Exception, match="appears at once"):
        factories.report(here.cso_milestone, here.lucia, not_before=DAY)


def test_a_correction_does_not_wait(as_, here, observation):
    client = as_(here.lucia)
    path = entry_page(observation, "correct")
    assert "not_before" not in open_form(client, path)
    refused = send(client, path, text="Tres.", not_before=ON_THE_DAY)
    assert refused.status_code == 422
    assert "A correction appears at once" in text_of(refused)


# --- What its author may not publish any more ---------------------------------------------------


def leave_seat(here):
    seat = Seat.objects.get(commitment=here.commitment, role="expert")
    seats.move_seat(seat=seat, verb="leave", reason="Se fue.", by=here.pat, seen_version=1)


def leave_organisation(here):
    memberships.end_membership(
        membership=here.lucia.memberships.get(),
        by=here.operator,
        seen_version=1,
        until=world.NOW.date(),
    )


def close_account(here):
    users.change_user(
        user=here.lucia, by=here.operator, seen_version=here.lucia.version, is_active=False
    )


def end_plan(here):
    factories.end(here.plan, here.pat)


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (leave_seat, "no tiene asiento"),
        (leave_organisation, "ya no actúa"),
        (close_account, "ya no actúa"),
        (end_plan, "terminó"),
    ],
)
def test_it_is_kept_back_and_its_organisation_reads_why(waiting, here, meanwhile, why):
    colleague = factories.add_member(here.organisations["rios-claros"], "Rita")
    meanwhile(here)
    before = recorded()
    with at(DAY):
        call_command("work", "--once")
        entry = Entry.everything.get(pk=waiting.pk)
        assert (entry.state, entry.not_before) == ("draft", None)
        assert entry.text == WORDS
        assert recorded() == before
        client = reader(colleague)
        for path in (DESK, entry_page(waiting, "edit"), f"/en/entries/{waiting.uid}/"):
            page = text_of(client.get(path))
            assert "No apareció en su día." in page, path
            assert why in page, path
    assert not Entry.objects.filter(pk=waiting.pk).exists()


def test_one_that_fails_keeps_back_no_other(waiting, here, monkeypatch, caplog):
    second = factories.observe(here.milestone, here.lucia, not_before=DAY, type="note")
    publish = embargoes.publish_due

    def sometimes(*, entry, now):
        if entry.pk == waiting.pk:
            raise ValueError("a mistake of ours")
        return publish(entry=entry, now=now)

    monkeypatch.setattr(embargoes, "publish_due", sometimes)
    with at(DAY):
        assert chores.publish_due(DAY) == 1
    assert Entry.objects.filter(pk=second.pk).exists()
    assert "an entry did not appear on its day" in caplog.text
