"""Changes of the frame that bind both sides: one proposes, the other answers, what is agreed is done.

`seen_version` is always the version that the person saw: of the subject when something is proposed,
of the proposal when it is answered.
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.agreed import Outdated, effect_of, effect_of_proposal
from tracker.actions.recording import record
from tracker.actions.writing import given
from tracker.authorization.proposals import (
    may_answer,
    may_propose,
    may_publish_unilaterally,
    may_withdraw_proposal,
)
from tracker.kinds import Kind
from tracker.models import Milestone, Proposal, ProposalAnswer, Seat
from tracker.models.veil import unveiled
from tracker.working_days import DAYS_TO_ANSWER, add_working_days

Verdict = ProposalAnswer.Verdict


@transaction.atomic
def propose(*, kind, subject, reason, by, uid=None, seen_version, now=None, **fields):
    """Propose a change to the other side. Returns the proposal; the same form sent twice makes one.

    `subject` is a milestone, a commitment, or the seat whose state is to change; `fields` are the
    new values. Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(subject.plan.chain_key)
    if sent := _sent_before(uid, by, kind, subject, reason):
        return sent
    organisation = require(may_propose(by, subject, now))
    return _propose(kind, subject, organisation, reason, by, uid, seen_version, now, fields)


@transaction.atomic
def accept(*, proposal, by, seen_version, reason="", now=None):
    """Accept a proposal in the name of one's side; with the last side it is carried out at once.

    Raises NotAllowed, WrongState, StaleVersion, Outdated.
    """
    now = now or timezone.now()
    proposal = _locked(proposal)
    if _answered_before(proposal, by, Verdict.ACCEPT, reason):
        return proposal
    organisation = require(may_answer(by, proposal, now))
    move = workflow.find(workflow.PROPOSAL, "accept", proposal.state)
    _require_seen(proposal, seen_version)
    effect = _still_current(proposal)
    _answer(proposal, Verdict.ACCEPT, organisation, reason, by, now)
    if proposal.pending:
        return proposal
    who = {"by": by, "organisation": organisation, "now": now}
    return _close(proposal, move, who, **effect.carry_out(proposal, who))


@transaction.atomic
def refuse(*, proposal, reason, by, seen_version, now=None):
    """Refuse a proposal, with the reason. Raises NotAllowed, WrongState, StaleVersion, ValidationError."""
    now = now or timezone.now()
    proposal = _locked(proposal)
    if _answered_before(proposal, by, Verdict.REFUSE, reason):
        return proposal
    organisation = require(may_answer(by, proposal, now))
    move = workflow.find(workflow.PROPOSAL, "refuse", proposal.state)
    _require_seen(proposal, seen_version)
    _answer(proposal, Verdict.REFUSE, organisation, given(reason), by, now)
    return _close(proposal, move, {"by": by, "organisation": organisation, "now": now})


@transaction.atomic
def counter(*, proposal, reason, by, uid=None, seen_version, seen_subject, now=None, **fields):
    """Answer a proposal with another one, which the first proposer's side then answers.

    `seen_subject` is the version of what would be changed. Returns the new proposal. Raises
    NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    proposal = _locked(proposal)
    subject = proposal.seat or proposal.subject
    if sent := _sent_before(uid, by, proposal.kind, subject, reason):
        return sent
    organisation = require(may_answer(by, proposal, now))
    move = workflow.find(workflow.PROPOSAL, "counter", proposal.state)
    _require_seen(proposal, seen_version)
    made = _propose(
        proposal.kind, subject, organisation, reason, by, uid, seen_subject, now, fields, proposal
    )
    if made.change == proposal.change:
        raise ValidationError(_("This is what they propose. Accept it, or change something."))
    _answer(proposal, Verdict.COUNTER, organisation, given(reason), by, now)
    _close(proposal, move, {"by": by, "organisation": organisation, "now": now})
    return made


@transaction.atomic
def withdraw_proposal(*, proposal, reason, by, seen_version, now=None):
    """Take back what one's organisation proposed. Raises as `refuse`."""
    now = now or timezone.now()
    proposal = _locked(proposal)
    organisation = require(may_withdraw_proposal(by, proposal, now))
    with unveiled():
        if proposal.closing_reason and proposal.closing_reason == reason.strip():
            return proposal  # sent twice
    move = workflow.find(workflow.PROPOSAL, "withdraw", proposal.state)
    _require_seen(proposal, seen_version)
    who = {"by": by, "organisation": organisation, "now": now}
    return _close(proposal, move, who, reason=given(reason), closing_reason=given(reason))


