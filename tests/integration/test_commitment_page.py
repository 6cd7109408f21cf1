"""The page of one commitment."""

import datetime as dt
import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories, world
from tests.reading import words
from tracker.actions import commitments, entries, milestones, seats
from tracker.models import Milestone, Plan

URL = "/en/plans/vereda/commitments/1/"
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("strict_templates")


@pytest.fixture
def get(client):
    """Return `get(address)`: the text of a page, as a visitor sees it."""

    def read(url=URL, status=200):
        response = client.get(url)
        assert response.status_code == status
        return words(response)

    return read


# --- Which page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "/en/plans/vereda/commitments/99/",
        "/en/plans/nowhere/commitments/1/",
        "/en/plans/vereda/commitments/99999999999999999999/",
        URL + "?page=2",
        URL + "?page=0",
        URL + "?page=last-one",
        URL + "?evidence=2",
    ],
)
def test_what_does_not_exist_is_not_found(url, here, client):
    assert client.get(url).status_code == 404


def test_a_commitment_of_a_draft_plan_is_for_its_secretariat_alone(here, as_):
    plan = factories.add_plan(here.pat, slug="later", in_force=False)
    factories.add_commitment(plan, here.pat, number=1)
    url = "/en/plans/later/commitments/1/"
    assert as_(here.amina).get(url).status_code == 404
    assert as_(here.pat).get(url).status_code == 200


@pytest.mark.parametrize(
    ("compare", "sentence"),
    [
        ("compare=x", "Name two versions"),
        ("compare=", "Name two versions"),
        ("compare=1", "Name two versions"),
        ("compare=1-2-3", "Name two versions"),
        ("compare=1-99999", "Name two versions"),
        ("compare=1-1", "Choose two different versions"),
        ("compare=1-7", "no version 7"),
        ("compare=1&compare=2&compare=3", "Name two versions"),
    ],
)
def test_a_comparison_that_cannot_be_is_refused_with_a_sentence(compare, sentence, here, get):
    factories.add_text(here.commitment, here.pat)
    factories.add_text(here.commitment, here.pat, reason_en="Clearer.")
    assert sentence in get(f"{URL}?{compare}", status=400)


def test_the_page_exists_in_both_languages(here, client):
    for language, title in (("es", "Agua"), ("en", "Water")):
        page = client.get(f"/{language}/plans/vereda/commitments/1/").content.decode()
        assert f'<html lang="{language}"' in page
        assert f"<h1>{title}</h1>" in page
        assert page.count("<h1") == 1


def test_nothing_is_said_where_nobody_has_spoken(here, get):
    page = get("/en/plans/vereda/commitments/2/")
    assert "Not reported" in page
    assert "Not assessed" in page
    assert "Government: not a word yet, 448 days since the plan began" in page
    assert "No official text has been adopted yet." in page
    assert "No entry here links to any evidence." in page
    assert "No milestone is recorded for this commitment." in page


# --- Both voices --------------------------------------------------------------------------------


def test_the_head_says_what_each_organisation_says_and_how_far_apart(here, get):
    helper = factories.add_organisation("cso", "helper", acronym="Helper")
    factories.give_seat(here.commitment, helper, here.pat, "co_implementer")
    mira = here.organisations["mira-el-gasto"]
    factories.give_seat(here.commitment, mira, here.pat, "active_observer")
    factories.report(here.commitment, here.amina, "complete")
    factories.observe(here.commitment, here.lucia, "not_started")
    factories.observe(here.commitment, here.tomas, "limited")
    factories.observe(here.commitment, factories.add_member(helper), "complete", type="confirms")
    page = get()
    assert "Contested since 23 Nov 2026 · 0 days" in page
    assert "2 organisations" in page
    assert "Median, from Not started to Limited. Ríos Claros: Not started; Mira: Limited" in page
    assert "Helper helps carry it out: Complete, not counted" in page


def test_the_independent_line_gives_the_codes_and_leads_to_the_assessment(here, get):
    factories.assess(here.commitment, here.irene, verifiable="yes", specificity="high")
    page = get()
    assert "Independent (IRM) Limited MRI 23 Nov 2026 Read the assessment" in page
    assert "Verifiable: yes; Specificity: high" in page


