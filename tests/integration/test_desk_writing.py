"""The forms of the desk: what they say, what they take in, and what comes of it."""

import datetime as dt

import pytest

from tests import factories
from tests.desk import (
    ANSWERED,
    ASSESS,
    ASSESSED,
    DESK,
    OBSERVE,
    OBSERVED,
    OWN_REPORT,
    REPORT,
    REPORTED,
    WATER,
    entry_at,
    entry_page,
    recorded,
)
from tests.sending import form_of, open_form, send, text_of
from tracker.models import Entry, MilestoneStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


# --- Publishing ------------------------------------------------------------------------------------


def test_an_official_reports(as_, amina, milestone):
    client = as_(amina)
    before = recorded()
    response = send(client, REPORT, **REPORTED, next_step="Abrir la API en marzo.")
    report = entry_at(response).detail
    assert (report.completion, report.side, report.language) == ("substantial", "government", "es")
    assert report.next_step == "Abrir la API en marzo."
    assert [piece.title for piece in report.evidence.all()] == ["El archivo"]
    assert recorded() == before + 1
    assert MilestoneStatus.objects.get(milestone=milestone).government_entry_id == report.pk
    assert "Published as Government · MINAGUA." in text_of(client.get(response["Location"]))


def test_an_official_reports_on_the_commitment_as_a_whole(as_, amina, commitment):
    report = entry_at(send(as_(amina), f"{WATER}report/", **REPORTED))
    assert report.milestone is None
    assert report.commitment == commitment


def test_an_organisation_reports_on_the_milestone_it_owns_as_interested(as_, lucia):
    client = as_(lucia)
    page = client.get(OWN_REPORT)
    assert "shown apart, as that of an interested organisation" in text_of(page)
    report = entry_at(send(client, page, **REPORTED))
    assert (report.side, report.hat) == ("civil_society", "co_implementer")


def test_civil_society_observes(as_, lucia):
    client = as_(lucia)
    response = send(client, OBSERVE, **OBSERVED, asks="¿Cuándo?", answer_by="2026-12-15")
    observation = entry_at(response).detail
    assert (observation.type, observation.hat) == ("disputes", "expert")
    assert observation.answer_by == dt.date(2026, 12, 15)
    assert "Published as Civil society · Ríos Claros." in text_of(client.get(response["Location"]))


def test_the_addressed_side_answers(as_, amina, observation):
    client = as_(amina)
    path = entry_page(observation, "respond")
    page = client.get(path)
    assert "Faltan dos archivos." in text_of(page)
    response = entry_at(send(client, page, **ANSWERED)).detail
    assert response.to == observation
    assert response.side == "government"


def test_a_reviewer_assesses(as_, irene):
    assessment = entry_at(send(as_(irene), ASSESS, **ASSESSED)).detail
    assert (assessment.side, assessment.verifiable) == ("independent", "")


def test_the_language_of_an_entry_is_its_writers_choice(as_, amina):
    assert entry_at(send(as_(amina), REPORT, **REPORTED, language="en")).language == "en"


# --- What a form says ------------------------------------------------------------------------------


def test_a_report_form_shows_what_both_sides_last_said_and_the_promise(as_, here):
    factories.report(here.milestone, here.amina, text="Vamos bien.", completion="complete")
    factories.observe(here.milestone, here.lucia, text="No lo vemos.", completion="limited")
    page = text_of(as_(here.amina).get(REPORT))
    assert "Vamos bien." in page
    assert "No lo vemos." in page
    assert "What changed since 23 Nov 2026?" in page
    assert "Publish as Government · MINAGUA" in page
    assert "Contested with civil society's “Limited”." in page
    assert "Due: 31 Dec 2026" in page


def test_the_consequence_of_what_was_chosen_comes_first(as_, here):
    factories.observe(here.milestone, here.lucia, completion="limited")
    page = text_of(send(as_(here.amina), REPORT, completion="complete"))
    assert "If you publish “Complete”" in page
    assert "A dispute starts." in page


def test_an_overdue_milestone_says_since_when(as_, here):
    late = factories.add_milestone(
        here.commitment,
        here.pat,
        number=7,
        owner=here.organisations["ministerio-del-agua"],
        due_date=dt.date(2026, 10, 31),
    )
    page = text_of(as_(here.amina).get(f"{WATER}milestones/{late.number}/report/"))
    assert "Was due 31 Oct 2026, 23 days ago" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"answer_by": "2026-12-15"}, "MINAGUA is asked to answer by 15 Dec 2026."),
        ({"type": "advice"}, "MINAGUA is asked to answer by 23 Dec 2026."),
        ({"type": "praise"}, "MINAGUA is not asked for an answer, unless you ask"),
        ({}, "If you dispute, ask or advise, MINAGUA is asked to answer by 23 Dec 2026."),
    ],
)
def test_an_observation_form_says_who_answers_by_when(as_, lucia, typed, sentence):
    page = text_of(send(as_(lucia), OBSERVE, **typed))
    assert sentence in page
    assert "expert" in page


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ({}, dt.date(2026, 12, 23)),
        ({"type": "praise"}, None),
        ({"type": "praise", "asks": "¿Quién fue?"}, dt.date(2026, 12, 23)),
        ({"answer_by": "2026-12-01"}, dt.date(2026, 12, 1)),
    ],
)
def test_an_answer_is_asked_for_in_thirty_days_unless_a_day_is_named(as_, lucia, typed, day):
    observation = entry_at(send(as_(lucia), OBSERVE, **OBSERVED | typed)).detail
    assert observation.answer_by == day


