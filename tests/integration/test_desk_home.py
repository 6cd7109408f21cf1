"""The desk: what a person may write about, what waits for them, what they left unfinished."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import agreeing, factories
from tests.desk import DESK
from tests.sending import text_of
from tracker.actions import entries
from tracker.models import Milestone, MilestoneStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

OWED = f"{DESK}?show=owed"
OBSERVE = f"{DESK}?show=observe"
AWAITING = f"{DESK}?show=awaiting"


def own(here, number, **fields):
    fields.setdefault("owner", here.organisations["ministerio-del-agua"])
    return factories.add_milestone(
        here.commitment, here.pat, number=number, title_en=f"Step {number}", **fields
    )


def order(page, *texts):
    places = [page.index(text) for text in texts]
    return places == sorted(places)


# --- What I may report on -----------------------------------------------------------------------


def test_the_most_overdue_comes_first_and_what_is_done_last(as_, here):
    own(here, 11, due_date=dt.date(2027, 1, 31))
    own(here, 12, due_date=dt.date(2026, 9, 30))
    done = own(here, 13, due_date=dt.date(2026, 1, 31))
    own(here, 14, due_date=dt.date(2026, 11, 1))
    own(here, 15, due_date=None, due_precision="ongoing")
    factories.report(done, here.amina, "complete")
    page = text_of(as_(here.amina).get(OWED))
    assert order(page, "Step 12", "Step 14", "Step 11", "Step 15", "Step 13")
    assert "Overdue for 54 days" in page
    assert page.count("Overdue for") == 2
    assert "Done on 23 Nov 2026" in page


def test_each_milestone_shows_both_voices_and_its_form(as_, here):
    factories.report(here.milestone, here.amina, "complete")
    factories.observe(here.milestone, here.lucia, "not_started")
    page = text_of(as_(here.amina).get(DESK))
    assert "Contested since" in page
    assert "/en/desk/plans/vereda/commitments/1/milestones/1/report/" in page
    page = text_of(as_(here.amina).get(f"{DESK}?show=lead"))
    assert "/en/desk/plans/vereda/commitments/1/report/" in page


def test_rows_of_an_example_say_so(as_, here):
    plan = factories.add_plan(here.pat, nature="example")
    owner = here.organisations["auditoria"]
    factories.add_milestone(factories.add_commitment(plan, here.pat), here.pat, owner=owner)
    assert '<span class="chip-mark">example</span>' in text_of(as_(here.omar).get(DESK))
    assert "chip-mark" not in text_of(as_(here.amina).get(DESK))


def test_an_organisation_of_civil_society_reports_on_its_own_milestones(as_, here):
    page = text_of(as_(here.lucia).get(OWED))
    assert "/en/desk/plans/vereda/commitments/1/milestones/2/report/" in page
    assert "milestones/1/report/" not in page


def test_what_nobody_can_write_about_any_more_is_left_out(as_, here):
    agreeing.move_commitment(here, here.commitment, "withdrawn")
    assert "owns no milestone of a plan in force" in text_of(as_(here.amina).get(OWED))


# --- What I may observe and assess --------------------------------------------------------------


def test_commitments_with_a_seat_can_be_observed(as_, here):
    page = text_of(as_(here.lucia).get(OBSERVE))
    assert "/en/desk/plans/vereda/commitments/1/observe/" in page
    assert "commitments/2/observe/" not in page
    assert "has no seat at a commitment's table" in text_of(as_(here.tomas).get(OBSERVE))


def test_a_reviewer_finds_what_can_be_assessed(as_, irene):
    page = text_of(as_(irene).get(DESK))
    assert "/en/desk/plans/vereda/commitments/2/assess/" in page


# --- What waits for an answer -------------------------------------------------------------------


def test_observations_wait_for_those_who_answer_for_the_subject(as_, here, observation):
    path = f"/en/desk/entries/{observation.uid}/respond/"
    assert path in text_of(as_(here.amina).get(AWAITING))
    for name in ("omar", "lucia", "tomas", "pat", "irene"):
        assert path not in text_of(as_(getattr(here, name)).get(AWAITING))


def test_an_observation_of_the_whole_commitment_waits_for_its_lead(as_, here):
    observation = factories.observe(here.commitment, here.lucia)
    page = text_of(as_(here.amina).get(AWAITING))
    assert f"/en/desk/entries/{observation.uid}/respond/" in page


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"type": "question"}, True),
        ({"type": "advice"}, True),
        ({"type": "praise"}, False),
        ({"type": "confirms"}, False),
        ({"type": "note", "asks": "¿Cuándo?"}, True),
    ],
)
def test_only_what_asks_for_an_answer_waits(as_, here, fields, waits):
    factories.observe(here.milestone, here.lucia, text="Una cosa.", **fields)
    assert ("Una cosa." in text_of(as_(here.amina).get(AWAITING))) is waits


def test_an_answer_or_a_withdrawal_or_a_correction_ends_the_waiting(as_, here):
    seen = [factories.observe(here.milestone, here.lucia, text=f"Texto {n}.") for n in range(4)]
    factories.respond(seen[0], here.amina)
    entries.withdraw(entry=seen[1], reason="Error.", by=here.lucia, seen_version=seen[1].version)
    factories.observe(here.milestone, here.lucia, text="Corregido.", corrects=seen[2])
    page = text_of(as_(here.amina).get(AWAITING))
    assert [n for n in range(4) if f"Texto {n}." in page] == [3]
    assert "Corregido." in page


def test_a_promise_to_answer_is_not_an_answer(as_, here, observation):
    factories.respond(
        observation, here.amina, outcome="will_answer", promised_date=dt.date(2026, 12, 1)
    )
    assert "Faltan dos archivos." in text_of(as_(here.amina).get(AWAITING))


def test_the_soonest_answer_comes_first_and_a_late_one_says_so(as_, here, clock):
    observe = {"asks": "¿?", "type": "question"}
    factories.observe(here.milestone, here.lucia, text="Sin fecha.", **observe)
    for text, day in (("Después.", dt.date(2026, 12, 20)), ("Antes.", dt.date(2026, 11, 25))):
        factories.observe(here.milestone, here.lucia, text=text, answer_by=day, **observe)
    clock.shift(dt.timedelta(days=5))
    page = text_of(as_(here.amina).get(AWAITING))
    assert order(page, "Antes.", "Después.", "Sin fecha.")
    assert '<span class="late-t">Answer asked by 25 Nov 2026</span>' in page
    assert page.count("late-t") == 1


# --- Drafts and empty desks ---------------------------------------------------------------------


def test_drafts_are_shared_within_an_organisation(as_, here):
    colleague = factories.add_member(here.organisations["rios-claros"], "Rita")
    entries.save_draft(
        kind="observation", subject=here.milestone, by=colleague, uid=uuid.uuid4(), seen_version=0
    )
    page = text_of(as_(here.lucia).get(DESK))
    assert "(nothing written yet)" in page
    assert "1 unfinished draft" in page
    assert "(nothing written yet)" not in text_of(as_(here.amina).get(DESK))


def test_somebody_without_an_organisation_is_told_what_to_do(as_, operator):
    page = text_of(as_(operator).get(DESK))
    assert "You act for no organisation yet" in page


@pytest.mark.parametrize("name", ["omar", "tomas"])
def test_an_empty_desk_says_what_will_come(as_, here, name, clock):
    clock.shift(dt.timedelta(days=20))  # how the table was set is no news any more
    page = text_of(as_(getattr(here, name)).get(DESK))
    assert "Nothing waits for you" in page
    assert "Here you will find" in page


def test_a_membership_that_ended_leaves_the_desk_empty(as_, here):
    from accounts.actions.memberships import end_membership

    membership = here.amina.memberships.get()
    end_membership(
        membership=membership, by=here.operator, seen_version=1, until=dt.date(2026, 11, 22)
    )
    assert "You act for no organisation yet" in text_of(as_(here.amina).get(DESK))


# --- Long lists ---------------------------------------------------------------------------------


def test_long_lists_show_their_first_rows_and_lead_to_the_rest(as_, here):
    for number in range(100, 130):
        own(here, number, due_date=dt.date(2026, 11, 1))
    client = as_(here.amina)
    whole = text_of(client.get(DESK))
    assert whole.count("/report/") == 5
    assert 'href="/en/desk/?reason=overdue">See all 30</a>' in whole
    overdue = f"{DESK}?reason=overdue"
    assert text_of(client.get(overdue)).count("/report/") == 25
    assert text_of(client.get(f"{overdue}&page=2")).count("/report/") == 5
    assert text_of(client.get(OWED)).count("/report/") == 25
    assert text_of(client.get(f"{OWED}&page=2")).count("/report/") == 6


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("show=everything", 400),
        ("show=owed&page=two", 400),
        ("show=owed&page=", 400),
        ("show=owed&page=0", 404),
        ("show=owed&page=-1", 404),
        ("show=owed&page=99", 404),
        ("show=" + "x" * 3000, 400),
        ("show=%00", 400),
        ("reason=everything", 400),
        ("reason=overdue&page=two", 400),
        ("reason=overdue&page=9", 404),
        ("reason=overdue", 200),
        ("plan=vereda", 200),
        ("plan=nowhere", 400),
        ("plan=%00", 400),
        ("plan=vereda&commitment=1", 200),
        ("plan=vereda&commitment=99", 400),
        ("plan=vereda&commitment=" + "9" * 5000, 400),
        ("plan=vereda&commitment=²", 400),
        ("commitment=1", 400),
        ("show=owed&plan=vereda&commitment=2", 200),
        ("unknown=1", 200),
    ],
)
def test_what_does_not_exist_is_refused(as_, amina, query, status):
    assert as_(amina).get(f"{DESK}?{query}").status_code == status


def test_the_desk_is_only_read(as_, amina):
    assert as_(amina).post(DESK).status_code == 405


@pytest.mark.parametrize("number", [5, 500])
def test_the_desk_of_somebody_who_owes_much_costs_no_more(as_, here, number):
    own_many(here, number)
    client = as_(here.amina)
    factories.observe(here.milestone, here.lucia)
    with CaptureQueriesContext(connection) as queries:
        assert f"{number} overdue" in text_of(client.get(DESK))
    assert len(queries) <= 12


def own_many(here, number):
    """Give the ministry many overdue milestones, past the history: only for what the page costs."""
    milestones = Milestone.objects.bulk_create(
        Milestone(
            commitment=here.commitment,
            number=n,
            title_es=f"Hito {n}",
            title_en=f"Step {n}",
            owner=here.organisations["ministerio-del-agua"],
            due_date=dt.date(2026, 11, 1),
            due_precision="day",
            original_due_date=dt.date(2026, 11, 1),
            original_due_precision="day",
        )
        for n in range(1000, 1000 + number)
    )
    MilestoneStatus.objects.bulk_create(MilestoneStatus(milestone=m) for m in milestones)


@pytest.mark.parametrize("name", ["amina", "lucia", "irene", "pat"])
def test_the_number_of_queries_does_not_grow(as_, here, name):
    client = as_(getattr(here, name))
    few, many = None, None
    for count in (1, 12):
        for number in range(count * 100, count * 100 + count):
            milestone = own(here, number)
            theirs = own(here, number + 50, owner=here.organisations["rios-claros"])
            factories.report(milestone, here.amina)
            factories.observe(milestone, here.lucia)
            commitment = factories.add_commitment(here.plan, here.pat)
            factories.give_seat(
                commitment, here.organisations["ministerio-del-agua"], here.pat, "leads"
            )
            factories.give_seat(commitment, here.organisations["rios-claros"], here.pat, "adviser")
            for kind, subject, by in (
                ("progress_report", milestone, here.amina),
                ("observation", theirs, here.lucia),
                ("independent_assessment", commitment, here.irene),
            ):
                entries.save_draft(
                    kind=kind, subject=subject, by=by, uid=uuid.uuid4(), seen_version=0
                )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(DESK).status_code == 200
        few, many = many, len(queries)
    assert few == many
    assert many <= 15
