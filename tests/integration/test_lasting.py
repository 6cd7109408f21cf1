"""What is embedded, what holds no more, and what is left after the end: forms, rules and pages."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.authorization.verdicts import NotAllowed
from ledger.models import HistoryEntry
from tests import desk, factories, world
from tests.desk import entry_at, entry_page, recorded
from tests.integration.test_redactions import is_sound
from tests.sending import send, text_of
from tracker.actions import commitments, entries, plans, seats, themes
from tracker.models import Embedding, Entry, FollowUpCheck

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]
FOLLOW_UP = f"{desk.DESK}plans/cumplido/commitments/1/follow-up/"


@pytest.fixture
def ended(here):
    return factories.an_ended_plan(here)


def test_what_is_embedded_stands_on_its_own_page_with_its_keeper(as_, amina, client, here):
    entry = entry_at(send(as_(amina), desk.EMBED, **desk.EMBEDDED))
    row = Embedding.objects.get(pk=entry.pk)
    assert row.keeper == here.organisations["ministerio-del-agua"]
    assert row.since_precision == "month"
    client.logout()
    page = text_of(client.get(entry.get_absolute_url()))
    assert "Embedded: regulation" in page
    assert "Mar 2026" in page
    assert "MINAGUA" in page


def test_a_keeper_without_a_page_is_kept_as_a_name(as_, amina):
    entry = entry_at(
        send(as_(amina), desk.EMBED, **desk.EMBEDDED | {"keeper_name": "La Junta del Río"})
    )
    assert entry.detail.keeper is None
    assert entry.detail.keeper_name == "La Junta del Río"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rung": ""}, "Choose the rung that was reached."),
        ({"keeper_name": ""}, "Name who keeps it when the plan is over."),
        ({"since_date": ""}, "Say since when. The month or the year is enough."),
        ({"since_date": "2027-01-01"}, "This date lies in the future."),
        ({"since_date": "yesterday"}, "Write the date as year-month-day"),
        ({"keeper_name": "x" * 301}, "at most 300 fit"),
        (
            {"evidence__1__url": "", "evidence__1__title": ""},
            "Add at least one piece of evidence that shows it.",
        ),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_the_text_comes_back(
    wrong, sentence, as_, amina
):
    before = recorded()
    response = send(as_(amina), desk.EMBED, **desk.EMBEDDED | wrong)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert desk.EMBEDDED["text"] in text_of(response)
    assert recorded() == before


def test_the_month_that_runs_is_no_future(here):
    factories.embed(
        here.commitment, here.amina, since_date=dt.date(2026, 11, 30), since_precision="month"
    )
    with pytest.raises(ValidationError):
        factories.embed(
            here.commitment, here.amina, since_date=dt.date(2026, 12, 1), since_precision="month"
        )


def test_nothing_is_embedded_in_a_milestone_alone(here):
    with pytest.raises(NotAllowed, match="whole commitment"):
        factories.embed(here.milestone, here.amina)
    with pytest.raises(NotAllowed, match="whole commitment"):
        factories.follow_up(here.milestone, here.lucia)


def test_the_other_side_says_that_it_holds_no_more_and_both_words_stay(as_, lucia, here):
    embedding = factories.embed(here.commitment, here.amina)
    reversal = entry_at(send(as_(lucia), entry_page(embedding, "reverse"), **desk.REVERSED))
    assert reversal.detail.to == embedding
    page = text_of(as_(lucia).get(embedding.get_absolute_url()))
    assert "What was said of it later" in page
    assert desk.REVERSED["text"] in page
    page = text_of(as_(lucia).get(reversal.get_absolute_url()))
    assert "It speaks of" in page
    assert "El manual manda publicar los análisis." in page
    embedding.refresh_from_db()
    assert embedding.state == Entry.State.PUBLISHED


def test_what_was_withdrawn_or_corrected_is_not_reversed(here):
    embedding = factories.embed(here.commitment, here.amina)
    better = factories.embed(here.commitment, here.amina, corrects=embedding)
    with pytest.raises(NotAllowed, match="corrected"):
        factories.reverse(embedding, here.lucia)
    better = entries.withdraw(entry=better, reason="Un error.", by=here.amina, seen_version=2)
    with pytest.raises(NotAllowed, match="withdrawn"):
        factories.reverse(better, here.lucia)


def test_sent_twice_it_is_there_once(as_, amina):
    client = as_(amina)
    page = client.get(desk.EMBED)
    answers = [send(client, page, **desk.EMBEDDED) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {answers[0]["Location"]}
    assert Embedding.objects.count() == 1


# --- After the end --------------------------------------------------------------------------------


def test_what_is_left_is_said_from_its_day_on(as_, lucia, ended):
    entry = entry_at(send(as_(lucia), f"{FOLLOW_UP}?mark=6", **desk.FOLLOWED_UP))
    assert entry.detail.verdict == "degraded"
    page = text_of(as_(lucia).get(entry.get_absolute_url()))
    assert "Follow-up at 6 months: degraded" in page
    late = send(as_(lucia), FOLLOW_UP, **desk.FOLLOWED_UP | {"mark": "24"})
    assert late.status_code == 422
    assert "This can be answered from 31 August 2027 on." in text_of(late)


def test_before_the_first_mark_nobody_answers(here, ended):
    with (
        time_machine.travel(dt.datetime(2026, 2, 27, 12, tzinfo=dt.UTC), tick=False),
        pytest.raises(NotAllowed, match="28 February 2026"),
    ):
        factories.follow_up(ended, here.lucia)
    with time_machine.travel(dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC), tick=False):
        factories.follow_up(ended, here.lucia)


def test_unknown_needs_a_sentence_too(here, ended):
    with pytest.raises(ValidationError):
        factories.follow_up(ended, here.lucia, verdict="unknown", text=" ")


def test_each_organisation_answers_a_mark_once_and_corrects_itself(here, ended):
    first = factories.follow_up(ended, here.lucia)
    factories.follow_up(ended, here.amina)
    with pytest.raises(ValidationError, match="answered this already"):
        factories.follow_up(ended, here.lucia)
    second = factories.follow_up(ended, here.lucia, verdict="reversed", corrects=first)
    with pytest.raises(ValidationError, match="answered this already"):
        factories.follow_up(ended, here.lucia)
    entries.withdraw(entry=second, reason="Un error.", by=here.lucia, seen_version=2)
    factories.follow_up(ended, here.lucia)
    assert FollowUpCheck.objects.count() == 4


def test_an_ended_plan_is_read_only_but_for_what_is_left_of_it(here, ended):
    plan, pat = ended.plan, here.pat
    tries = [
        lambda: factories.report(ended, here.amina),
        lambda: factories.observe(ended, here.lucia),
        lambda: plans.change_plan(plan=plan, by=pat, seen_version=plan.version, title_en="New"),
        lambda: factories.add_commitment(plan, pat),
        lambda: commitments.change_commitment(
            commitment=ended, by=pat, seen_version=1, title_en="New"
        ),
        lambda: commitments.move_commitment(
            commitment=ended, verb="pause", reason="Tarde.", by=pat, seen_version=1
        ),
        lambda: factories.add_milestone(ended, pat),
        lambda: factories.add_text(ended, pat),
        lambda: themes.add_theme(plan=plan, by=pat, slug="t", title_es="T", title_en="T"),
        lambda: seats.move_seat(seat=ended.seats.first(), verb="miss", by=pat, seen_version=1),
        lambda: factories.add_event(plan, pat),
        lambda: factories.propose(ended, here.amina, kind="state", state="paused"),
    ]
    before = recorded()
    for number, attempt in enumerate(tries):
        with pytest.raises(NotAllowed) as refused:
            attempt()
        assert str(refused.value).endswith("."), number
    assert recorded() == before
    factories.embed(ended, here.amina)
    factories.follow_up(ended, here.lucia)
    factories.link_lineage(ended, here.commitment, pat)
    assert recorded() == before + 3


def test_words_of_an_ended_plan_are_still_corrected_and_withdrawn(here):
    report = factories.report(here.milestone, here.amina)
    draft = entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=here.lucia,
        uid="6f4c9ab0-6a57-4a7e-9e0d-0f6d7bfc8f5e",
        seen_version=0,
        text="Sin acabar.",
    )
    factories.end(here.plan, here.pat)
    here = world.load()
    report = Entry.objects.get(pk=report.pk)
    better = factories.report(here.milestone, here.amina, "limited", corrects=report)
    assert better.corrects == report
    entries.withdraw(entry=better, reason="Un error.", by=here.amina, seen_version=2)
    with pytest.raises(NotAllowed):
        factories.report(here.milestone, here.omar, corrects=better)
    draft.refresh_from_db()
    assert draft.text == "Sin acabar."


def test_nobody_writes_in_an_archived_plan(here, ended):
    embedding = factories.embed(ended, here.amina)
    plan = ended.plan
    plan.refresh_from_db()
    plans.move_plan(plan=plan, verb="archive", by=here.pat, seen_version=plan.version)
    ended.plan.refresh_from_db()
    embedding = Embedding.objects.select_related("commitment__plan").get(pk=embedding.pk)
    for attempt in (
        lambda: factories.embed(ended, here.amina),
        lambda: factories.reverse(embedding, here.lucia),
        lambda: factories.follow_up(ended, here.lucia),
        lambda: factories.assess(ended, here.irene),
        lambda: factories.embed(ended, here.amina, corrects=embedding),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_history_tells_it_and_is_sound(as_, visitor, here, ended):
    embedding = factories.embed(here.commitment, here.amina, since_precision="year")
    factories.reverse(embedding, here.lucia, lost_precision="month")
    factories.follow_up(ended, here.lucia)
    page = text_of(as_(visitor).get("/en/plans/vereda/history/"))
    assert "Said that a result is embedded" in page
    assert "Said that an embedding holds no more" in page
    assert "The embedding it speaks of" in page
    assert "La Junta de Agua" in page
    page = text_of(as_(visitor).get("/en/plans/cumplido/history/"))
    assert "Published a follow-up check" in page
    assert HistoryEntry.objects.filter(kind="follow_up_check.published").count() == 1
    assert is_sound(here)
