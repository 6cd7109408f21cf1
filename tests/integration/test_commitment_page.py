"""The page of one commitment: what it shows, and to whom."""

import datetime as dt

import pytest

from tests import agreeing, factories
from tests.reading import read, words
from tracker.actions import seats
from tracker.models import Plan

pytestmark = pytest.mark.usefixtures("strict_templates")

URL = "/en/plans/vereda/commitments/1/"
DAY = dt.timedelta(days=1)


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
def test_a_comparison_that_cannot_be_is_refused_with_a_sentence(compare, sentence, here):
    factories.add_text(here.commitment, here.pat)
    agreeing.adopt_text(here, here.commitment, body_en="1. Publish the whole register.")
    assert sentence in read(f"{URL}?{compare}", status=400)


def test_the_page_exists_in_both_languages(here, client):
    for language, title in (("es", "Agua"), ("en", "Water")):
        page = client.get(f"/{language}/plans/vereda/commitments/1/").content.decode()
        assert f'<html lang="{language}"' in page
        assert f"<h1>{title}</h1>" in page
        assert page.count("<h1") == 1


def test_nothing_is_said_where_nobody_has_spoken(here):
    page = read("/en/plans/vereda/commitments/2/")
    assert "Not reported" in page
    assert "Not assessed" in page
    assert "Government: not a word yet, 448 days since the plan began" in page
    assert "No official text has been adopted yet." in page
    assert "No entry here links to any evidence." in page
    assert "No milestone is recorded for this commitment." in page


# --- Both voices --------------------------------------------------------------------------------


def test_the_head_says_what_each_organisation_says_and_how_far_apart(here):
    helper = factories.add_organisation("cso", "helper", acronym="Helper")
    factories.give_seat(here.commitment, helper, here.pat, "co_implementer")
    mira = here.organisations["mira-el-gasto"]
    factories.give_seat(here.commitment, mira, here.pat, "active_observer")
    factories.report(here.commitment, here.amina, "complete")
    factories.observe(here.commitment, here.lucia, "not_started")
    factories.observe(here.commitment, here.tomas, "limited")
    factories.observe(here.commitment, factories.add_member(helper), "complete", type="confirms")
    page = read(URL)
    assert "Contested since 23 Nov 2026 · 0 days" in page
    assert "2 organisations" in page
    assert "Median, from Not started to Limited. Ríos Claros: Not started; Mira: Limited" in page
    assert "Helper helps carry it out: Complete, not counted" in page


def test_the_independent_line_gives_the_codes_and_leads_to_the_assessment(here):
    factories.assess(here.commitment, here.irene, verifiable="yes", specificity="high")
    page = read(URL)
    assert "Independent (IRM) Limited MRI 23 Nov 2026 Read the assessment" in page
    assert "Verifiable: Yes; Specificity: High" in page


def test_an_assessment_without_completion_is_not_called_missing(here):
    factories.assess(here.commitment, here.irene, completion="", early_results="marginal")
    page = read(URL)
    assert "Early results: Marginal. It gives no code of completion. Read the assessment" in page
    assert "Not assessed yet." not in page


def test_a_milestone_owned_by_civil_society_shows_its_owner_apart(here):
    factories.report(here.cso_milestone, here.lucia, "limited")
    assert "Ríos Claros helps carry it out: Limited, not counted" in read(URL)


# --- Milestones ---------------------------------------------------------------------------------


def test_milestones_say_when_they_were_due_first_and_how_late_they_are(here):
    first, second = here.milestone, here.cso_milestone
    agreeing.move_date(here, first, dt.date(2027, 3, 1), "month")
    agreeing.move_date(here, second, dt.date(2026, 11, 3))
    page = read(URL)
    assert "Due Mar 2027, originally 31 Dec 2026" in page
    assert "20 days overdue" in page
    assert "Next milestone 1.1 Milestone 1, Mar 2027" in page
    assert "1 overdue" in page


def test_a_milestone_says_how_much_of_its_time_has_run(here):
    factories.add_milestone(
        here.commitment,
        here.pat,
        number=3,
        start_date=dt.date(2026, 4, 1),
        due_date=dt.date(2027, 3, 31),
    )
    assert "month 8 of 12" in read(URL)