@transaction.atomic
def publish_unilaterally(*, proposal, by, seen_version, now=None):
    """Carry a proposal out that the other side let pass unanswered; it is marked so for ever.

    Raises NotAllowed, WrongState, StaleVersion, Outdated.
    """
    now = now or timezone.now()
    proposal = _locked(proposal)
    organisation = require(may_publish_unilaterally(by, proposal, now))
    move = workflow.find(workflow.PROPOSAL, "publish_unilaterally", proposal.state)
    _require_seen(proposal, seen_version)
    who = {"by": by, "organisation": organisation, "now": now}
    effect = _still_current(proposal)
    return _close(proposal, move, who, **effect.carry_out(proposal, who))


# --- Steps that several of them share ------------------------------------------------------------


def _propose(
    kind, subject, organisation, reason, by, uid, seen_version, now, fields, counters=None
):
    reason = given(reason)
    effect = effect_of(kind, subject)
    if effect.version != seen_version:
        raise StaleVersion(effect.row)
    day = subject.plan.day_of(now)
    proposal = Proposal(
        uid=uid or uuid.uuid4(),
        kind=kind,
        commitment=subject.commitment,
        milestone=subject if isinstance(subject, Milestone) else None,
        seat=subject if isinstance(subject, Seat) else None,
        change=effect.change(fields),
        seen_version=seen_version,
        text=reason,
        language=by.language,
        author=by,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        proposed_at=now,
        answer_by=add_working_days(day, DAYS_TO_ANSWER, subject.plan.free_days()),
        counters=counters,
    )
    _check_fields(proposal)
    proposal.save(force_insert=True)
    record(Kind.PROPOSAL_MADE, proposal, by=by, organisation=organisation, now=now)
    return proposal


def _locked(proposal):
    """Lock the plan's chain, and return the proposal as it is now."""
    lock(proposal.plan.chain_key)
    return Proposal.objects.with_answers().get(pk=proposal.pk)


def _require_seen(proposal, seen_version):
    if proposal.version != seen_version:
        raise StaleVersion(proposal)


def _still_current(proposal):
    """Return the effect of a proposal. Raises Outdated when its subject changed meanwhile."""
    if not proposal.is_readable:
        raise workflow.WrongState(
            _("What this proposal would change cannot be read, so nobody can agree to it.")
        )
    effect = effect_of_proposal(proposal)
    if effect.version != proposal.seen_version:
        raise Outdated
    return effect


def _answer(proposal, verdict, organisation, reason, by, now):
    answer = ProposalAnswer(
        proposal=proposal,
        verdict=verdict,
        text=reason.strip(),
        language=by.language,
        author=by,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        answered_at=now,
    )
    _check_fields(answer)
    answer.save(force_insert=True)
    record(Kind.PROPOSAL_ANSWERED, answer, by=by, organisation=organisation, now=now)
    proposal._prefetched_objects_cache.pop("answers")


def _close(proposal, move, who, reason="", **columns):
    before = proposal.recorded_values()
    proposal.compare_and_swap(proposal.version, state=move.target, closed_at=who["now"], **columns)
    record(move.kind, proposal, before=before, reason=reason, **who)
    return proposal


def _check_fields(row):
    """Check what a person can get wrong; the relations were looked up by the action."""
    row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})


def _sent_before(uid, by, kind, subject, reason):
    """Return what an earlier sending of the same form made, or None.

    Raises ValidationError if the uid is that of something else, StaleVersion if it said something else.
    """
    made = Proposal.objects.filter(uid=uid).first() if uid else None
    if made is None:
        return None
    if made.author_id != by.pk or made.kind != kind or made.commitment_id != subject.commitment.pk:
        raise ValidationError(_("This form belongs to another proposal. Open it again."))
    with unveiled():
        if made.text != reason.strip():
            raise StaleVersion(made)
    return made


def _answered_before(proposal, by, verdict, reason):
    """Return whether the same person sent the same answer before."""
    sent = (by.pk, verdict, reason.strip())
    with unveiled():
        return any((a.author_id, a.verdict, a.text) == sent for a in proposal.answers.all())
