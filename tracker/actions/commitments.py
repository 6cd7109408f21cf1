from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
from tracker import workflow
from tracker.actions.writing import change, create, given, only
from tracker.authorization.frame import (
    may_change_commitment,
    may_describe_plan,
    may_move_commitment,
)
from tracker.kinds import Kind
from tracker.models import Commitment, CommitmentStatus

CHANGEABLE = (
    "number",
    "ogp_id",
    "title_es",
    "title_en",
    "problem_es",
    "problem_en",
    "objective_es",
    "objective_en",
    "result_es",
    "result_en",
    "theme",
    "ogp_values",
    "policy_areas",
    "ambition",
    "is_proactive",
    "note_es",
    "note_en",
    "sources",
)


@transaction.atomic
def add_commitment(*, plan, by, now=None, **fields):
    """Add a commitment, in force, to a plan. Raises NotAllowed, ValidationError."""
    now = now or timezone.now()
    acting = require(may_describe_plan(by, plan, now))
    commitment = Commitment(plan=plan, **only(fields, CHANGEABLE))
    create(Kind.COMMITMENT_ADDED, commitment, by=by, organisation=acting, now=now)
    CommitmentStatus.objects.create(commitment=commitment)
    return commitment


@transaction.atomic
def change_commitment(*, commitment, by, seen_version, reason="", now=None, **fields):
    """Change a commitment's description. Its official text is a version of its own.

    Raises NotAllowed, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    commitment = _fresh(commitment)
    acting = require(may_change_commitment(by, commitment, now))
    return change(
        Kind.COMMITMENT_CHANGED,
        commitment,
        only(fields, CHANGEABLE),
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason,
        now=now,
    )


@transaction.atomic
def move_commitment(*, commitment, verb, reason, by, seen_version, on=None, now=None):
    """Pause, resume, withdraw or supersede a commitment (see `workflow.COMMITMENT`).

    `on` is the date of the decision, today by default. Raises NotAllowed, WrongState,
    StaleVersion, ValidationError (no reason).
    """
    now = now or timezone.now()
    commitment = _fresh(commitment)
    acting = require(may_move_commitment(by, commitment, now))
    move = workflow.find(workflow.COMMITMENT, verb, commitment.state)
    reason = given(reason, move.needs_reason)
    return write_state(
        commitment,
        move,
        on or commitment.plan.day_of(now),
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason,
        now=now,
    )


def write_state(commitment, move, day, *, reason="", **written):
    """Make a move that was allowed, or agreed: the reason of this is the proposal's.

    `written`: as `change` takes it.
    """
    fields = {"state": move.target, "state_reason": reason, "state_date": day}
    return change(move.kind, commitment, fields, reason=reason, **written)


def _fresh(commitment):
    return Commitment.objects.select_related("plan__secretariat", "theme").get(pk=commitment.pk)
