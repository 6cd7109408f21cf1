"""Taking over what an organisation owes in a plan."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from accounts.models import Membership
from ledger.recording import lock
from tracker.actions.recording import record
from tracker.authorization.desk import (
    may_acknowledge_handover,
    may_ask_for_handover,
    may_read_handover,
)
from tracker.kinds import Kind
from tracker.models import Handover

HEAD = re.compile("[0-9]{1,18}:[0-9a-f]{64}")


@transaction.atomic
def ask_for_handover(*, plan, membership, by, now=None):
    """Ask a colleague to read the handover brief and acknowledge it. Asked once; returns the row.

    Raises NotAllowed.
    """
    now = now or timezone.now()
    lock(plan.chain_key)
    membership = _fresh(membership)
    acting = require(may_ask_for_handover(by, plan, membership, now))
    handover = Handover.objects.filter(plan=plan, membership=membership).first()
    if handover:
        return handover
    return _start(Kind.HANDOVER_ASKED, plan, membership, by, acting, now)


@transaction.atomic
def acknowledge_handover(*, plan, membership, brief_head, by, now=None):
    """Acknowledge a handover as its brief stood at a head of the plan's history (`SEQ:HASH`).

    Acknowledged once: the same person's second sending returns the first. Raises NotAllowed,
    ValidationError (no head of this plan).
    """
    now = now or timezone.now()
    chain = lock(plan.chain_key)
    membership = _fresh(membership)
    require(may_read_handover(by, plan, membership.organisation, now))
    acting = require(may_acknowledge_handover(by, plan, membership, now))
    handover = Handover.objects.filter(plan=plan, membership=membership).first()
    if handover and handover.acknowledged_at:
        return handover
    if not _is_of(chain, brief_head):
        raise ValidationError(_("This page had lost track of what it showed. Read it again."))
    said = {"brief_head": brief_head, "acknowledged_at": now}
    if handover is None:
        return _start(Kind.HANDOVER_ACKNOWLEDGED, plan, membership, by, acting, now, **said)
    before = handover.recorded_values()
    handover.compare_and_swap(handover.version, **said)
    record(Kind.HANDOVER_ACKNOWLEDGED, handover, by=by, organisation=acting, before=before, now=now)
    return handover


def _start(kind, plan, membership, by, acting, now, **said):
    handover = Handover(
        plan=plan, organisation=membership.organisation, membership=membership, **said
    )
    handover.full_clean()
    handover.save(force_insert=True)
    record(kind, handover, by=by, organisation=acting, now=now)
    return handover


def _fresh(membership):
    return Membership.objects.select_related("organisation").get(pk=membership.pk)


def _is_of(chain, head):
    """Return whether a head is one that this chain has, or had."""
    seq, _colon, digest = head.partition(":")
    return HEAD.fullmatch(head) is not None and chain.entries.filter(seq=seq, hash=digest).exists()
