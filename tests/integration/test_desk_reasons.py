"""Why something lies on a desk: each reason, for whom, and until when."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import agreeing, factories
from tests.desk import DESK, recorded
from tests.sending import text_of
from tracker.actions import entries
from tracker.models import DeskVisit
from tracker.queries import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

CAST = ("amina", "omar", "lucia", "tomas", "pat", "irene")


def group(as_, user, reason, query=""):
    return text_of(as_(user).get(f"{DESK}?reason={reason}{query}"))


def holders(as_, here, reason, text):
    """Return those of the cast on whose desk a text lies for a reason."""
    return {name for name in CAST if text in group(as_, getattr(here, name), reason)}


def own(here, **fields):
    fields.setdefault("owner", here.organisations["ministerio-del-agua"])
    return factories.add_milestone(here.commitment, here.pat, title_en="Step", **fields)


# --- What I owe ---------------------------------------------------------------------------------


def test_what_is_overdue_and_what_is_due_lies_with_its_owner(as_, here):
    own(here, number=21, due_date=dt.date(2026, 11, 1))
    own(here, number=22, due_date=dt.date(2026, 12, 20))
    own(here, number=23, due_date=dt.date(2027, 5, 1))
    assert holders(as_, here, "overdue", ">1.21<") == {"amina"}
    assert holders(as_, here, "due", ">1.22<") == {"amina"}
    assert holders(as_, here, "due", ">1.23<") == set()
    page = group(as_, here.amina, "overdue")
    assert "22 days ago" in page
    assert "Nothing reported yet" in page
    assert page.count('class="task__do"') == 1


def test_the_day_is_that_of_the_plan(as_, here, clock):
    own(here, number=21, due_date=dt.date(2026, 11, 22))
    assert "1.21" in group(as_, here.amina, "overdue")
    clock.move_to(dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC))  # still the 22nd in Mexico
    assert "1.21" not in group(as_, here.amina, "overdue")
    assert "1.21" in group(as_, here.amina, "due")


def test_what_is_done_is_owed_no_more(as_, here):
    factories.report(own(here, number=21, due_date=dt.date(2026, 11, 1)), here.amina, "complete")
    assert "1.21" not in group(as_, here.amina, "overdue")


# --- What others say ----------------------------------------------------------------------------


def test_an_observation_waits_with_days_left_or_late(as_, here, clock):
    factories.observe(
        here.milestone, here.lucia, text="Una cosa.", asks="¿?", answer_by=dt.date(2026, 11, 26)
    )
    assert holders(as_, here, "awaiting", "Una cosa.") == {"amina"}
    assert "3 days left to answer" in group(as_, here.amina, "awaiting")
    clock.shift(dt.timedelta(days=5))
    assert "Your answer is 2 days late" in group(as_, here.amina, "awaiting")


def test_an_answer_waits_for_the_observers_word(as_, here, observation, clock):
    factories.respond(observation, here.amina, text="Los agregamos.")
    assert holders(as_, here, "answered", "Los agregamos.") == {"lucia"}
    clock.shift(dt.timedelta(hours=1))
    factories.observe(here.milestone, here.lucia, "substantial", type="confirms")
    assert holders(as_, here, "answered", "Los agregamos.") == {"lucia"}
    factories.settle(observation, here.lucia)
    assert holders(as_, here, "answered", "Los agregamos.") == set()


def test_the_desk_and_the_rule_agree_on_which_answers_wait(as_, here, observation, clock):
    corrected = factories.respond(observation, here.amina, outcome="partly", text="Una parte.")
    clock.shift(dt.timedelta(hours=1))
    factories.respond(observation, here.amina, text="Todo.", corrects=corrected)
    assert holders(as_, here, "answered", "Una parte.") == set()
    assert holders(as_, here, "answered", "Todo.") == {"lucia"}
    waiting = answers.to_settle([here.organisations["rios-claros"]])
    assert list(waiting) == [observation]


def test_a_promise_that_passed_lies_with_whom_it_was_made_to(as_, here, observation, clock):
    factories.respond(
        observation,
        here.amina,
        text="Lo veremos.",
        outcome="will_answer",
        promised_date=dt.date(2026, 11, 25),
    )
    assert holders(as_, here, "promised", "Lo veremos.") == set()
    clock.shift(dt.timedelta(days=4))
    assert holders(as_, here, "promised", "Lo veremos.") == {"lucia"}
    factories.respond(observation, here.amina)
    assert holders(as_, here, "promised", "Lo veremos.") == set()


def test_what_is_contested_lies_with_both_sides(as_, here):
    factories.report(here.milestone, here.amina, "complete")
    factories.observe(here.milestone, here.lucia, "not_started")
    assert holders(as_, here, "contested", "milestones/1/report/") == {"amina"}
    assert holders(as_, here, "contested", "milestones/1/observe/") == {"lucia"}


def test_where_government_spoke_since_my_last_word(as_, here, clock):
    factories.report(here.milestone, here.amina)
    address = "commitments/1/observe/"
    assert holders(as_, here, "reported", address) == {"lucia"}
    clock.shift(dt.timedelta(days=1))
    factories.observe(here.milestone, here.lucia)
    assert holders(as_, here, "reported", address) == set()


def test_a_joint_note_waits_for_the_side_that_has_not_answered(as_, here):
    address = "milestones/1/note/"
    assert holders(as_, here, "notes", address) == set()
    revision = factories.write_note(here.milestone, here.amina, "Lo que no es público.")
    assert holders(as_, here, "notes", address) == {"lucia"}
    assert "Read and go on writing" in group(as_, here.lucia, "notes")
    factories.sign_note(revision, here.lucia)
    assert holders(as_, here, "notes", f"{address}sign/") == {"amina"}
    assert "Lo que no es público." not in group(as_, here.amina, "notes")
    factories.sign_note(revision, here.amina)
    assert holders(as_, here, "notes", address) == set()


def test_a_proposal_waits_for_the_other_side_then_for_whoever_proposed(as_, here, clock):
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    proposal = factories.propose(here.milestone, here.amina, **march)
    address = proposal.get_absolute_url()
    assert holders(as_, here, "proposed", address) == {"lucia"}
    assert holders(as_, here, "unanswered", address) == set()
    clock.shift(dt.timedelta(days=30))
    assert holders(as_, here, "unanswered", address) == {"amina"}
    factories.accept(proposal, here.lucia)
    assert holders(as_, here, "proposed", address) == set()
    assert holders(as_, here, "unanswered", address) == set()


# --- What the table and the reviewer need -------------------------------------------------------


def test_vacant_seats_lie_with_the_secretariat(as_, here):
    factories.give_seat(
        here.commitment, here.organisations["mira-el-gasto"], here.pat, state="missing"
    )
    assert holders(as_, here, "vacant", "Mira (expert): missing") == {"pat"}


def test_silence_lies_with_the_secretariat(as_, here, clock):
    factories.report(here.milestone, here.amina)
    clock.shift(dt.timedelta(days=200))
    assert holders(as_, here, "silent", "Government: 200 days without a word.") == {"pat"}
    assert "Civil society: not a word yet." in group(as_, here.pat, "silent")


def test_what_is_not_assessed_lies_with_the_reviewer(as_, here):
    assert holders(as_, here, "unassessed", "commitments/1/assess/") == {"irene"}
    factories.assess(here.commitment, here.irene)
    assert holders(as_, here, "unassessed", "commitments/1/assess/") == set()


# --- Drafts and changes -------------------------------------------------------------------------


def test_a_draft_lies_with_its_organisation_and_is_no_news(as_, here):
    entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        text="A medias.",
    )
    assert holders(as_, here, "drafts", "A medias.") == {"lucia"}
    for name in CAST:
        if name != "lucia":
            assert "A medias." not in text_of(as_(getattr(here, name)).get(DESK))


def test_what_others_did_where_i_sit_is_news_until_i_say_that_i_saw_it(as_, here, clock):
    clock.shift(dt.timedelta(days=20))
    factories.observe(here.milestone, here.lucia)
    agreeing.move_date(here, here.milestone, dt.date(2027, 3, 1), "month", "Crecida")
    client = as_(here.amina)
    page = text_of(client.get(DESK))
    assert "Published an observation" in page
    assert "Moved a due date" in page
    assert "Published an observation" not in group(as_, here.lucia, "changed")
    assert "Published an observation" not in group(as_, here.omar, "changed")
    client = as_(here.amina)
    clock.shift(dt.timedelta(minutes=5))
    until = page.partition('name="until" value="')[2].partition('"')[0]
    before = recorded()
    factories.report(here.milestone, here.amina)
    factories.observe(here.milestone, here.lucia, "substantial", text="Después.")
    assert client.post(f"{DESK}seen/", {"until": until}).status_code == 302
    assert recorded() == before + 2
    page = group(as_, here.amina, "changed")
    assert page.count("Published an observation") == 2  # one row: its title, and its button
    assert "Moved a due date" not in page


@pytest.mark.parametrize(
    "until", ["", "yesterday", "2026-11-23", "2026-13-45T00:00:00Z", "0001-01-01T00:00:00+00:00"]
)
def test_a_moment_that_no_page_of_ours_gave_is_refused(as_, amina, until):
    assert as_(amina).post(f"{DESK}seen/", {"until": until}).status_code == 400


def test_nobody_sees_the_future_and_no_visit_goes_back(as_, amina):
    client = as_(amina)
    for until in ("2030-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00"):
        client.post(f"{DESK}seen/", {"until": until})
    assert DeskVisit.objects.get(user=amina).seen_at == dt.datetime(2026, 11, 23, 16, tzinfo=dt.UTC)


def test_somebody_without_an_organisation_has_seen_nothing(as_, operator):
    until = {"until": "2026-11-23T00:00:00+00:00"}
    assert as_(operator).post(f"{DESK}seen/", until).status_code == 403


# --- The number beside “My desk” ----------------------------------------------------------------


def test_every_page_says_how_much_waits(as_, here, client):
    own(here, number=21, due_date=dt.date(2026, 11, 1))
    factories.observe(here.milestone, here.lucia)
    for path in ("/en/", DESK, f"{DESK}?reason=due", f"{DESK}?plan=vereda&commitment=2"):
        assert '2</b><span class="vh"> things wait for you' in text_of(as_(here.amina).get(path))
    assert "things wait" not in text_of(as_(here.tomas).get("/en/"))
    client.logout()
    assert "things wait" not in text_of(client.get("/en/"))


def test_the_number_costs_one_query(as_, here, client):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/about/")
        return len(asked)

    without = cost()
    as_(here.amina)
    assert cost() <= without + 3  # session, person with memberships; the number
