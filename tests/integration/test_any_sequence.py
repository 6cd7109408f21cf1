"""Whatever people do, in whatever order: the history verifies and every row is what it says."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.authorization.verdicts import NotAllowed
from ledger.models import Chain, HistoryEntry, StaleVersion, recorded_models
from ledger.projections import projection_checks
from ledger.verification import rebuild_check, verify
from tests import factories, world
from tracker.actions import entries, holds, proposals, redactions, seats
from tracker.completion import Completion
from tracker.models import Entry, Hold, Proposal, Redaction, Seat
from tracker.workflow import WrongState

REFUSALS = (NotAllowed, WrongState, StaleVersion, ValidationError)
completions = st.sampled_from([*Completion.values, ""])


@st.composite
def steps(draw):
    """One thing that somebody tries, as `(function, arguments)`."""
    what = draw(st.sampled_from(list(TRIES)))
    # Mostly somebody who may, so that the record grows; sometimes anybody.
    by = draw(st.sampled_from([*MOSTLY[what] * 5, *world.CAST]))
    return what, by, draw(completions), draw(st.integers(0, 5)), draw(st.booleans())


MOSTLY = {
    "report": ["amina"],
    "observe": ["lucia"],
    "respond": ["amina"],
    "assess": ["irene"],
    "ripple": ["amina", "lucia", "irene"],
    "find": ["amina", "lucia", "irene"],
    "draft": ["lucia"],
    "withdraw": ["amina", "lucia"],
    "move_date": ["amina", "lucia", "pat"],
    "move_commitment": ["amina", "lucia", "pat"],
    "answer": ["amina", "lucia"],
    "publish_alone": ["amina", "lucia", "pat"],
    "move_seat": ["pat"],
    "hold": ["omar", "tomas"],
    "lift": ["omar", "tomas"],
    "ask_redaction": ["omar", "tomas"],
    "answer_redaction": ["omar", "tomas"],
}


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def subject(here, number):
    return (here.milestone, here.cso_milestone, here.commitment)[number % 3]


def report(here, by, completion, number, whole, now):
    factories.report(subject(here, number), by, completion, now=now)


def observe(here, by, completion, number, whole, now):
    old = pick(Entry.objects.filter(kind="observation"), number) if whole else None
    about = old.subject if old else subject(here, number)
    factories.observe(about, by, completion, corrects=old, now=now)


def respond(here, by, completion, number, whole, now):
    old = pick(Entry.objects.filter(kind="observation"), number)
    if old:
        factories.respond(old.detail, by, now=now)


def assess(here, by, completion, number, whole, now):
    factories.assess(here.commitment, by, completion, now=now)


def ripple(here, by, completion, number, whole, now):
    earlier = pick(Entry.objects.filter(kind="ripple"), number) if whole else None
    factories.ripple(here.commitment, by, led_by=earlier and earlier.detail, now=now)


def find(here, by, completion, number, whole, now):
    old = pick(Entry.objects.filter(kind="ripple"), number)
    codes = ("corroborates", "rejects", "lasting", "faded")
    if old:
        evidence = [] if whole else [factories.words.LINK]
        factories.find(old, by, codes[number % 4], evidence=evidence, now=now)


def draft(here, by, completion, number, whole, now):
    entries.save_draft(
        kind="observation",
        subject=subject(here, number),
        by=by,
        uid=uuid.uuid4(),
        seen_version=0,
        completion=completion,
        now=now,
    )


def withdraw(here, by, completion, number, whole, now):
    entry = pick(Entry.objects.all(), number)
    if entry:
        entries.withdraw(
            entry=entry, reason="Reason", by=by, seen_version=entry.version - (not whole), now=now
        )


def move_date(here, by, completion, number, whole, now):
    factories.propose(
        here.milestone,
        by,
        reason="Reason" if whole else "",
        due_date=dt.date(2027, 1 + number, 1),
        due_precision="month",
        now=now,
    )


def move_commitment(here, by, completion, number, whole, now):
    state = ("paused", "in_force", "paused", "in_force", "withdrawn", "superseded")[number]
    factories.propose(here.commitment, by, "state", state=state, now=now)


def answer(here, by, completion, number, whole, now):
    proposal = pick(Proposal.objects.order_by("pk"), number)
    if proposal and whole:
        proposals.accept(proposal=proposal, by=by, seen_version=proposal.version, now=now)
    elif proposal:
        seen, reason = proposal.version, "No."
        proposals.refuse(proposal=proposal, by=by, seen_version=seen, reason=reason, now=now)


def publish_alone(here, by, completion, number, whole, now):
    proposal = pick(Proposal.objects.order_by("pk"), number)
    if proposal:
        later = now + dt.timedelta(days=20 if whole else 1)
        proposals.publish_unilaterally(
            proposal=proposal, by=by, seen_version=proposal.version, now=later
        )


def move_seat(here, by, completion, number, whole, now):
    seat = Seat.objects.get(commitment=here.commitment, role="expert")
    verb = ("take", "miss", "invite", "leave")[number % 4]
    seats.move_seat(seat=seat, verb=verb, reason="R", by=by, seen_version=seat.version, now=now)


def hold(here, by, completion, number, whole, now):
    entry = pick(Entry.objects.all(), number)
    if entry:
        factories.hold(entry, by, now=now)


def lift(here, by, completion, number, whole, now):
    hold = pick(Hold.objects.all(), number)
    if hold:
        holds.lift(hold=hold, by=by, seen_version=hold.version, now=now)


def ask_redaction(here, by, completion, number, whole, now):
    entry = pick(Entry.objects.all(), number)
    if entry:
        fields = ["text", "evidence"] if whole else ["text"]
        factories.ask_redaction(entry, by, fields, now=now)


def answer_redaction(here, by, completion, number, whole, now):
    asked = pick(Redaction.objects.all(), number)
    if asked and whole:
        redactions.confirm_redaction(redaction=asked, by=by, seen_version=asked.version, now=now)
    elif asked:
        redactions.refuse_redaction(
            redaction=asked, reason="R", by=by, seen_version=asked.version, now=now
        )


TRIES = {
    f.__name__: f
    for f in (
        report,
        observe,
        respond,
        assess,
        ripple,
        find,
        draft,
        withdraw,
        move_date,
        move_commitment,
        answer,
        publish_alone,
        move_seat,
        hold,
        lift,
        ask_redaction,
        answer_redaction,
    )
}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tries=st.lists(steps(), min_size=1, max_size=14))
def test_any_sequence_of_actions_verifies(tries, db):
    with transaction.atomic():
        here = world.load()
        factories.name_stewards(here)
        now = world.NOW
        for what, by, completion, number, whole in tries:
            now += dt.timedelta(hours=7)
            before = HistoryEntry.objects.count()
            try:
                with transaction.atomic():
                    TRIES[what](here, getattr(here, by), completion, number, whole, now)
            except REFUSALS:
                assert HistoryEntry.objects.count() == before
            else:
                assert HistoryEntry.objects.count() - before in (0, 1, 2, 3)
        assert [f for chain in Chain.objects.all() for f in verify(chain)] == []
        assert list(rebuild_check(recorded_models())) == []
        assert [drift for check in projection_checks for drift in check()] == []
        transaction.set_rollback(True)
