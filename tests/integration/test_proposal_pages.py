"""Pages of proposals: the form, the answers, the list and what the record says for ever."""

import datetime as dt

import pytest
from django.test import Client

from tests import agreeing, factories, world
from tests.reading import read
from tests.sending import form_of, send, text_of
from tracker.actions import proposals
from tracker.models import Milestone, Proposal, Seat

pytestmark = pytest.mark.usefixtures("strict_templates")

WATER = "/en/desk/plans/vereda/commitments/1/"
DATE = f"{WATER}milestones/1/propose/due-date/"
TEXT = f"{WATER}propose/text/"
STATE = f"{WATER}propose/state/"
SEAT = f"{WATER}propose/seat/"
DESCRIPTION = f"{WATER}milestones/1/propose/text/"
LIST = "/en/plans/vereda/proposals/"
MILESTONE = "/en/plans/vereda/commitments/1/milestones/1/"
MARCH = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
LATER = world.NOW + dt.timedelta(days=30)


def answer_page(proposal, verb):
    return f"/en/desk/proposals/{proposal.uid}/{verb}/"


@pytest.fixture
def proposal(here):
    return factories.propose(here.milestone, here.amina, reason="The laboratory is late.", **MARCH)


def made():
    return Proposal.objects.order_by("pk").last()


# --- Proposing ------------------------------------------------------------------------------------


def test_what_would_change_is_seen_before_it_is_proposed(as_, here):
    client = as_(here.amina)
    typed = {"due_date": "2027-03-01", "due_precision": "month", "reason": "The law is late."}
    looked = send(client, DATE, **typed)
    assert looked.status_code == 200
    page = text_of(looked)
    assert "31 Dec 2026" in page
    assert "Mar 2027" in page
    assert "Civil society: answer until 7 Dec 2026 (10 working days)" in page
    assert "Propose as MINAGUA" in page
    assert made() is None
    done = send(client, looked, propose="1")
    assert done.status_code == 302
    assert done["Location"] == made().get_absolute_url()
    assert send(client, looked, propose="1")["Location"] == done["Location"]
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "typed", "field"),
    [
        (DESCRIPTION, {"title_en": "Publish everything", "owner": "AUD"}, "owner"),
        (TEXT, {"body_es": "1. Medir.", "body_en": "1. Measure."}, "body_es"),
        (STATE, {"state": "paused"}, "state"),
        (SEAT, {"organisation": "mira", "role": "expert", "state": "missing"}, "role"),
    ],
)
def test_every_kind_is_proposed_through_its_page(as_, here, path, typed, field):
    client = as_(here.lucia)
    looked = send(client, path, reason="Because.", **typed)
    assert "What would change" in text_of(looked), text_of(looked)
    assert send(client, looked, propose="1").status_code == 302
    assert field in made().change
    assert client.get(made().get_absolute_url()).status_code == 200


