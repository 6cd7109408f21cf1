"""Every write of every noun, tried by each of the cast, by the operator and by a visitor.

The allowed ones succeed and leave one entry in the history (a draft leaves none, see `ENTRIES`); the
others are refused with a sentence and leave nothing.
"""

import copy
import datetime as dt
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.actions import memberships, users
from accounts.authorization.verdicts import NotAllowed
from ledger.models import HistoryEntry
from tests import factories, world
from tests.integration import meeting_writes
from tests.integration.people_writes import accept_invitation
from tests.integration.proposal_writes import MARCH
from tests.integration.stage import stage_answers
from tests.integration.writes import (
    ALLOWED,
    ENTRIES,
    MODULES,
    PRIVATE,
    SECRETARIAT,
    add_plan,
)
from tracker.actions import entries, joint_notes
from tracker.models import Entry, Seat

EVERYBODY = (*world.CAST, "operator", "visitor")


def who(here, name):
    return AnonymousUser() if name == "visitor" else getattr(here, name)


@pytest.fixture(scope="module")
def staged_once(kept):
    return kept(stage_all)


@pytest.fixture
def stage(staged_once, db):
    """The world with something to answer, correct, withdraw and go on writing; each test has it new."""
    return copy.deepcopy(staged_once)


def stage_all(here):
    here.plan = factories.name_stewards(here)
    here.theme = factories.add_theme(here.plan, here.pat)
    here.seat = Seat.objects.get(commitment=here.commitment, role="expert")
    here.report = factories.report(here.milestone, here.amina)
    here.observation = factories.observe(here.milestone, here.lucia)
    here.ripple = factories.ripple(here.commitment, here.amina)
    here.proposal = factories.propose(here.milestone, here.amina, **MARCH)
    here.held = factories.hold(here.observation, here.omar)
    here.to_erase = factories.ask_redaction(here.observation, here.omar)
    here.fresh = users.add_user(email="fresh@onda.example", name="Fresh", by=here.operator)
    here.invitation, here.token = factories.invite(
        here.organisations["rios-claros"], here.tomas.email, here.operator
    )
    factories.set_up_codes(here.tomas)
    here.draft = entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        text="Draft",
    )
    here.embargoed = factories.observe(
        here.milestone, here.lucia, not_before=world.NOW + dt.timedelta(days=9)
    )
    here.embedding = factories.embed(here.commitment, here.amina)
    here.ended = factories.an_ended_plan(here)
    here.empty = factories.add_plan(here.pat)
    stage_answers(here)
    meeting_writes.stage(here)
    stage_joint_notes(here)
    return here


def stage_joint_notes(here):
    """A note to sign, one that one side signed, one that is agreed, and one that is to be withdrawn."""
    for name, number in (("signed", 11), ("agreed", 12), ("asked", 13)):
        milestone = factories.add_milestone(here.commitment, here.pat, number=number)
        if name == "signed":
            revision = factories.write_note(milestone, here.lucia)
            here.signature = factories.sign_note(revision, here.amina)
        else:
            setattr(here, name, factories.agree_note(milestone, here.amina, here.lucia))
    here.revision = factories.write_note(here.milestone, here.amina)
    here.asked = joint_notes.move_agreed_note(
        agreed=here.asked, verb="ask", reason="Se repite.", by=here.lucia, seen_version=1
    )


def total(here):
    return HistoryEntry.objects.count(), Entry.everything.count()


@pytest.mark.parametrize("write", ALLOWED, ids=lambda write: write.__name__)
def test_a_write_is_allowed_to_exactly_those_it_is_meant_for(write, stage):
    allowed = set()
    for name in EVERYBODY:
        with transaction.atomic():  # tried, then taken back
            if _is_allowed(write, name, copy.deepcopy(stage)):
                allowed.add(name)
            transaction.set_rollback(True)
    assert allowed == ALLOWED[write]


def _is_allowed(write, name, stage):
    """Try a write. Allowed, it leaves what it should; refused, a sentence and nothing else."""
    before = total(stage)
    try:
        write(stage, who(stage, name))
    except NotAllowed as refused:
        sentence = str(refused)
        assert sentence.endswith("."), name
        assert len(sentence) > 15, name
        assert total(stage) == before, name
        return False
    left = total(stage)[0] - before[0]
    assert left == (0 if write in PRIVATE else ENTRIES.get(write, 1)), name
    return True


# To accept an invitation, nobody needs to be a member yet.
BY_MEMBERSHIP = [write for write in ALLOWED if write is not accept_invitation]


@pytest.mark.parametrize("write", BY_MEMBERSHIP, ids=lambda write: write.__name__)
def test_somebody_who_left_their_organisation_writes_nothing_any_more(write, stage):
    for name in world.CAST:
        if name not in ALLOWED[write]:
            continue
        membership = getattr(stage, name).memberships.get()
        memberships.end_membership(
            membership=membership,
            by=stage.operator,
            seen_version=membership.version,
            until=world.NOW.date() - dt.timedelta(days=1),
        )
        before = total(stage)
        with pytest.raises(NotAllowed):
            write(stage, fresh(stage, name))
        assert total(stage) == before


def fresh(stage, name):
    """Return the person as the next request would load them."""
    person = getattr(stage, name)
    return type(person).objects.get(pk=person.pk)


OF_THIS_PLAN = [
    write for write, allowed in ALLOWED.items() if allowed == SECRETARIAT and write is not add_plan
]


@pytest.mark.parametrize("write", OF_THIS_PLAN, ids=lambda write: write.__name__)
def test_another_plans_secretariat_does_not_touch_this_one(write, stage):
    other = factories.add_organisation("secretariat", "otro-foro")
    stranger = factories.add_member(other, "Stranger")
    before = total(stage)
    with pytest.raises(NotAllowed, match="Foro"):
        write(stage, stranger)
    assert total(stage) == before


def test_every_action_has_a_row_here():
    """A new public action without a row in the table fails the suite."""
    tried = {name for write in ALLOWED for name in write.__code__.co_names}
    actions = {
        name
        for module in MODULES
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__
        if hasattr(value, "__wrapped__") and not name.startswith("_")
    }
    through_factories = {"publish", "document", "invite", "decide_closing"}
    through_factories |= {"call_meeting", "declare_dependency", "keep_agreement", "note_agreement"}
    from_the_command_line = {"create_operator", "reset_from_command_line"}
    from_the_clock = {"publish_due"}
    by_a_link_alone = {"open_account"}
    elsewhere = through_factories | from_the_command_line | by_a_link_alone | from_the_clock
    assert actions - tried - elsewhere == set()