def test_an_observation_begins_with_what_its_button_said_and_today(as_, lucia):
    client = as_(lucia)
    page = text_of(client.get("/en/plans/vereda/commitments/1/milestones/1/"))
    assert f'href="{OBSERVE}?type=disputes"' in page
    form = open_form(client, f"{OBSERVE}?type=advice")
    assert (form["type"], form["seen_date"]) == ("advice", "2026-11-23")
    refused = client.get(f"{OBSERVE}?type=gossip")
    assert refused.status_code == 400
    assert "There is no kind of observation “gossip”." in text_of(refused)


def test_who_may_not_observe_is_offered_no_short_way(as_, amina):
    page = text_of(as_(amina).get("/en/plans/vereda/commitments/1/"))
    assert "?type=" not in page


def test_an_observation_form_shows_the_promise_and_the_claim_above(as_, here):
    factories.report(here.milestone, here.amina, text="Vamos bien.", completion="complete")
    page = text_of(as_(here.lucia).get(OBSERVE))
    assert page.index("What is promised") < page.index("Vamos bien.") < page.index("data-autosave")


def test_pages_of_the_desk_are_never_stored(as_, amina):
    client = as_(amina)
    for path in (DESK, REPORT):
        assert "no-store" in client.get(path)["Cache-Control"]


# --- What is missing -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path", "sent", "sentence"),
    [
        ("amina", REPORT, {}, "Choose how far it has come."),
        ("amina", REPORT, {}, "Write what you want to say, in a sentence or two."),
        (
            "amina",
            REPORT,
            {"completion": "limited", "text": "Poco."},
            "Say what the difficulties are",
        ),
        (
            "amina",
            REPORT,
            {"completion": "complete", "text": "Todo."},
            "Add at least one piece of evidence to report “Complete”.",
        ),
        ("amina", REPORT, {**REPORTED, "done_date": "2027-01-01"}, "This date lies in the future."),
        ("lucia", OBSERVE, {}, "Choose what your observation does."),
        ("lucia", OBSERVE, {}, "Choose how you know it."),
        (
            "lucia",
            OBSERVE,
            {**OBSERVED, "type": "note", "answer_by": "2026-12-01"},
            "Say what you want answered",
        ),
        ("lucia", OBSERVE, {**OBSERVED, "asks": "¿?", "answer_by": "2026-11-01"}, "has passed"),
        ("irene", ASSESS, {}, "Name the report that gives these codes."),
    ],
)
def test_what_is_missing_is_said_beside_the_field(as_, here, name, path, sent, sentence):
    before = (recorded(), Entry.everything.count())
    response = send(as_(getattr(here, name)), path, **sent)
    page = text_of(response)
    assert response.status_code == 422
    assert page.count(sentence) >= 2, "in the summary and beside the field"
    assert "<title>Error: " in page
    assert (recorded(), Entry.everything.count()) == before
    again = form_of(response)
    assert all(again[key.replace("__", "-")] == value for key, value in sent.items())


def test_a_response_says_what_is_missing(as_, amina, observation):
    path = entry_page(observation, "respond")
    page = text_of(send(as_(amina), path, outcome="will_answer", text="Pronto."))
    assert "Say by when you will answer." in page
    assert "Choose what you did with" in text_of(send(as_(amina), path, text="Pronto."))


def test_evidence_grows_without_scripts_and_keeps_all_that_was_typed(as_, amina):
    client = as_(amina)
    page = client.get(REPORT)
    uid = form_of(page)["uid"]
    typed = {"text": "  Sin terminar ", "done_date": "mañana", "evidence__2__url": "bit.ly/x"}
    page = send(client, page, **typed, completion="limited", more_evidence="1")
    again = form_of(page)
    assert page.status_code == 200
    assert "Error:" not in text_of(page)
    assert (again["text"], again["done_date"]) == ("  Sin terminar ", "mañana")
    assert (again["evidence-2-url"], again["completion"]) == ("bit.ly/x", "limited")
    assert (again["uid"], "evidence-4-url" in again) == (uid, True)
    assert "evidence-5-url" in form_of(send(client, page, more_evidence="1"))


# --- Sending twice ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path", "sent"),
    [("amina", REPORT, REPORTED), ("lucia", OBSERVE, OBSERVED), ("irene", ASSESS, ASSESSED)],
)
@pytest.mark.parametrize("draft", [{}, {"draft": "1"}])
def test_a_form_sent_twice_makes_one_entry(as_, here, name, path, sent, draft):
    client = as_(getattr(here, name))
    page = client.get(path)
    count = Entry.everything.count()
    first, second = (send(client, page, **sent, **draft) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Entry.everything.count() == count + 1


def test_each_display_of_a_form_has_a_number_of_its_own(as_, amina):
    client = as_(amina)
    assert open_form(client, REPORT)["uid"] != open_form(client, REPORT)["uid"]
