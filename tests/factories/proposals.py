import uuid

from tracker.actions import proposals
from tracker.actions.agreed import effect_of
from tracker.models import Proposal


def propose(subject, by, kind=Proposal.Kind.DUE_DATE, reason="Falta un laboratorio.", **fields):
    """Return a proposal that somebody made, having seen the subject as it is now."""
    now = fields.pop("now", None)
    fields.setdefault("seen_version", effect_of(kind, subject).version)
    return proposals.propose(
        kind=kind, subject=subject, reason=reason, by=by, uid=uuid.uuid4(), now=now, **fields
    )


def accept(proposal, by, **options):
    """Return a proposal that somebody of the other side accepted."""
    return proposals.accept(proposal=proposal, by=by, seen_version=proposal.version, **options)


def agree(subject, one, other, kind=Proposal.Kind.DUE_DATE, **fields):
    """Return a proposal that one side made and the other accepted; its subject has changed."""
    now = fields.get("now")
    return accept(propose(subject, one, kind, **fields), other, now=now)
