"""How often a source, a person or an address may try something: slowed down, never locked."""

from allauth.core.internal import ratelimit

WAIT = "60"  # seconds, said in Retry-After

LIMITS = {
    # Mails: by who sends them, and by address, so that nobody's mailbox is flooded.
    "invite": "50/h/user,5/h/key",
    # A code has six digits. Who tries them knows the password, so the person is counted, too: from
    # a thousand places at once it would take weeks.
    "second_factor": "10/m/ip,30/10m/key",
    # Links that lead nowhere. Whoever holds one that works is never slowed down.
    "invitation_link": "30/m/ip",
}


def forget(request, action, key=None):
    """Forget the tries before one that was right."""
    ratelimit.clear(request, app="accounts", action=action, config=LIMITS, key=key)


def within(request, action, key=None):
    """Count one more try and return whether it is within the limit. Reading counts too."""
    used = ratelimit.consume(
        request, app="accounts", action=action, config=LIMITS, key=key, limit_get=True
    )
    return used is not None