def test_the_state_of_a_seat_is_proposed(as_, here):
    seat = Seat.objects.get(commitment=here.commitment, role="expert")
    path = f"{WATER}seats/{seat.uid}/propose/"
    looked = send(as_(here.amina), path, state="missing", reason="It did not come.")
    assert send(as_(here.amina), looked, propose="1").status_code == 302
    assert made().seat == seat
    assert "The seat of Ríos Claros" in read(made().get_absolute_url())


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        (DATE, {"due_date": "", "due_precision": "day", "reason": "x"}, "Give a due date"),
        (DATE, {"due_date": "soon", "reason": "x"}, "Write the date as year-month-day"),
        (DATE, {"due_precision": "never", "reason": "x"}, "Choose one of the options shown."),
        (DATE, {"due_date": "2027-03-01", "reason": " "}, "Give the reason. It is published."),
        (DATE, {"reason": "x"}, "This is what it says already"),
        (STATE, {"state": "", "reason": "x"}, "Choose one of the options shown."),
        (STATE, {"state": "in_force", "reason": "x"}, "Choose one of the options shown."),
        (SEAT, {"organisation": "nobody", "reason": "x"}, "There is none of this name."),
        (SEAT, {"organisation": "", "reason": "x"}, "required"),
        (TEXT, {"body_es": "", "body_en": "", "reason": "x"}, "at least one language"),
        (TEXT, {"body_es": "1. \x00", "reason": "x"}, "control character"),
        (DESCRIPTION, {"title_es": "", "reason": "x"}, "cannot be blank"),
        (DESCRIPTION, {"title_en": 401 * "x", "reason": "x"}, "401 characters"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(as_, here, path, typed, sentence):
    response = send(as_(here.amina), path, **typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    if typed["reason"].strip():
        assert form_of(response)["reason"] == "x"
    assert made() is None


def test_a_form_that_met_a_change_keeps_what_was_typed(as_, here):
    client = as_(here.amina)
    first = client.get(DATE)
    agreeing.move_date(here, here.milestone, dt.date(2027, 2, 1))
    met = send(client, first, due_date="2027-05-01", reason="Mine", propose="1")
    assert met.status_code == 409
    assert "It changed meanwhile" in text_of(met)
    assert form_of(met)["reason"] == "Mine"
    assert send(client, met, propose="1").status_code == 302


@pytest.mark.parametrize("field", ["uid", "version"])
def test_a_form_without_its_numbers_is_given_back_with_new_ones(as_, here, field):
    response = send(as_(here.amina), DATE, reason="Mine", **{field: "x"})
    assert response.status_code == 422
    assert form_of(response)["version"] == "1"


@pytest.mark.parametrize("name", ["omar", "tomas", "irene"])
@pytest.mark.parametrize("path", [DATE, DESCRIPTION, TEXT, STATE, SEAT])
def test_whoever_is_not_at_the_table_is_refused_with_the_reason(as_, here, name, path):
    response = as_(getattr(here, name)).get(path)
    assert response.status_code == 403
    assert "Those at this commitment's table propose changes" in text_of(response)


def test_a_visitor_signs_in_first(here, client):
    assert client.get(DATE).status_code == 302


def test_in_a_draft_nothing_is_proposed_and_strangers_see_nothing(as_, here, drafted):
    path = "/en/desk/plans/drafted/commitments/1/milestones/1/propose/due-date/"
    assert as_(here.pat).get(path).status_code == 403
    assert as_(here.amina).get(path).status_code == 404
    assert as_(here.amina).get("/en/plans/drafted/proposals/").status_code == 404


# --- Answering ------------------------------------------------------------------------------------


def test_the_other_side_accepts(as_, here, proposal):
    page = as_(here.lucia).get(proposal.get_absolute_url())
    assert answer_page(proposal, "accept") in text_of(page)
    asked = as_(here.lucia).get(answer_page(proposal, "accept"))
    assert "carried out at once" in text_of(asked)
    assert send(as_(here.lucia), asked).status_code == 302
    assert send(as_(here.lucia), asked).status_code == 302  # sent twice
    assert Milestone.objects.get(pk=here.milestone.pk).due_date == dt.date(2027, 3, 31)


def test_the_other_side_refuses_with_a_reason(as_, here, proposal):
    path = answer_page(proposal, "refuse")
    assert "Give the reason" in text_of(send(as_(here.lucia), path, reason=""))
    assert send(as_(here.lucia), path, reason="Too late.").status_code == 302
    page = read(proposal.get_absolute_url())
    assert "Refused on 23 Nov 2026. Nothing was changed." in page
    assert "Too late." in page


def test_the_other_side_proposes_something_else(as_, here, proposal):
    path = answer_page(proposal, "counter")
    first = as_(here.lucia).get(path)
    assert form_of(first)["due_date"] == "2027-03-31"
    assert "The laboratory is late." in text_of(first)
    same = send(as_(here.lucia), first, reason="Yes.", propose="1")
    assert "Accept it, or change something." in text_of(same)
    looked = send(as_(here.lucia), first, due_date="2027-02-01", reason="Sooner.")
    assert send(as_(here.lucia), looked, propose="1")["Location"] == made().get_absolute_url()
    assert made().counters == proposal
    assert "It was answered with another proposal: Ríos Claros" in read(proposal.get_absolute_url())
    assert "It answers an earlier proposal: MINAGUA" in read(made().get_absolute_url())
    assert as_(here.lucia).get(path).status_code == 302


def test_the_proposer_withdraws(as_, here, proposal):
    path = answer_page(proposal, "withdraw")
    assert send(as_(here.amina), path, reason="Solved.").status_code == 302
    page = read(proposal.get_absolute_url())
    assert "Withdrawn by MINAGUA on 23 Nov 2026." in page
    assert "Solved." in page


def test_an_answer_to_what_changed_meanwhile_says_so(as_, here, proposal):
    asked = as_(here.lucia).get(answer_page(proposal, "accept"))
    other = factories.propose(
        here.milestone, here.amina, due_date=dt.date(2027, 1, 9), due_precision="day"
    )
    factories.accept(other, here.lucia)
    met = send(as_(here.lucia), asked)
    assert met.status_code == 409
    assert "propose it anew" in text_of(met)


def test_an_answer_that_came_too_late_says_so(as_, here, proposal):
    asked = as_(here.lucia).get(answer_page(proposal, "refuse"))
    factories.accept(proposal, here.lucia)
    met = send(as_(here.lucia), asked, reason="No.")
    assert met.status_code == 403
    assert "accepted it already" in text_of(met)
    assert as_(here.lucia).get(answer_page(proposal, "refuse")).status_code == 302


@pytest.mark.parametrize("verb", ["accept", "refuse", "counter", "withdraw", "publish"])
@pytest.mark.parametrize("name", ["omar", "tomas", "irene", "pat"])
def test_whoever_is_not_asked_is_refused(as_, here, proposal, name, verb):
    response = as_(getattr(here, name)).get(answer_page(proposal, verb))
    assert response.status_code == 403


def test_an_answer_without_its_version_is_given_back_with_one(as_, here, proposal):
    response = send(as_(here.lucia), answer_page(proposal, "refuse"), version="", reason="No.")
    assert response.status_code == 422
    assert form_of(response) == form_of(response) | {"version": "1", "reason": "No."}


# --- Silence --------------------------------------------------------------------------------------


def test_the_button_to_publish_alone_says_from_when(as_, here, proposal, clock):
    page = text_of(as_(here.amina).get(proposal.get_absolute_url()))
    assert "It can be published alone after that." in page
    clock.move_to(LATER)
    assert "no answer by 7 Dec 2026" in read(proposal.get_absolute_url())
    done = send(as_(here.amina), answer_page(proposal, "publish"))
    assert done.status_code == 302


def test_what_one_side_did_alone_is_marked_for_ever(here, clock):
    factories.add_text(here.commitment, here.pat)
    made = [
        factories.propose(here.milestone, here.amina, **MARCH),
        factories.propose(here.commitment, here.amina, "text", body_es="1. Medir.", body_en=""),
    ]
    clock.move_to(LATER)
    for one in made:
        proposals.publish_unilaterally(proposal=one, by=here.amina, seen_version=1)
    alone = "By Government · MINAGUA alone on 23 Dec 2026: Civil society did not answer within"
    story = "/en/plans/vereda/commitments/1/"
    assert alone in read(MILESTONE)
    assert read(story).count(alone) >= 3  # the date and the text in the story, the text itself
    assert alone in read(LIST)
    history = read("/en/plans/vereda/history/")
    assert history.count("One side alone: the other did not answer the proposal in time") == 2
    assert read("/es/plans/vereda/history/").count("Un solo lado") == 2


# --- Reading --------------------------------------------------------------------------------------


def test_old_and_new_dates_stand_on_the_milestones_page(here, proposal):
    page = read(MILESTONE)
    assert "Another due date for milestone 1.1" in page
    assert "Civil society: answer by 7 Dec 2026; 10 working days left." in page
    factories.accept(proposal, here.lucia)
    page = read(MILESTONE)
    assert "Due Mar 2027" in page
    assert "Originally due 31 Dec 2026" in page
    assert "Proposed by MINAGUA, accepted by Ríos Claros." in page
    assert "Nothing waits for the other side's answer here." in page


def test_only_those_who_may_are_offered_to_propose(as_, here):
    link = 'href="/en/desk/plans/vereda/commitments/1/milestones/1/propose/due-date/"'
    offered = {
        name: link in as_(getattr(here, name)).get(MILESTONE).content.decode()
        for name in ("amina", "lucia", "pat", "omar", "tomas", "irene")
    }
    assert {name for name, there in offered.items() if there} == {"amina", "lucia", "pat"}
    assert link not in Client().get(MILESTONE).content.decode()


def test_the_list_says_how_many_and_finds_by_state_and_kind(here, proposal):
    other = factories.propose(here.commitment, here.lucia, "state", state="paused", reason="Law.")
    proposals.refuse(proposal=other, reason="No.", by=here.amina, seen_version=1)
    page = read(LIST)
    assert "2 proposals: waits for an answer, 1; refused, 1." in page
    assert page.index("The laboratory is late.") < page.index("Law.")
    assert "Law." not in read(f"{LIST}?state=open")
    assert "The laboratory is late." not in read(f"{LIST}?kind=state")
    assert "No proposal matches" in read(f"{LIST}?state=open&kind=state")
    assert "Nothing has been proposed in this plan yet." in _empty(here)


def _empty(here):
    factories.add_plan(here.pat, slug="quiet")
    return read("/en/plans/quiet/proposals/")


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("state=lost", 400, "There is no state “lost” of a proposal."),
        ("kind=money", 400, "There is no kind of proposal “money”."),
        ("page=x", 400, "whole number"),
        ("page=9", 404, ""),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(here, query, status, sentence):
    assert sentence in read(f"{LIST}?{query}", status=status)


def test_a_proposal_that_is_not_there_is_not_found(client, here):
    assert client.get("/en/proposals/0b0f8b8e-7b0e-4bd5-8a55-2f3c6d1c7f12/").status_code == 404


@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_exist_in_both_languages(client, here, proposal, language):
    for path in (LIST, proposal.get_absolute_url(), MILESTONE):
        assert client.get(path.replace("/en/", f"/{language}/")).status_code == 200


@pytest.mark.parametrize("path", [LIST, MILESTONE])
def test_questions_to_the_database_do_not_grow_with_proposals(
    here, client, path, django_assert_max_num_queries
):
    for _ in range(2):
        factories.propose(here.milestone, here.amina, **MARCH)
    from tests.integration.test_milestone_page import queries_of

    few = queries_of(path)
    for _ in range(10):
        factories.propose(here.milestone, here.lucia, **MARCH)
    assert queries_of(path) == few <= 15