def test_the_aside_counts_for_both_sides_out_of_all(here):
    factories.report(here.milestone, here.amina, "complete")
    factories.observe(here.milestone, here.lucia, "limited")
    assert "1 of 2 complete according to government, 0 according to civil society" in read(URL)


# --- Table, text, evidence, lineage, facts ------------------------------------------------------


def test_the_table_says_who_sits_who_is_missing_and_for_how_long(here):
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
    page = read(URL)
    assert "Missing from the table AUD" in page
    assert "Must decide · vacant for 20 days · since 3 Nov 2026. Has not answered." in page


def test_a_seat_that_was_left_says_since_when(here):
    seat = here.commitment.seats.get(role="expert")
    seats.move_seat(seat=seat, verb="leave", reason="Moved on.", by=here.pat, seen_version=1)
    assert "Left the table Civil society: Ríos ClarosExpert · until 23 Nov 2026" in read(URL)


def test_versions_of_the_text_are_compared_word_by_word(here):
    factories.add_text(here.commitment, here.pat, body_en="1. Publish half of it.")
    agreeing.adopt_text(
        here, here.commitment, "Both sides wanted more.", body_en="1. Publish all of it."
    )
    assert "Compare version 1 with version 2" in read(URL)
    for compare in ("compare=1-2", "compare=2-1", "compare=2&compare=1"):
        page = read(f"{URL}?{compare}")
        assert "What changed from version 1 to version 2" in page
        assert "Both sides wanted more.Agreed by: " in page
        assert "Government: MINAGUA" in page[page.index("Agreed by: ") :]
        assert "removed: half" in page
        assert "added: all" in page


def test_texts_without_a_common_language_are_shown_side_by_side(here):
    factories.add_text(here.commitment, here.pat, body_en="")
    agreeing.adopt_text(here, here.commitment, "Translated.", body_es="")
    assert "The two versions are in different languages" in read(f"{URL}?compare=1-2")


def test_evidence_of_both_sides_stands_in_one_table(here):
    factories.report(here.milestone, here.amina)
    piece = {"title": "Row by row", "url": "https://mira.example/a", "relation": "contradicts"}
    factories.observe(here.milestone, here.lucia, evidence=[piece])
    page = read(URL)
    assert "1 from government, 1 from civil society, 0 independent" in page
    assert "Row by row Civil society: Ríos Claros Observation, milestone 1.1, contradicts" in page
    assert "2 pieces" in page


def test_lineage_leads_to_public_plans_only(here):
    earlier = factories.add_plan(here.pat, slug="earlier")
    hidden = factories.add_plan(here.pat, slug="hidden", in_force=False)
    before = factories.add_commitment(earlier, here.pat, number=5, title_en="Rivers")
    after = factories.add_commitment(hidden, here.pat, number=6, title_en="Seas")
    factories.link_lineage(before, here.commitment, here.pat)
    factories.link_lineage(here.commitment, after, here.pat)
    page = read(URL)
    assert "Continues 5 Rivers" in page
    assert "Seas" not in page


def test_dated_facts_are_told_with_their_source(here):
    factories.add_event(
        here.plan, here.pat, commitments=[here.commitment], title_en="First meeting"
    )
    page = read(URL)
    assert "Oct 2025 First meeting meeting" in page


# --- A state that is not in force ---------------------------------------------------------------


def test_a_withdrawn_commitment_says_why_and_since_when(here):
    then = dt.datetime(2026, 11, 2, 18, tzinfo=dt.UTC)
    agreeing.move_commitment(here, here.commitment, "withdrawn", "The law was repealed.", now=then)
    page = read(URL)
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
    agreeing.move_commitment(here, here.commitment, "superseded", "See commitment 2.")
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


def test_the_archive_claims_nothing_that_no_source_says(archived):
    page = read("/en/plans/old/commitments/4/")
    assert "documented from a public source" in page
    assert "No source found says how far it came according to government." in page
    assert "The official text was not found in the public sources read." in page
    assert "no date given" in page
    for claim in ("overdue", "without a word", "Sign in to write", "31 Aug 2027 Independent"):
        assert claim not in page
