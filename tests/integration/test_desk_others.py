"""What others owe, the days that come, and a desk that is narrowed to a plan or a commitment."""

import datetime as dt

import pytest

from tests import factories
from tests.desk import DESK
from tests.integration.test_desk_reasons import group, holders, own
from tests.sending import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


# --- Who waits for whom, and the days that come --------------------------------------------------


def test_an_answer_is_owed_to_whoever_asked_until_it_came(as_, here, clock):
    asked = factories.observe(
        here.milestone, here.lucia, text="Una cosa.", asks="¿?", answer_by=dt.date(2026, 11, 26)
    )
    assert holders(as_, here, "theirs", "Una cosa.") == {"lucia"}
    page = group(as_, here.lucia, "theirs")
    assert "Owes you an answer" in page
    assert "MINAGUA" in page
    assert "in 3 days" in page
    factories.respond(asked, here.amina, outcome="will_answer", promised_date=dt.date(2026, 12, 1))
    page = group(as_, here.lucia, "theirs")
    assert "Promised you an answer by that day" in page
    assert "1 Dec 2026" in page
    clock.shift(dt.timedelta(days=10))
    assert '<span class="late-t">1 Dec 2026' in group(as_, here.lucia, "theirs")
    factories.respond(asked, here.amina)
    assert holders(as_, here, "theirs", "Una cosa.") == set()


def test_a_question_on_the_whole_is_owed_by_whoever_leads(as_, here):
    factories.observe(here.commitment, here.lucia, text="Otra cosa.", type="question")
    page = group(as_, here.lucia, "theirs")
    assert "Otra cosa." in page
    assert "no day was named" in page


def test_an_overdue_report_is_owed_to_the_other_side_at_the_table(as_, here):
    own(here, number=21, due_date=dt.date(2026, 11, 1))
    own(here, number=22, due_date=dt.date(2026, 11, 2), owner=here.organisations["rios-claros"])
    own(here, number=23, due_date=dt.date(2026, 11, 2), owner=here.organisations["auditoria"])
    assert holders(as_, here, "theirs", ">1.21<") == {"lucia"}
    assert "1.22" in group(as_, here.amina, "theirs")
    assert "1.23" not in group(as_, here.amina, "theirs")
    factories.report(here.commitment.milestones.get(number=21), here.amina, "complete")
    assert holders(as_, here, "theirs", ">1.21<") == set()


def test_a_proposal_and_a_signature_are_owed_until_they_come(as_, here, clock):
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    proposal = factories.propose(here.milestone, here.amina, **march)
    address = proposal.get_absolute_url()
    assert holders(as_, here, "theirs", address) == {"amina"}
    revision = factories.write_note(here.milestone, here.lucia, "Lo que no es público.")
    assert holders(as_, here, "theirs", "Has not signed") == set()
    factories.sign_note(revision, here.lucia)
    assert holders(as_, here, "theirs", "Has not signed") == {"lucia"}
    assert "Lo que no es público." not in group(as_, here.lucia, "theirs")
    factories.sign_note(revision, here.amina)
    assert holders(as_, here, "theirs", "Has not signed") == set()
    clock.shift(dt.timedelta(days=30))  # then it may be published alone: it waits for its proposer
    assert holders(as_, here, "theirs", address) == set()


def test_what_others_owe_is_on_the_desk_counted_and_paged(as_, here):
    for number in range(100, 130):
        own(here, number=number, due_date=dt.date(2026, 11, 1))
    page = text_of(as_(here.lucia).get(DESK))
    assert "What others owe you" in page
    assert 'href="/en/desk/?reason=theirs">30 that others owe you</a>' in page
    assert "things wait for you" not in page
    theirs = f"{DESK}?reason=theirs"
    assert text_of(as_(here.lucia).get(theirs)).count('class="row task"') == 25
    assert text_of(as_(here.lucia).get(f"{theirs}&page=2")).count('class="row task"') == 5


def test_the_days_of_two_months_are_listed_for_both_sides(as_, here):
    own(here, number=21, due_date=dt.date(2027, 1, 20))
    own(here, number=22, due_date=dt.date(2027, 1, 30))  # later than 60 days
    asked = factories.observe(
        here.milestone, here.lucia, text="Una cosa.", asks="¿?", answer_by=dt.date(2026, 12, 10)
    )
    for name in ("amina", "lucia"):
        page = group(as_, getattr(here, name), "coming")
        assert ">1.21<" in page
        assert ">1.22<" not in page
        assert page.index("10 Dec 2026") < page.index("20 Jan 2027")
    assert "You are asked for an answer" in group(as_, here.amina, "coming")
    assert "Owes you an answer" in group(as_, here.lucia, "coming")
    factories.respond(asked, here.amina, outcome="will_answer", promised_date=dt.date(2026, 12, 20))
    assert "You promised an answer" in group(as_, here.amina, "coming")
    assert "Promised you an answer by that day" in group(as_, here.lucia, "coming")
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    factories.propose(here.milestone, here.amina, **march)
    assert "Your side answers the proposal" in group(as_, here.lucia, "coming")
    assert "Answers what you proposed" in group(as_, here.amina, "coming")
    assert "The next 60 days" in text_of(as_(here.amina).get(DESK))
    assert ">1.21<" not in group(as_, here.omar, "coming")


# --- Narrowed -----------------------------------------------------------------------------------


def test_a_desk_narrowed_to_a_commitment_keeps_it_in_its_links(as_, here):
    own(here, number=21, due_date=dt.date(2026, 11, 1))
    page = text_of(as_(here.amina).get(f"{DESK}?plan=vereda&commitment=1"))
    assert (
        "/en/desk/?plan=vereda&amp;commitment=1&amp;reason=overdue"
        in as_(here.amina).get(f"{DESK}?plan=vereda&commitment=1").content.decode()
    )
    assert "Commitment 1: Water" in page
    assert "1.21" not in group(as_, here.amina, "overdue", "&plan=vereda&commitment=2")
    assert "1.21" in group(as_, here.amina, "overdue", "&plan=vereda&commitment=1")


def test_a_commitment_is_chosen_from_those_where_one_sits(as_, here):
    page = text_of(as_(here.lucia).get(DESK))
    assert '<option value="1">1. Water</option>' in page
    assert "2. Spending" not in page
    assert '<input type="hidden" name="plan" value="vereda">' in page
    assert "2. Spending" in text_of(as_(here.pat).get(DESK))
    chosen = text_of(as_(here.lucia).get(f"{DESK}?plan=vereda&commitment=1&reason=theirs"))
    assert '<option value="1" selected>1. Water</option>' in chosen
    assert '<input type="hidden" name="reason" value="theirs">' in chosen
    assert 'href="/en/desk/?plan=vereda&reason=theirs">Show all commitments</a>' in chosen
    assert as_(here.lucia).get(f"{DESK}?plan=vereda&commitment=").status_code == 200


def test_a_list_says_to_what_it_is_narrowed(as_, here):
    page = text_of(as_(here.lucia).get(f"{DESK}?show=observe&plan=vereda&commitment=1"))
    assert "Commitment 1: Water" in page
    assert 'href="/en/desk/?plan=vereda&show=observe">Show all commitments</a>' in page


def test_plans_are_chosen_by_links_that_keep_the_list(as_, here):
    factories.add_plan(here.pat, slug="second")
    page = text_of(as_(here.pat).get(f"{DESK}?reason=vacant"))
    assert 'href="/en/desk/?plan=second&reason=vacant"' in page
    assert 'name="commitment"' not in page  # of which plan?
    assert 'name="commitment"' in text_of(as_(here.pat).get(f"{DESK}?plan=vereda"))
