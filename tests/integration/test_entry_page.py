"""The permanent address of one entry."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger.models import HistoryEntry
from tests import agreeing, factories, world
from tests.reading import read, words
from tracker.actions import entries
from tracker.models import Plan

pytestmark = pytest.mark.usefixtures("strict_templates")


def address(entry, language="en"):
    return f"/{language}/entries/{entry.uid}/"


@pytest.fixture
def draft(here):
    return entries.save_draft(
        kind="progress_report",
        subject=here.milestone,
        by=here.amina,
        uid=uuid.uuid4(),
        seen_version=0,
        text="Half of the files are there.",
        completion="substantial",
    )


def test_an_unknown_entry_is_not_found(here, client):
    assert client.get(f"/en/entries/{uuid.uuid4()}/").status_code == 404


def test_an_entry_has_an_address_its_words_and_its_place_in_the_history(here):
    observation = factories.observe(here.milestone, here.lucia, text="Half of it is missing.")
    page = read(address(observation))
    assert "Observation of Ríos Claros, 23 Nov 2026" in page
    assert "Half of it is missing." in page
    assert "1. Water" in page
    assert "Milestone 1.1, today" in page
    assert f"http://testserver/en/entries/{observation.uid}/" in page
    line = HistoryEntry.objects.get(subject_uid=observation.uid)
    assert line.hash in page
    assert f"Entry {line.seq}" in page


def test_the_page_exists_in_both_languages(here, client):
    report = factories.report(here.commitment, here.amina, text="Todo listo.", language="es")
    spanish = client.get(address(report, "es")).content.decode()
    english = client.get(address(report)).content.decode()
    assert '<div class="say__text"><p>Todo listo.' in spanish
    assert '<div class="say__text" lang="es"><p>Todo listo.' in english
    assert spanish.count("<h1") == english.count("<h1") == 1


def test_an_observation_shows_its_answers_and_an_answer_its_question(here):
    question = factories.observe(here.milestone, here.lucia, asks="Where is the rest?")
    assert "Answer Not answered yet" in read(address(question))
    answer = factories.respond(question, here.amina, text="In the second file.")
    page = read(address(question))
    assert "What was answered Government · MINAGUA" in page
    assert "In the second file." in page
    assert "Answer Taken up, 23 Nov 2026" in page
    page = read(address(answer))
    assert "In answer to" in page
    assert "Where is the rest?" in page


def test_a_correction_shows_what_it_changes_and_the_corrected_leads_to_it(here, client):
    wrong = factories.report(here.milestone, here.amina, "complete", text="All of it is there.")
    right = factories.report(
        here.milestone, here.amina, "substantial", text="Most of it is there.", corrects=wrong
    )
    page = read(address(right))
    assert "before: Complete" in page
    assert "now: Substantial" in page
    assert "removed: All" in page
    assert "added: Most" in page
    assert "The entry it corrects" in page
    page = client.get(address(wrong)).content.decode()
    assert f'Corrected later. <a href="{address(right)}">' in page
    assert "Published, corrected later" in page


def test_a_withdrawn_entry_stays_readable_with_the_reason(here):
    gone = factories.observe(here.commitment, here.lucia, text="We saw no water.")
    entries.withdraw(entry=gone, reason="Wrong town.", by=here.lucia, seen_version=gone.version)
    page = read(address(gone))
    assert "Withdrawn on 23 Nov 2026. Wrong town." in page
    assert "We saw no water." in page
    assert HistoryEntry.objects.filter(subject_uid=gone.uid).count() == 2
    assert "Withdrew an observation" in page


# --- Drafts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["omar", "lucia", "tomas", "pat", "irene", "operator"])
def test_a_draft_does_not_exist_for_others(name, draft, here, as_):
    assert as_(getattr(here, name)).get(address(draft)).status_code == 404


def test_a_draft_does_not_exist_for_visitors(draft, client):
    assert client.get(address(draft)).status_code == 404


def test_a_draft_is_shown_to_its_organisation_with_what_to_do(draft, here, as_):
    colleague = factories.add_member(here.organisations["ministerio-del-agua"])
    for person in (here.amina, colleague):
        response = as_(person).get(address(draft))
        page = response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert "Draft. Only your organisation sees this." in page
        assert f'href="/en/desk/entries/{draft.uid}/edit/"' in page
        assert f'href="/en/desk/entries/{draft.uid}/discard/"' in page
        assert "In the history" not in page


def test_a_draft_that_cannot_be_published_any_more_says_why(draft, here, as_):
    agreeing.move_commitment(here, here.commitment, "withdrawn", "The law was repealed.")
    page = words(as_(here.amina).get(address(draft)))
    assert "Publish: This commitment is withdrawn, so nothing new can be said" in page


# --- What the reader may do ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "offered", "reason"),
    [
        ("lucia", {"correct", "withdraw"}, "The answer is for MINAGUA to give."),
        ("amina", {"respond"}, "This belongs to Ríos Claros. Nobody else changes it."),
        ("omar", set(), "This belongs to Ríos Claros. Nobody else changes it."),
    ],
)
def test_buttons_follow_the_rules(name, offered, reason, here, as_):
    observation = factories.observe(here.milestone, here.lucia)
    response = as_(getattr(here, name)).get(address(observation))
    for verb in ("respond", "correct", "withdraw"):
        link = f'href="/en/desk/entries/{observation.uid}/{verb}/"'
        assert (link in response.content.decode()) == (verb in offered)
    assert reason in words(response)


def test_what_was_corrected_is_corrected_no_more(here, as_):
    wrong = factories.report(here.milestone, here.amina)
    factories.report(here.milestone, here.amina, text="Less.", corrects=wrong)
    page = words(as_(here.amina).get(address(wrong)))
    assert "It was corrected already. Correct the correction instead." in page


def test_a_visitor_is_offered_to_sign_in_where_words_are_taken(here, client):
    report = factories.report(here.milestone, here.amina)
    login = f"/en/accounts/login/?next={address(report)}"
    assert login in client.get(address(report)).content.decode()
    agreeing.move_commitment(here, here.commitment, "withdrawn", "Repealed.")
    assert login not in client.get(address(report)).content.decode()


def test_a_documented_statement_names_its_source_and_only_what_is_known_of_its_date(here):
    plan = factories.add_plan(here.pat, slug="old", nature=Plan.Nature.ARCHIVE)
    commitment = factories.add_commitment(plan, here.pat, number=1)
    said = factories.document(
        commitment,
        here.organisations["rios-claros"],
        here.pat,
        said_date=dt.date(2026, 12, 31),
        said_precision="year",
        source="https://rios.example/nota",
    )
    page = read(address(said))
    assert "Observation of Ríos Claros, 2026" in page
    assert "documented from a public source" in page
    assert "31 Dec 2026" not in page
    assert "https://rios.example/nota" in Client().get(address(said)).content.decode()
    assert "Sign in to write" not in page


def test_queries_do_not_grow_with_answers(here, clock):
    question = factories.observe(here.milestone, here.lucia)
    factories.respond(question, here.amina)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            Client().get(address(question))
        counts.append(len(captured))
        for number in range(5):
            clock.move_to(world.NOW + dt.timedelta(hours=number + 1))
            factories.respond(question, here.amina, text=f"Also {number}.")
    assert counts[0] == counts[1] <= 10
