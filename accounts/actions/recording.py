"""How writes about people and organisations enter the history."""

from django.utils import timezone

from accounts.models import Side
from ledger.models import Chain
from ledger.recording import Actor, append


def actor(user, organisation):
    """Return who acts, as they are now. Without an organisation it is the site's operator."""
    return Actor(
        person=str(user.uid) if user else "",
        side=organisation.side if organisation else Side.OPERATOR,
        organisation=organisation.slug if organisation else "",
        organisation_name=organisation.name_es if organisation else "",
    )


def record(kind, subject, *, by, organisation, before=None, reason="", now=None):
    """Record a write about people or organisations, in the caller's transaction."""
    return append(
        kind,
        subject,
        chain_key=Chain.ACCOUNTS,
        by=actor(by, organisation),
        before=before or {},
        reason=reason,
        now=now or timezone.now(),
    )
