"""The only door by which a plan's record enters the history."""

from accounts.actions.recording import actor
from ledger.recording import Change, append, append_all


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


def record_all(plan, acts):
    """Record many writes in a plan's chain, in the caller's transaction.

    Each act is a dictionary of what `record` takes. The rows already are as the history is to
    tell them, so no row may stand in `acts` twice.
    """
    append_all(plan.chain_key, [_change(**act) for act in acts])


def _change(*, kind, subject, by, organisation, now, before=None, reason=""):
    commitment = getattr(subject, "commitment", None)
    return Change(
        kind=kind,
        subject=subject,
        before=before or {},
        context=commitment.uid if commitment else None,
        by=actor(by, organisation),
        reason=reason,
        at=now,
    )
