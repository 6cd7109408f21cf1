import uuid

from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
from tracker import workflow
from tracker.actions.writing import change, create, given
from tracker.authorization.frame import may_change_commitment, may_seat
from tracker.kinds import Kind
from tracker.models import Seat


@transaction.atomic
def give_seat(
    *,
    commitment,
    organisation,
    role,
    by,
    state=Seat.State.AT_THE_TABLE,
    since=None,
    until=None,
    note_es="",
    note_en="",
    source="",
    uid=None,
    now=None,
):
    """Give an organisation a role at a commitment's table, also before anyone there signs in.

    The same form, by its `uid`, gives one seat however often it is sent. Raises NotAllowed,
    ValidationError.
    """
    now = now or timezone.now()
    acting = require(may_change_commitment(by, commitment, now))
    if uid and (given := Seat.objects.filter(uid=uid, commitment=commitment).first()):
        return given
    seat = Seat(
        uid=uid or uuid.uuid4(),
        commitment=commitment,
        organisation=organisation,
        role=role,
        state=state,
        since=since,
        until=until,
        note_es=note_es,
        note_en=note_en,
        source=source,
    )
    return create(Kind.SEAT_GIVEN, seat, by=by, organisation=acting, now=now)


@transaction.atomic
def change_seat(*, seat, by, seen_version, note_es, note_en, now=None):
    """Change a seat's note. Raises NotAllowed, StaleVersion, ValidationError."""
    now = now or timezone.now()
    seat = _fresh(seat)
    acting = require(may_seat(by, seat, now))
    return change(
        Kind.SEAT_CHANGED,
        seat,
        {"note_es": note_es, "note_en": note_en},
        seen_version=seen_version,
        by=by,
        organisation=acting,
        now=now,
    )


@transaction.atomic
def move_seat(*, seat, verb, by, seen_version, reason="", now=None):
    """Take, miss, offer again or leave a seat (see `workflow.SEAT`).

    Raises NotAllowed, WrongState, StaleVersion, ValidationError (no reason for leaving).
    """
    now = now or timezone.now()
    seat = _fresh(seat)
    acting = require(may_seat(by, seat, now))
    move = workflow.find(workflow.SEAT, verb, seat.state)
    reason = given(reason, move.needs_reason)
    return write_state(
        seat,
        move,
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason,
        now=now,
    )


def write_state(seat, move, *, now, **written):
    """Make a move that was allowed, or agreed. `written`: as `change` takes it."""
    day = seat.plan.day_of(now)
    left = move.target == Seat.State.LEFT
    dates = {"until": day} if left else {"since": day, "until": None}
    return change(move.kind, seat, {"state": move.target, **dates}, now=now, **written)


def _fresh(seat):
    related = ("commitment__plan__secretariat", "organisation")
    return Seat.objects.select_related(*related).get(pk=seat.pk)
