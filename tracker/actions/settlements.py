"""What comes after an answer: whoever asked accepts it or not, and may bring it to the forum.

`seen_answer` is the answer that the person read (None: there was none), so that nobody judges an
answer that they have not seen.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.recording import record
from tracker.actions.writing import change
from tracker.authorization import settlements as rules
from tracker.kinds import Kind
from tracker.models import Observation, Settlement
from tracker.models.veil import unveiled

KINDS: dict[str, Kind] = {
    Settlement.Outcome.ACCEPTED: Kind.RESPONSE_ACCEPTED,
    Settlement.Outcome.NOT_RESOLVED: Kind.RESPONSE_NOT_RESOLVED,
}


@transaction.atomic
def settle(*, observation, seen_answer, outcome, reason, by, uid, now=None):
    """Accept the newest answer, or say with a reason that it does not resolve the question.

    Sending the same form twice gives one word. Raises NotAllowed, StaleVersion (another answer
    came meanwhile, or the one seen was withdrawn), ValidationError.
    """
    now = now or timezone.now()
    lock(observation.plan.chain_key)
    observation = _fresh_observation(observation)
    before = Settlement.objects.filter(uid=uid).first()
    if before is not None:
        return _sent_twice(before, observation, outcome, reason)
    acting = require(rules.may_settle(by, observation, now))
    answer = observation.last_answer()
    if answer != seen_answer:
        raise StaleVersion(answer)
    settlement = Settlement(
        uid=uid,
        observation=observation,
        response=answer,
        organisation=acting,
        organisation_name=acting.short,
        outcome=outcome,
        language=by.language,
        remark=reason.strip(),
        settled_at=now,
    )
    if problems := _problems(settlement):
        raise ValidationError(problems)
    settlement.clean_fields(exclude=["observation", "response", "organisation"])
    settlement.save(force_insert=True)
    record(KINDS[settlement.outcome], settlement, by=by, organisation=acting, now=now)
    return settlement


@transaction.atomic
def escalate(*, settlement, reason, by, seen_version, now=None):
    """Bring to the forum what is not resolved.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError (no reason).
    """
    return _move(
        settlement,
        "escalate",
        rules.may_escalate,
        by,
        seen_version,
        now,
        lambda acting, at: {"escalation_reason": reason.strip(), "escalated_at": at},
        reason,
    )


@transaction.atomic
def close_question(*, settlement, note, by, seen_version, now=None):
    """Close what was brought to the forum with a public note. It changes no verdict.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError (no note).
    """
    return _move(
        settlement,
        "close",
        rules.may_close_question,
        by,
        seen_version,
        now,
        lambda acting, at: {
            "closing_note": note.strip(),
            "closing_language": by.language,
            "forum_name": acting.short,
            "closed_at": at,
        },
        note,
    )


@transaction.atomic
def take_back_word(*, settlement, reason, by, seen_version, now=None):
    """Take back a word on an answer, with a reason; it stays readable.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError (no reason).
    """
    return _move(
        settlement,
        "take_back_word",
        rules.may_take_back_word,
        by,
        seen_version,
        now,
        lambda acting, at: {"withdrawal_reason": reason.strip(), "withdrawn_at": at},
        reason,
    )


def _move(settlement, verb, may, by, seen_version, now, fields_of, reason):
    """Make a move of `workflow.SETTLEMENT`; `fields_of` returns what it writes besides the state."""
    now = now or timezone.now()
    lock(settlement.plan.chain_key)
    row = Settlement.objects.with_all().get(pk=settlement.pk)
    acting = require(may(by, row, now))
    move = workflow.find(workflow.SETTLEMENT, verb, row.state)
    if verb == "escalate" and row.outcome == Settlement.Outcome.ACCEPTED:
        raise workflow.WrongState(_("An answer that was accepted is not brought to the forum."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write it in a sentence or two. It is published.")})
    fields = {"state": move.target, **fields_of(acting, now)}
    return change(
        move.kind,
        row,
        fields,
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason.strip(),
        now=now,
    )


def _problems(settlement):
    answer, found = settlement.response, {}
    accepts = settlement.outcome == Settlement.Outcome.ACCEPTED
    if accepts and (answer is None or answer.is_promise):
        found["outcome"] = _("There is no answer yet that could be accepted.")
    if settlement.outcome not in Settlement.Outcome.values:
        found["outcome"] = _("Choose whether the answer settles it.")
    if not accepts and not settlement.remark:
        found["reason"] = _("Say what is not resolved. It is published.")
    return found


def _sent_twice(before, observation, outcome, reason):
    """Return what the first sending gave, if this one says the same. Raises ValidationError."""
    with unveiled():
        said = (before.observation_id, before.outcome, before.remark)
    if said == (observation.pk, outcome, reason.strip()):
        return before
    raise ValidationError(_("This form was sent already. Open it again."))


def _fresh_observation(observation):
    related = (
        "organisation",
        "commitment__plan__secretariat",
        "milestone__commitment__plan",
        "milestone__owner",
    )
    return Observation.objects.select_related(*related).get(pk=observation.pk)
