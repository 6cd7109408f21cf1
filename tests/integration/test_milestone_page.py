"""The page of one milestone."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import agreeing, factories, world
from tests.reading import read
from tracker.actions import entries

URL = "/en/plans/vereda/commitments/1/milestones/1/"
CSO_URL = "/en/plans/vereda/commitments/1/milestones/2/"
pytestmark = pytest.mark.usefixtures("strict_templates")


def move(here, to, precision="day", reason="Waits for the law."):
    agreeing.move_date(here, here.milestone, to, precision, reason)


@pytest.mark.parametrize(
    "url",
    [
        "/en/plans/vereda/commitments/1/milestones/99/",
        "/en/plans/vereda/commitments/9/milestones/1/",
        "/en/plans/nowhere/commitments/1/milestones/1/",
        URL + "?page=7",
        URL + "?evidence=x",
    ],
)
def test_what_does_not_exist_is_not_found(url, here, client):
    assert client.get(url).status_code == 404


def test_a_milestone_of_a_draft_plan_is_for_its_secretariat_alone(here, as_):
    plan = factories.add_plan(here.pat, slug="later", in_force=False)
    commitment = factories.add_commitment(plan, here.pat, number=1)
    factories.add_milestone(commitment, here.pat, number=1)
    url = "/en/plans/later/commitments/1/milestones/1/"
    assert as_(here.amina).get(url).status_code == 404
    assert as_(here.pat).get(url).status_code == 200


def test_the_page_says_what_is_owed_by_whom_and_how_to_check_it(here):
    factories.add_milestone(
        here.commitment,
        here.pat,
        number=3,
        owner=here.organisations["ministerio-del-agua"],
        deliverable_en="A file for each system.",
        verification_en="Compare thirty files.",
        start_date=dt.date(2026, 1, 1),
    )
    page = read(URL.replace("/1/milestones/1/", "/1/milestones/3/"))
    assert "Owner: Government · MINAGUA" in page
    assert "Deliverable A file for each system." in page
    assert "Means of verification Compare thirty files." in page
    assert "Start 1 Jan 2026" in page
    assert "month 11 of 12" in page


def test_every_move_of_the_date_stays_with_its_reason(here, clock):
    move(here, dt.date(2027, 3, 1), "month", "First delay.")
    clock.move_to(world.NOW + dt.timedelta(days=3))
    move(here, dt.date(2027, 6, 1), "quarter", "Second delay.")
    page = read(URL)
    assert "Due Q2 2027" in page
    assert "Originally due 31 Dec 2026" in page
    assert (
        "26 Nov 2026 Mar 2027 Q2 2027 Second delay. Proposed by MINAGUA, accepted by Ríos Claros."
        in page
    )
    assert (
        "23 Nov 2026 31 Dec 2026 Mar 2027 First delay. Proposed by MINAGUA, accepted by Ríos Claros."
        in page
    )
    assert page.index("Second delay.") < page.index("First delay.")


def test_an_overdue_milestone_says_for_how_long(here):
    move(here, dt.date(2026, 11, 13))
    assert "Due 13 Nov 2026 10 days overdue" in read(URL)


def test_both_voices_on_this_milestone_alone(here):
    factories.report(here.commitment, here.amina, "complete")
    factories.report(here.milestone, here.amina, "limited", text="A third is there.")
    factories.observe(here.milestone, here.lucia, "complete", text="We found all of it.")
    page = read(URL)
    assert "Contested since 23 Nov 2026" in page
    assert "A third is there." in page
    assert page.count("Progress report") == 2  # in the story and in the table of evidence


def test_the_owner_of_civil_society_is_interested_and_government_owes_nothing(here):
    factories.report(here.cso_milestone, here.lucia, "limited")
    page = read(CSO_URL)
    assert "Ríos Claros, of civil society, owns this milestone and reports on it." in page
    assert "Ríos Claros helps carry it out: Limited, not counted" in page
    assert "The owner has not reported yet" not in page


def test_a_draft_is_not_in_it(here, as_):
    entries.save_draft(
        kind="progress_report",
        subject=here.milestone,
        by=here.amina,
        uid="0b0f8b8e-7b0e-4bd5-8a55-2f3c6d1c7f12",
        seen_version=0,
        text="Not yet sure",
    )
    assert "Not yet sure" not in as_(here.amina).get(URL).content.decode()


@pytest.mark.parametrize(
    ("name", "offered"),
    [("amina", {"report"}), ("lucia", {"observe"}), ("omar", set()), ("irene", set())],
)
def test_buttons_follow_the_rules(name, offered, here, as_):
    page = as_(getattr(here, name)).get(URL).content.decode()
    for verb in ("report", "observe"):
        link = f'href="/en/desk/plans/vereda/commitments/1/milestones/1/{verb}/"'
        assert (link in page) == (verb in offered)
    assert "assess/" not in page


def test_the_text_that_both_signed_stands_once(here):
    """The newest above the story, which points to it; an earlier one in the story alone."""
    factories.agree_note(here.milestone, here.amina, here.lucia, text="Texto de entonces.")
    factories.agree_note(here.milestone, here.amina, here.lucia, text="Texto de ahora.")
    page = Client().get(URL).content.decode()
    above, _heading, story = page.partition('id="story"')
    assert above.count("Texto de ahora.") == 1
    assert "Texto de ahora." not in story
    assert "Texto de entonces." not in above
    assert story.count("Texto de entonces.") == 1
    assert story.count('href="#note"') == 1


def queries_of(url):
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_words_and_moves(here):
    factories.report(here.milestone, here.amina)
    move(here, dt.date(2027, 1, 31))
    few = queries_of(URL)
    for number in range(12):
        question = factories.observe(here.milestone, here.lucia, text=f"Note {number}.")
        factories.respond(question, here.amina)
        move(here, dt.date(2027, 2, 1) + dt.timedelta(days=number))
    assert queries_of(URL) == few <= 10
