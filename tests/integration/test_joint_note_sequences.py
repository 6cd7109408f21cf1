"""Whatever both sides do with a joint note, in whatever order: the history verifies and is whole."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.authorization.verdicts import NotAllowed
from ledger.models import Chain, HistoryEntry, StaleVersion, recorded_models
from ledger.projections import projection_checks
from ledger.verification import rebuild_check, verify
from tests import factories, world
from tracker.actions import joint_notes
from tracker.models import AgreedNote, JointNote
from tracker.workflow import WrongState

REFUSALS = (NotAllowed, WrongState, StaleVersion, ValidationError)


def write(here, by, number, now):
    factories.write_note(here.milestone, by, f"Texto {number}.", now=now)


def sign(here, by, number, now):
    note = JointNote.objects.filter(milestone=here.milestone).first()
    if note:
        factories.sign_note(note.revisions.get(number=note.latest), by, now=now)


def take_back(here, by, number, now):
    note = JointNote.objects.filter(milestone=here.milestone).first()
    signature = note and note.signatures.order_by("pk").last()
    if signature:
        joint_notes.take_back_signature(
            signature=signature, by=by, seen_version=signature.version, now=now
        )


def move(here, by, number, now):
    agreed = AgreedNote.objects.order_by("pk").last()
    if agreed:
        joint_notes.move_agreed_note(
            agreed=agreed,
            verb=("ask", "withdraw", "keep")[number % 3],
            reason="Reason",
            by=by,
            seen_version=agreed.version,
            now=now,
        )


TRIES = st.tuples(
    st.sampled_from([write, sign, sign, take_back, move]),
    st.sampled_from(["amina", "lucia", "amina", "lucia", "tomas", "pat"]),
    st.integers(0, 5),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tries=st.lists(TRIES, min_size=1, max_size=14))
def test_any_sequence_of_writing_and_signing_verifies(tries, db):
    with transaction.atomic():
        here = world.load()
        now = world.NOW
        for act, by, number in tries:
            now += dt.timedelta(hours=7)
            before = HistoryEntry.objects.count()
            try:
                with transaction.atomic():
                    act(here, getattr(here, by), number, now)
            except REFUSALS:
                assert HistoryEntry.objects.count() == before
            else:
                # The first revision begins a note, and the second signature agrees on it.
                most = 2 if act in (write, sign) else 1
                assert HistoryEntry.objects.count() - before <= most
        assert [f for chain in Chain.objects.all() for f in verify(chain)] == []
        assert list(rebuild_check(recorded_models())) == []
        assert [drift for check in projection_checks for drift in check()] == []
        transaction.set_rollback(True)
