"""How every commitment leaves its plan: one decision, which a later one may replace."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker.actions.recording import record
from tracker.authorization.lasting import may_close
from tracker.kinds import Kind
from tracker.models import ClosingDecision, Commitment


@transaction.atomic
def decide_closing(
    *, commitment, outcome, why, by, uid, seen=None, keeper_name="", keeper=None, watch="", now=None
):
    """Decide how a commitment leaves its plan. `seen` is the decision that the person saw, or None.

    Sending the same form twice makes one decision. Raises NotAllowed, StaleVersion (somebody
    decided meanwhile), ValidationError.
    """
    now = now or timezone.now()
    lock(commitment.plan.chain_key)
    commitment = Commitment.objects.select_related("plan__secretariat").get(pk=commitment.pk)
    decision = ClosingDecision(
        uid=uid,
        commitment=commitment,
        outcome=outcome,
        why=why.strip(),
        keeper_name=keeper_name.strip(),
        keeper=keeper,
        watch=watch.strip(),
        language=by.language if by.is_authenticated else "",
        decided_at=now,
        replaces=seen,
    )
    before = ClosingDecision.objects.filter(uid=uid).first()
    if before is not None:
        return _sent_twice(before, decision)
    acting = require(may_close(by, commitment, now))
    standing = ClosingDecision.objects.standing().filter(commitment=commitment).first()
    if standing != seen:
        raise StaleVersion(standing)
    if problems := decision.problems():
        raise ValidationError(problems)
    decision.organisation, decision.organisation_name = acting, acting.short
    decision.side = acting.side
    decision.clean_fields(exclude=["commitment", "keeper", "organisation", "replaces"])
    decision.save(force_insert=True)
    record(Kind.CLOSING_DECIDED, decision, by=by, organisation=acting, now=now)
    return decision


# What a form says; the rest is who sent it, and when.
SAID = ("commitment_id", "outcome", "why", "keeper_name", "watch")


def _sent_twice(before, decision):
    """Return what the first sending made. Raises StaleVersion for another text, ValidationError
    for a form of something else."""
    if before.commitment_id != decision.commitment_id:
        raise ValidationError(_("This form belongs to something else. Open it again."))
    if any(getattr(before, name) != getattr(decision, name) for name in SAID):
        raise StaleVersion(before)
    return before
