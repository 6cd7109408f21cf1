"""WHEN: which moves a row's state allows. Tables of data, read by actions and by the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.kinds import Kind


class WrongState(Exception):
    """The move is not possible from the state the row is in. `str()` is a sentence."""


@dataclass(frozen=True)
class Transition:
    """`verb` is what people do, `permission` the rule that says who (in `authorization`)."""

    verb: str
    sources: frozenset[str]
    target: str
    permission: str
    kind: str
    needs_reason: bool = False


def _move(verb, sources, target, permission, kind, needs_reason=False):
    return Transition(verb, frozenset(sources.split()), target, permission, kind, needs_reason)


PLAN = (
    _move("put_in_force", "draft", "in_force", "may_change_plan", Kind.PLAN_PUT_IN_FORCE),
    _move("end", "in_force", "ended", "may_change_plan", Kind.PLAN_ENDED),
    _move("archive", "ended", "archived", "may_change_plan", Kind.PLAN_ARCHIVED),
)

COMMITMENT = (
    _move("pause", "in_force", "paused", "may_move_commitment", Kind.COMMITMENT_PAUSED, True),
    _move("resume", "paused", "in_force", "may_move_commitment", Kind.COMMITMENT_RESUMED, True),
    _move(
        "withdraw",
        "in_force paused",
        "withdrawn",
        "may_move_commitment",
        Kind.COMMITMENT_WITHDRAWN,
        True,
    ),
    _move(
        "supersede",
        "in_force paused",
        "superseded",
        "may_move_commitment",
        Kind.COMMITMENT_SUPERSEDED,
        True,
    ),
)

SEAT = (
    _move("take", "invited missing left", "at_the_table", "may_seat", Kind.SEAT_TAKEN),
    _move("miss", "invited at_the_table", "missing", "may_seat", Kind.SEAT_MISSED),
    _move("invite", "missing left", "invited", "may_seat", Kind.SEAT_INVITED),
    _move("leave", "invited at_the_table missing", "left", "may_seat", Kind.SEAT_LEFT, True),
)

PROPOSAL = (
    _move("accept", "open", "accepted", "may_answer", Kind.PROPOSAL_ACCEPTED),
    _move("counter", "open", "countered", "may_answer", Kind.PROPOSAL_COUNTERED, True),
    _move("refuse", "open", "refused", "may_answer", Kind.PROPOSAL_REFUSED, True),
    _move("withdraw", "open", "withdrawn", "may_withdraw_proposal", Kind.PROPOSAL_WITHDRAWN, True),
    _move(
        "publish_unilaterally",
        "open",
        "unilateral",
        "may_publish_unilaterally",
        Kind.PROPOSAL_PUBLISHED_ALONE,
    ),
)

# The kind of an entry's move follows from the entry (`Kind.of_entry`). What stays within the
# organisation has none: the history is public.
ENTRY = (
    _move("publish", "draft", "published", "may_publish", "published"),
    _move("embargo", "draft", "embargoed", "may_publish", ""),
    _move("share", "draft", "team", "may_share", ""),
    _move("publish_now", "embargoed team", "published", "may_publish", "published"),
    _move("take_back", "embargoed team", "draft", "may_take_back", ""),
    _move("withdraw", "published", "withdrawn", "may_withdraw", "withdrawn", True),
)

# One side asks, the other withdraws; either of them can leave it as it is.
AGREED_NOTE = (
    _move(
        "ask",
        "agreed",
        "withdrawal_asked",
        "may_ask_to_withdraw_note",
        Kind.JOINT_NOTE_WITHDRAWAL_ASKED,
        True,
    ),
    _move(
        "withdraw",
        "withdrawal_asked",
        "withdrawn",
        "may_withdraw_note",
        Kind.JOINT_NOTE_WITHDRAWN,
    ),
    _move("keep", "withdrawal_asked", "agreed", "may_keep_note", Kind.JOINT_NOTE_KEPT),
)


REDACTION = (
    _move("confirm", "asked", "confirmed", "may_answer_redaction", Kind.REDACTION_CONFIRMED),
    _move("refuse", "asked", "refused", "may_answer_redaction", Kind.REDACTION_REFUSED, True),
)

# What an answer is said to be (`Kind` follows from the outcome) has no state before it.
SETTLEMENT = (
    _move("escalate", "standing", "escalated", "may_escalate", Kind.QUESTION_ESCALATED, True),
    _move("close", "escalated", "closed", "may_close_question", Kind.QUESTION_CLOSED, True),
    _move(
        "take_back_word",
        "standing escalated",
        "withdrawn",
        "may_take_back_word",
        Kind.WORD_TAKEN_BACK,
        True,
    ),
)


MEETING = (
    _move("publish_minutes", "called", "held", "may_keep_minutes", Kind.MINUTES_PUBLISHED),
    _move("cancel", "called", "cancelled", "may_cancel_meeting", Kind.MEETING_CANCELLED, True),
)

# Late is derived: open, and past its day.
AGREEMENT = (
    _move("keep", "open", "kept", "may_keep_agreement", Kind.AGREEMENT_KEPT),
    _move("reopen", "kept", "open", "may_keep_agreement", Kind.AGREEMENT_REOPENED, True),
    _move("void", "open", "void", "may_void_agreement", Kind.AGREEMENT_VOIDED, True),
)

DEPENDENCY = (
    _move(
        "withdraw",
        "standing",
        "withdrawn",
        "may_withdraw_dependency",
        Kind.DEPENDENCY_WITHDRAWN,
        True,
    ),
)


def find(table: Iterable[Transition], verb: str, state: str) -> Transition:
    """Return the move that `verb` makes from `state`.

    Raises WrongState when the state does not allow it, KeyError for an unknown verb.
    """
    moves = [move for move in table if move.verb == verb]
    if not moves:
        raise KeyError(verb)
    for move in moves:
        if state in move.sources:
            return move
    raise WrongState(_("This is not possible any more: somebody changed its state meanwhile."))


def towards(table: Iterable[Transition], state: str, target: str) -> Transition:
    """Return the move that leads from one state to another. Raises WrongState."""
    for move in possible(table, state):
        if move.target == target:
            return move
    raise WrongState(_("This is not possible any more: somebody changed its state meanwhile."))


def possible(table: Iterable[Transition], state: Any) -> list[Transition]:
    """Return the moves that a state allows."""
    return [move for move in table if state in move.sources]
