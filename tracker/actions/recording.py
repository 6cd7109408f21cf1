"""The only door by which a plan's record enters the history."""

from accounts.actions.recording import actor
from ledger.recording import append


def record(kind, subject, *, by, organisation, before=None, reason="", now):
    """Record a write in its plan's chain, in the caller's transaction.

    `organisation` is the one in whose name `by` acted. `before` is the subject's
    `recorded_values()` before the change; leave it out for something new.
    """
    commitment = getattr(subject, "commitment", None)
    return append(
        kind,
        subject,
        chain_key=subject.plan.chain_key,
        by=actor(by, organisation),
        before=before or {},
        reason=reason,
        context=commitment.uid if commitment else None,
        now=now,
    )