def test_an_assessment_without_completion_is_not_called_missing(here, get):
    factories.assess(here.commitment, here.irene, completion="", early_results="marginal")
    page = get()
    assert "Early results: marginal. It gives no code of completion. Read the assessment" in page
    assert "Not assessed yet." not in page


def test_a_milestone_owned_by_civil_society_shows_its_owner_apart(here, get):
    factories.report(here.cso_milestone, here.lucia, "limited")
    assert "Ríos Claros helps carry it out: Limited, not counted" in get()


# --- Milestones ---------------------------------------------------------------------------------


def test_milestones_say_when_they_were_due_first_and_how_late_they_are(here, get):
    first, second = here.milestone, here.cso_milestone
    move = {"reason": "Waits for the law.", "by": here.pat}
    milestones.move_due_date(
        milestone=first, to=dt.date(2027, 3, 1), precision="month", seen_version=1, **move
    )
    milestones.move_due_date(
        milestone=second, to=dt.date(2026, 11, 3), precision="day", seen_version=1, **move
    )
    page = get()
    assert "Due Mar 2027, originally 31 Dec 2026" in page
    assert "20 days overdue" in page
    assert "Next milestone 1.1 Milestone 1, Mar 2027" in page
    assert "1 overdue" in page


def test_a_milestone_says_how_much_of_its_time_has_run(here, get):
    factories.add_milestone(
        here.commitment,
        here.pat,
        number=3,
        start_date=dt.date(2026, 4, 1),
        due_date=dt.date(2027, 3, 31),
    )
    assert "month 8 of 12" in get()


def test_the_aside_counts_for_both_sides_out_of_all(here, get):
    factories.report(here.milestone, here.amina, "complete")
    factories.observe(here.milestone, here.lucia, "limited")
    assert "1 of 2 complete according to government, 0 according to civil society" in get()


# --- The story ----------------------------------------------------------------------------------


def test_the_story_holds_words_decisions_texts_and_silences_newest_first(here, get, clock):
    factories.add_text(here.commitment, here.pat, adopted_date=dt.date(2026, 11, 1))
    report = factories.report(here.milestone, here.amina, text="First words of government.")
    clock.move_to(world.NOW + 10 * DAY)
    milestones.move_due_date(
        milestone=here.milestone,
        to=dt.date(2027, 6, 30),
        precision="day",
        reason="The laboratory is late.",
        by=here.pat,
        seen_version=1,
    )
    clock.move_to(world.NOW + 200 * DAY)
    commitments.move_commitment(
        commitment=here.commitment,
        verb="pause",
        reason="The court decides first.",
        by=here.pat,
        seen_version=here.commitment.version,
    )
    page = get()
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


def test_withdrawn_and_corrected_words_stay_readable(here, get):
    gone = factories.observe(here.commitment, here.lucia, text="We went to another town.")
    entries.withdraw(entry=gone, reason="Wrong place.", by=here.lucia, seen_version=gone.version)
    wrong = factories.report(here.commitment, here.amina, text="All of it.")
    factories.report(here.commitment, here.amina, text="Half of it.", corrects=wrong)
    page = get()
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


def test_an_open_question_says_who_answers_and_how_late(here, get, clock):
    factories.observe(
        here.milestone, here.lucia, asks="Where is the file?", answer_by=dt.date(2026, 12, 1)
    )
    assert "MINAGUA, asked by 1 Dec 2026, 8 days left" in get()
    clock.move_to(world.NOW + 20 * DAY)
    page = get()
    assert "asked by 1 Dec 2026, 12 days late" in page
    assert "Where is the file?" in page


def test_an_answered_question_is_nobodys_turn(here, get):
    question = factories.observe(here.milestone, here.lucia, asks="Where is the file?")
    factories.respond(question, here.amina)
    page = get()
    assert "No question is open" in page
    assert "Waiting for an answer" not in page


