"""The story on a commitment's page, and the questions in it that wait for an answer."""

import datetime as dt

import pytest
from django.test import Client

from tests import agreeing, factories, world
from tests.reading import read
from tracker.actions import entries

pytestmark = pytest.mark.usefixtures("strict_templates")

URL = "/en/plans/vereda/commitments/1/"
DAY = dt.timedelta(days=1)


# --- The story ----------------------------------------------------------------------------------


def test_the_story_holds_words_decisions_texts_and_silences_newest_first(here, clock):
    factories.add_text(here.commitment, here.pat, adopted_date=dt.date(2026, 11, 1))
    report = factories.report(here.milestone, here.amina, text="First words of government.")
    clock.move_to(world.NOW + 10 * DAY)
    agreeing.move_date(here, here.milestone, dt.date(2027, 6, 30), reason="The laboratory is late.")
    clock.move_to(world.NOW + 200 * DAY)
    agreeing.move_commitment(here, here.commitment, "paused", "The court decides first.")
    page = read(URL)
    story = page[page.index("One story With every change") :]
    found = [
        story.index(part)
        for part in (
            "Commitment paused The court decides first.",
            "Government: 200 days without a word, from 23 Nov 2026 to 11 Jun 2027",
            "Due date of milestone 1.1 moved The laboratory is late.",
            "First words of government.",
            "Government: 448 days without a word, from 1 Sep 2025 to 23 Nov 2026",
            "Official text, version 1, adopted",
        )
    ]
    assert found == sorted(found)
    assert "before: 31 Dec 2026 now: 30 Jun 2027" in story
    assert "Civil society: 648 days without a word, from 1 Sep 2025 to 11 Jun 2027" in story
    assert str(report.uid) in Client().get(URL).content.decode()


def test_answers_and_questions_lead_to_each_other(here, client):
    question = factories.observe(here.milestone, here.lucia)
    answer = factories.respond(question, here.amina)
    page = client.get(URL).content.decode()
    assert f'href="#e-{answer.uid}">Answer of 23 Nov 2026: taken up' in page
    assert f'href="#e-{question.uid}">Answers Ríos Claros, 23 Nov 2026' in page


def test_withdrawn_and_corrected_words_stay_readable(here):
    gone = factories.observe(here.commitment, here.lucia, text="We went to another town.")
    entries.withdraw(entry=gone, reason="Wrong place.", by=here.lucia, seen_version=gone.version)
    wrong = factories.report(here.commitment, here.amina, text="All of it.")
    factories.report(here.commitment, here.amina, text="Half of it.", corrects=wrong)
    page = read(URL)
    assert "Withdrawn on 23 Nov 2026. Wrong place." in page
    assert "We went to another town." in page
    assert "Corrected later. Read the correction" in page
    assert "Corrects an earlier entry" in page


def test_a_draft_is_in_no_part_of_the_page(here, as_, client):
    draft = entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=here.lucia,
        uid="0b0f8b8e-7b0e-4bd5-8a55-2f3c6d1c7f11",
        seen_version=0,
        text="Not yet sure",
        evidence=[{"title": "Secret find", "url": "https://mira.example/find"}],
    )
    for person in (here.lucia, here.amina):
        page = as_(person).get(URL).content.decode()
        assert "Not yet sure" not in page
        assert "Secret find" not in page
        assert str(draft.uid) not in page


def test_an_entry_in_another_language_says_so(here, client):
    factories.observe(here.commitment, here.lucia, text="Falta la mitad.", language="es")
    page = client.get(URL).content.decode()
    assert '<div class="say__text" lang="es"><p>Falta la mitad.</p></div>' in page
    assert "Written in Spanish" in page


def test_a_long_story_has_pages_and_a_way_to_its_beginning(here, client):
    for number in range(30):
        factories.observe(here.commitment, here.lucia, "", type="note", text=f"Note {number}.")
    first = client.get(URL).content.decode()
    assert "Note 29." in first
    assert "Note 0." not in first
    assert 'href="?page=2#story">Go to the beginning of the story' in first
    assert "Note 0." in client.get(f"{URL}?page=2").content.decode()


# --- Whose turn ---------------------------------------------------------------------------------


def test_an_open_question_says_who_answers_and_how_late(here, clock):
    factories.observe(
        here.milestone, here.lucia, asks="Where is the file?", answer_by=dt.date(2026, 12, 1)
    )
    assert "MINAGUA, asked by 1 Dec 2026, 8 days left" in read(URL)
    clock.move_to(world.NOW + 20 * DAY)
    page = read(URL)
    assert "asked by 1 Dec 2026, 12 days late" in page
    assert "Where is the file?" in page


def test_an_answered_question_is_nobodys_turn(here):
    question = factories.observe(here.milestone, here.lucia, asks="Where is the file?")
    factories.respond(question, here.amina)
    page = read(URL)
    assert "No question is open" in page
    assert "Waiting for an answer" not in page
