"""The log of who came in, who failed to, and who was refused: for whoever runs the site.

It lives in the operational log (`accounts.security`), apart from the history. A line names people by
their random identifier and places by a shortened address; it never holds a password or an e-mail.
The formatter writes every event as one line (`tracker.logs`).
"""

import ipaddress
import logging

from allauth.account.signals import password_changed, password_reset
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa import signals as second_factor
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils.crypto import salted_hmac

log = logging.getLogger("accounts.security")


def shortened(address):
    """Return the network an address lies in (/24, or /48 in IPv6), or an empty string."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    network = ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False)
    return str(network)


def event(what, request, user=None, **details):
    """Write one event."""
    facts = {
        "person": str(user.uid) if getattr(user, "uid", None) else "",
        "from": shortened(get_client_ip(request)) if request else "",
        **details,
    }
    told = " ".join(f"{key}={_plain(value)}" for key, value in facts.items() if value)
    log.info("%s %s", what, told)


def refused(request, reason):
    """Write that a signed-in person asked for what they may not do."""
    event("refused", request, request.user, method=request.method, path=request.path, reason=reason)


def _plain(value):
    """Return a value that can neither break a line nor pretend to be the next field."""
    text = " ".join(str(value).split())
    shown = "".join(c if c.isprintable() else "?" for c in text)[:200]
    return f'"{shown}"' if " " in shown or "=" in shown else shown


@receiver(user_logged_in)
def signed_in(sender, request, user, **kwargs):
    event("signed-in", request, user)


@receiver(user_logged_out)
def signed_out(sender, request, user, **kwargs):
    event("signed-out", request, user)


@receiver(user_login_failed)
def sign_in_failed(sender, credentials, request=None, **kwargs):
    """The address typed appears as a keyed mark: attempts on one account can be seen together."""
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    mark = salted_hmac("accounts.security_log", typed).hexdigest()[:12]
    event("sign-in-failed", request, account=mark)


@receiver(password_changed)
def changed_password(sender, request, user, **kwargs):
    event("password-changed", request, user)


@receiver(password_reset)
def reset_password(sender, request, user, **kwargs):
    event("password-reset", request, user)


@receiver(second_factor.authenticator_added)
def added_second_factor(sender, request, user, authenticator, **kwargs):
    event("second-factor-added", request, user, kind=authenticator.type)


@receiver(second_factor.authenticator_removed)
def removed_second_factor(sender, request, user, authenticator, **kwargs):
    event("second-factor-removed", request, user, kind=authenticator.type)


@receiver(second_factor.authenticator_reset)
def renewed_recovery_codes(sender, request, user, authenticator, **kwargs):
    event("recovery-codes-renewed", request, user)


@receiver(second_factor.authenticator_used)
def used_second_factor(sender, request, user, authenticator, **kwargs):
    event("second-factor-used", request, user, kind=authenticator.type)


@receiver(second_factor.authentication_failed)
def second_factor_failed(sender, request, user, authenticator, **kwargs):
    event("second-factor-failed", request, user, kind=authenticator.type)