# --- Table, text, evidence, lineage, facts ------------------------------------------------------


def test_the_table_says_who_sits_who_is_missing_and_for_how_long(here, get):
    audit = here.organisations["auditoria"]
    factories.give_seat(
        here.commitment,
        audit,
        here.pat,
        "must_decide",
        state="missing",
        since=dt.date(2026, 11, 3),
        note_en="Has not answered.",
    )
    page = get()
    assert "Missing from the table AUD" in page
    assert "Must decide · vacant for 20 days · since 3 Nov 2026. Has not answered." in page


def test_a_seat_that_was_left_says_since_when(here, get):
    seat = here.commitment.seats.get(role="expert")
    seats.move_seat(seat=seat, verb="leave", reason="Moved on.", by=here.pat, seen_version=1)
    assert "Left the table Civil society: Ríos ClarosExpert · until 23 Nov 2026" in get()


def test_versions_of_the_text_are_compared_word_by_word(here, get):
    agreed = [here.organisations["ministerio-del-agua"]]
    factories.add_text(here.commitment, here.pat, body_en="1. Publish half of it.")
    factories.add_text(
        here.commitment,
        here.pat,
        body_en="1. Publish all of it.",
        reason_en="Both sides wanted more.",
        agreed_by=agreed,
    )
    assert "Compare version 1 with version 2" in get()
    for compare in ("compare=1-2", "compare=2-1", "compare=2&compare=1"):
        page = get(f"{URL}?{compare}")
        assert "What changed from version 1 to version 2" in page
        assert "Both sides wanted more.Agreed by: Government: MINAGUA" in page
        assert "removed: half" in page
        assert "added: all" in page


def test_texts_without_a_common_language_are_shown_side_by_side(here, get):
    factories.add_text(here.commitment, here.pat, body_en="")
    factories.add_text(here.commitment, here.pat, body_es="", reason_en="Translated.")
    assert "The two versions are in different languages" in get(f"{URL}?compare=1-2")


def test_evidence_of_both_sides_stands_in_one_table(here, get):
    factories.report(here.milestone, here.amina)
    piece = {"title": "Row by row", "url": "https://mira.example/a", "relation": "contradicts"}
    factories.observe(here.milestone, here.lucia, evidence=[piece])
    page = get()
    assert "1 from government, 1 from civil society, 0 independent" in page
    assert "Row by row Civil society: Ríos Claros Observation, milestone 1.1, contradicts" in page
    assert "2 pieces" in page


def test_lineage_leads_to_public_plans_only(here, get):
    earlier = factories.add_plan(here.pat, slug="earlier")
    hidden = factories.add_plan(here.pat, slug="hidden", in_force=False)
    before = factories.add_commitment(earlier, here.pat, number=5, title_en="Rivers")
    after = factories.add_commitment(hidden, here.pat, number=6, title_en="Seas")
    factories.link_lineage(before, here.commitment, here.pat)
    factories.link_lineage(here.commitment, after, here.pat)
    page = get()
    assert "Continues 5 Rivers" in page
    assert "Seas" not in page


def test_dated_facts_are_told_with_their_source(here, get):
    factories.add_event(
        here.plan, here.pat, commitments=[here.commitment], title_en="First meeting"
    )
    page = get()
    assert "Oct 2025 First meeting meeting" in page


# --- A state that is not in force ---------------------------------------------------------------


def test_a_withdrawn_commitment_says_why_and_since_when(here, get):
    commitments.move_commitment(
        commitment=here.commitment,
        verb="withdraw",
        reason="The law was repealed.",
        by=here.pat,
        seen_version=here.commitment.version,
        on=dt.date(2026, 11, 2),
    )
    page = get()
    assert "This commitment is withdrawn since 2 Nov 2026. The law was repealed." in page
    assert "Sign in to write" not in page


# --- What the reader may do ---------------------------------------------------------------------


def test_a_visitor_is_offered_to_sign_in(here, client):
    page = client.get(URL).content.decode()
    assert f"/en/accounts/login/?next={URL}" in page


