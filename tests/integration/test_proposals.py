"""What binds both sides changes by agreement: proposing, answering, and what comes of it."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from accounts.authorization.verdicts import NotAllowed
from ledger.models import Chain, HistoryEntry, StaleVersion, recorded_models
from ledger.verification import rebuild_check, verify
from tests import agreeing, factories, world
from tracker.actions import commitments, milestones, plans, proposals, seats
from tracker.actions.agreed import Outdated
from tracker.models import Commitment, Milestone, Proposal, Seat
from tracker.queries.proposals import waiting
from tracker.workflow import WrongState

MARCH = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
APRIL = {"due_date": dt.date(2027, 4, 30), "due_precision": "day"}
LATER = world.NOW + dt.timedelta(days=30)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def is_told_truly():
    findings = [finding for chain in Chain.objects.all() for finding in verify(chain)]
    return findings == [] and list(rebuild_check(recorded_models())) == []


@pytest.fixture
def proposal(here):
    return factories.propose(here.milestone, here.amina, **MARCH)


# --- One side proposes ----------------------------------------------------------------------------


def test_a_proposal_changes_nothing_yet_and_says_who_answers_by_when(here, proposal):
    assert fresh(here.milestone).due_date == dt.date(2026, 12, 31)
    assert proposal.change == {
        "due_date": ["2026-12-31", "2027-03-31"],
        "due_precision": ["day", "month"],
    }
    assert (proposal.side, proposal.pending) == ("government", ["civil_society"])
    assert proposal.answer_by == dt.date(2026, 12, 7)
    assert is_told_truly()


def test_holidays_of_the_plan_give_more_time(here):
    plans.change_plan(
        plan=here.plan, by=here.pat, seen_version=here.plan.version, holidays=["2026-12-01"]
    )
    milestone = fresh(here.milestone)
    made = factories.propose(milestone, here.amina, **MARCH)
    assert made.answer_by == dt.date(2026, 12, 8)


@pytest.mark.parametrize("holidays", [["soon"], [7], ["2026-13-01"]])
def test_a_holiday_is_a_date(here, holidays):
    with pytest.raises(ValidationError, match="2026-12-25"):
        plans.change_plan(
            plan=here.plan, by=here.pat, seen_version=here.plan.version, holidays=holidays
        )


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("due_date", {"due_date": dt.date(2026, 12, 31), "due_precision": "day"}, "already"),
        ("due_date", {"due_date": None, "due_precision": "day"}, "Give a due date"),
        ("milestone", {"title_es": ""}, "blank"),
        ("text", {"body_es": "", "body_en": ""}, "at least one language"),
    ],
)
def test_what_could_not_be_carried_out_is_not_proposed(here, kind, fields, sentence):
    subject = here.commitment if kind == "text" else here.milestone
    before = HistoryEntry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        factories.propose(subject, here.amina, kind, **fields)
    assert HistoryEntry.objects.count() == before


def test_a_proposal_needs_a_reason(here):
    with pytest.raises(ValidationError, match="reason"):
        factories.propose(here.milestone, here.amina, reason=" ", **MARCH)


def test_the_same_form_sent_twice_proposes_once(here):
    sent = {
        "kind": "due_date",
        "subject": here.milestone,
        "reason": "Flood.",
        "by": here.amina,
        "uid": uuid.uuid4(),
        "seen_version": 1,
    }
    assert proposals.propose(**sent, **MARCH) == proposals.propose(**sent, **MARCH)
    with pytest.raises(StaleVersion):
        proposals.propose(**sent | {"reason": "Other words."}, **MARCH)
    with pytest.raises(ValidationError, match="another proposal"):
        proposals.propose(**sent | {"by": here.lucia}, **MARCH)


def test_a_proposal_starts_from_what_stands_there_now(here):
    agreeing.move_date(here, here.milestone, dt.date(2027, 3, 31))
    with pytest.raises(StaleVersion):
        factories.propose(here.milestone, here.amina, seen_version=1, **APRIL)


# --- The other side answers -----------------------------------------------------------------------


def test_what_is_agreed_is_carried_out_at_once(here, proposal):
    done = factories.accept(proposal, here.lucia)
    milestone = fresh(here.milestone)
    assert (milestone.due_date, milestone.due_precision) == (dt.date(2027, 3, 31), "month")
    assert milestone.original_due_date == dt.date(2026, 12, 31)
    assert done.state == Proposal.State.ACCEPTED
    assert done.effect == (milestone.uid, milestone.version)
    assert is_told_truly()


def test_accepting_twice_is_accepting_once(here, proposal):
    factories.accept(proposal, here.lucia)
    before = HistoryEntry.objects.count()
    again = proposals.accept(proposal=proposal, by=here.lucia, seen_version=1)
    assert again.state == Proposal.State.ACCEPTED
    assert HistoryEntry.objects.count() == before


def test_a_refusal_needs_a_reason_and_changes_nothing(here, proposal):
    with pytest.raises(ValidationError, match="reason"):
        proposals.refuse(proposal=proposal, reason="", by=here.lucia, seen_version=1)
    proposals.refuse(proposal=proposal, reason="Too late.", by=here.lucia, seen_version=1)
    assert fresh(here.milestone).version == 1
    with pytest.raises(WrongState):
        proposals.accept(proposal=proposal, by=here.lucia, seen_version=2)
    assert is_told_truly()


def test_a_counter_proposal_is_for_the_first_proposer_to_answer(here, proposal):
    made = proposals.counter(
        proposal=proposal,
        reason="Not so late.",
        by=here.lucia,
        seen_version=1,
        seen_subject=1,
        **APRIL,
    )
    assert fresh(proposal).state == Proposal.State.COUNTERED
    assert (made.counters, made.pending) == (proposal, ["government"])
    with pytest.raises(NotAllowed, match="own organisation"):
        factories.accept(made, here.lucia)
    factories.accept(made, here.amina)
    assert fresh(here.milestone).due_date == dt.date(2027, 4, 30)
    assert is_told_truly()


def test_a_counter_proposal_says_something_else(here, proposal):
    before = HistoryEntry.objects.count()
    with pytest.raises(ValidationError, match="Accept it"):
        proposals.counter(
            proposal=proposal, reason="Yes.", by=here.lucia, seen_version=1, seen_subject=1, **MARCH
        )
    assert HistoryEntry.objects.count() == before


def test_the_secretariat_asks_both_sides(here):
    proposal = factories.propose(here.milestone, here.pat, **MARCH)
    half = factories.accept(proposal, here.amina)
    assert (half.state, half.pending) == (Proposal.State.OPEN, ["civil_society"])
    assert fresh(here.milestone).version == 1
    colleague = factories.add_member(here.organisations["ministerio-del-agua"])
    with pytest.raises(NotAllowed, match="accepted it already"):
        factories.accept(half, colleague)
    assert factories.accept(half, here.lucia).state == Proposal.State.ACCEPTED
    assert fresh(here.milestone).due_date == dt.date(2027, 3, 31)
    assert is_told_truly()


def test_what_changed_meanwhile_is_proposed_anew(here, proposal):
    other = factories.propose(here.milestone, here.amina, **APRIL)
    factories.accept(other, here.lucia)
    before = HistoryEntry.objects.count()
    with pytest.raises(Outdated, match="propose it anew"):
        factories.accept(proposal, here.lucia)
    assert HistoryEntry.objects.count() == before
    assert fresh(proposal).is_open


def test_a_proposer_takes_it_back(here, proposal):
    done = proposals.withdraw_proposal(
        proposal=proposal, reason="We found a laboratory.", by=here.amina, seen_version=1
    )
    assert (done.state, done.closing_reason) == ("withdrawn", "We found a laboratory.")
    with pytest.raises(WrongState):
        factories.accept(proposal, here.lucia)
    assert is_told_truly()


def test_once_the_plan_is_over_nothing_is_agreed(here, proposal):
    factories.end(here.plan, here.pat)
    with pytest.raises(NotAllowed, match="not in force"):
        factories.accept(fresh(proposal), here.lucia)


# --- Silence --------------------------------------------------------------------------------------


def test_before_ten_working_days_nobody_acts_alone(here, proposal):
    last_day = world.NOW + dt.timedelta(days=14)
    for moment in (world.NOW, last_day):
        with pytest.raises(NotAllowed, match="7 December 2026"):
            proposals.publish_unilaterally(
                proposal=proposal, by=here.amina, seen_version=1, now=moment
            )


def test_after_ten_working_days_of_silence_the_proposer_acts_alone_and_it_stays_said(
    here, proposal
):
    done = proposals.publish_unilaterally(
        proposal=proposal, by=here.amina, seen_version=1, now=LATER
    )
    assert done.is_unilateral
    assert done.effect == (here.milestone.uid, 2)
    assert fresh(here.milestone).due_date == dt.date(2027, 3, 31)
    assert is_told_truly()


def test_an_answer_after_the_last_day_still_counts(here, proposal):
    done = factories.accept(proposal, here.lucia, now=LATER)
    assert done.state == Proposal.State.ACCEPTED


# --- Every kind -----------------------------------------------------------------------------------


def test_a_new_wording_is_agreed_by_both_organisations(here):
    factories.add_text(here.commitment, here.pat)
    agreeing.adopt_text(here, here.commitment, "Más claro.", body_es="1. Medir.")
    text = here.commitment.texts.get(number=2)
    assert (text.body_es, text.reason) == ("1. Medir.", "")  # the reason stays with the proposal
    assert {o.slug for o in text.agreed_by.all()} == {"ministerio-del-agua", "rios-claros"}
    assert is_told_truly()


def test_a_wording_published_alone_is_agreed_by_one(here):
    factories.add_text(here.commitment, here.pat)
    made = factories.propose(here.commitment, here.lucia, "text", body_es="1. Medir.", body_en="")
    proposals.publish_unilaterally(proposal=made, by=here.lucia, seen_version=1, now=LATER)
    text = here.commitment.texts.get(number=2)
    assert [o.slug for o in text.agreed_by.all()] == ["rios-claros"]


def test_the_owner_of_a_milestone_changes_by_agreement(here):
    audit = here.organisations["auditoria"]
    changed = agreeing.describe(here, here.milestone, owner=audit, title_en="Publish all of it")
    assert (changed.owner, changed.title_en) == (audit, "Publish all of it")
    assert is_told_truly()


@pytest.mark.parametrize("state", ["paused", "withdrawn", "superseded"])
def test_the_state_of_a_commitment_changes_by_agreement(here, state):
    changed = agreeing.move_commitment(here, here.commitment, state, "A court decides first.")
    assert (changed.state, changed.state_reason) == (state, "")
    assert is_told_truly()


def test_a_state_that_the_present_one_does_not_lead_to_is_not_proposed(here):
    with pytest.raises(WrongState):
        factories.propose(here.commitment, here.amina, "state", state="in_force")


def test_somebody_who_is_missing_gets_a_seat(here):
    mira = here.organisations["mira-el-gasto"]
    asked = {"organisation": mira, "role": "adviser", "state": "missing"}
    done = factories.agree(here.commitment, here.amina, here.lucia, "seat", **asked)
    seat = Seat.objects.get(commitment=here.commitment, organisation=mira)
    assert (seat.role, seat.state, done.seat) == ("adviser", "missing", seat)
    assert is_told_truly()
    with pytest.raises(ValidationError, match="already has this seat"):
        factories.propose(here.commitment, here.amina, "seat", **asked)


def test_a_seat_given_meanwhile_outdates_the_proposal(here):
    mira = here.organisations["mira-el-gasto"]
    asked = {"organisation": mira, "role": "adviser", "state": "invited"}
    made = factories.propose(here.commitment, here.amina, "seat", **asked)
    factories.give_seat(here.commitment, mira, here.pat, "adviser")
    with pytest.raises(Outdated):
        factories.accept(made, here.lucia)


def test_the_state_of_a_seat_changes_by_agreement(here):
    seat = factories.give_seat(
        here.commitment, here.organisations["mira-el-gasto"], here.pat, state="invited"
    )
    factories.agree(seat, here.lucia, here.amina, "seat", state="missing")
    assert fresh(seat).state == "missing"
    assert is_told_truly()


# --- The secretariat, before and after the plan is in force ---------------------------------------


def test_the_secretariat_enters_the_frame_of_a_draft_alone(here):
    plan = factories.add_plan(here.pat, slug="borrador", in_force=False)
    commitment = factories.add_commitment(plan, here.pat)
    milestone = factories.add_milestone(commitment, here.pat)
    for _version in (1, 2):
        factories.add_text(commitment, here.pat, reason_es="Corrección.")
    moved = milestones.move_due_date(
        milestone=milestone,
        to=dt.date(2027, 3, 1),
        precision="month",
        reason="A slip of the pen.",
        by=here.pat,
        seen_version=1,
    )
    milestones.change_milestone(
        milestone=moved, by=here.pat, seen_version=2, title_en="Another title"
    )
    commitments.move_commitment(
        commitment=commitment, verb="pause", reason="R", by=here.pat, seen_version=1
    )


def test_in_force_it_is_told_to_propose(here):
    with pytest.raises(NotAllowed, match="Propose it"):
        commitments.move_commitment(
            commitment=here.commitment, verb="withdraw", reason="R", by=here.pat, seen_version=1
        )
    factories.add_text(here.commitment, here.pat)  # the first wording
    with pytest.raises(NotAllowed, match="Propose it"):
        factories.add_text(here.commitment, here.pat, reason_es="Otra.")


def test_a_seat_form_sent_twice_gives_one_seat(here):
    sent = {
        "commitment": here.commitment,
        "organisation": here.organisations["mira-el-gasto"],
        "role": "adviser",
        "by": here.pat,
        "uid": uuid.uuid4(),
    }
    assert seats.give_seat(**sent) == seats.give_seat(**sent)


# --- What waits -----------------------------------------------------------------------------------


def test_what_waits_for_an_organisation_is_what_its_side_has_to_answer(here, proposal):
    both = factories.propose(here.commitment, here.pat, "state", state="paused")
    own = here.organisations
    assert list(waiting([own["rios-claros"]])) == [proposal, both]
    assert list(waiting([own["ministerio-del-agua"]])) == [both]
    assert list(waiting([own["mira-el-gasto"], own["revisor"], own["foro"]])) == []
    assert list(waiting([])) == []
    factories.accept(both, here.lucia)
    assert list(waiting([own["rios-claros"]])) == [proposal]


def test_owners_of_milestones_speak_without_a_seat(here):
    omar = here.omar
    agreeing.describe(here, here.milestone, owner=here.organisations["auditoria"])
    milestone = Milestone.objects.get(pk=here.milestone.pk)
    made = factories.propose(milestone, omar, **APRIL)
    assert made.organisation.slug == "auditoria"
    assert Commitment.objects.get(pk=here.commitment.pk).owners