@pytest.mark.parametrize(
    ("name", "offered", "reasons"),
    [
        ("amina", {"report"}, {"Observations are the voice of civil society."}),
        ("omar", set(), {"Only MINAGUA, who answers for it, reports progress here."}),
        ("lucia", {"observe"}, {"Assessments are the voice of the independent reviewer."}),
        ("tomas", set(), {"Mira has no seat at this commitment's table."}),
        ("irene", {"assess"}, {"Observations are the voice of civil society."}),
        ("pat", set(), {"Observations are the voice of civil society."}),
    ],
)
def test_buttons_are_offered_or_refused_with_the_reason(name, offered, reasons, here, as_):
    response = as_(getattr(here, name)).get(URL)
    page = response.content.decode()
    for verb in ("report", "observe", "assess"):
        link = f'href="/en/desk/plans/vereda/commitments/1/{verb}/"'
        assert (link in page) == (verb in offered)
    for reason in reasons:
        assert reason in words(response)


def test_one_reason_for_all_is_said_once(here, as_):
    commitments.move_commitment(
        commitment=here.commitment,
        verb="supersede",
        reason="See commitment 2.",
        by=here.pat,
        seen_version=here.commitment.version,
    )
    refused = "This commitment is superseded, so nothing new can be said about it."
    assert words(as_(here.amina).get(f"{URL}milestones/1/")).count(refused) == 1


# --- The archive --------------------------------------------------------------------------------


@pytest.fixture
def archived(here):
    plan = factories.add_plan(here.pat, slug="old", nature=Plan.Nature.ARCHIVE)
    commitment = factories.add_commitment(plan, here.pat, number=4, title_en="Old promise")
    factories.add_milestone(
        commitment, here.pat, number=1, due_date=dt.date(2026, 1, 31), due_precision="month"
    )
    factories.add_milestone(commitment, here.pat, number=2, due_date=None, due_precision="unknown")
    factories.document(
        commitment,
        here.organisations["revisor"],
        here.pat,
        said_date=plan.end_date,
        said_precision="unknown",
        source="https://revisor.example/informe",
    )
    return commitment


def test_the_archive_claims_nothing_that_no_source_says(archived, get):
    page = get("/en/plans/old/commitments/4/")
    assert "documented from a public source" in page
    assert "No source found says how far it came according to government." in page
    assert "The official text was not found in the public sources read." in page
    assert "no date given" in page
    for claim in ("overdue", "without a word", "Sign in to write", "31 Aug 2027 Independent"):
        assert claim not in page


# --- Speed --------------------------------------------------------------------------------------


def make_long(here, first, last, words_count):
    """Add milestones from one number to another, and words all over them."""
    for number in range(first, last + 1):
        factories.add_milestone(
            here.commitment, here.pat, number=number, owner=here.milestone.owner
        )
    subjects = list(
        Milestone.objects.filter(commitment=here.commitment)
        .select_related("owner", "commitment__plan")
        .exclude(number=2)
    )
    for number in range(words_count):
        subject = subjects[number % len(subjects)]
        text = f"{number} " + " ".join(f"word{number * k % 997}" for k in range(60))
        if number % 3 == 0:
            factories.report(subject, here.amina, "complete", text=text)
        elif number % 3 == 1:
            question = factories.observe(subject, here.lucia, text=text, asks="And the rest?")
        else:
            factories.respond(question, here.amina, text=text)


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_milestones_and_entries(here):
    person = Client()
    person.force_login(here.lucia, backend="django.contrib.auth.backends.ModelBackend")
    factories.add_text(here.commitment, here.pat)
    make_long(here, 3, 3, 9)
    few = queries_of(Client(), URL), queries_of(person, URL)
    make_long(here, 4, 12, 60)
    assert (queries_of(Client(), URL), queries_of(person, URL)) == few
    assert few[0] <= 15
    assert few[1] <= 17


def test_a_long_page_stays_under_40_kilobytes(here, client):
    make_long(here, 3, 25, 300)
    for url in (URL, URL.replace("/en/", "/es/")):
        assert len(gzip.compress(client.get(url).content)) <= 40_000
