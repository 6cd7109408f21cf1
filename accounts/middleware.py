"""How long somebody stays signed in, and what waits until they have a second factor."""

import time
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.authorization.second_factor import must_have_second_factor
from accounts.second_factor import KINDS

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
LONGEST = 12 * 60 * 60  # seconds a session lasts, whatever happens in it
# Seconds between two notes that somebody is still there, so that reading pages does not write.
NOTED_EVERY = 5 * 60


@receiver(user_logged_in)
def start(sender, request, user, **kwargs):
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())


class SessionLimits:
    """End a session after twelve hours; keep one alive while it is used.

    The idle limit is SESSION_COOKIE_AGE, counted from when the session was last written. A reader
    without a session costs nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Probes are answered while the database is away, whatever cookie they bring.
        probe = request.path_info.startswith("/healthz/")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not probe:
            self.look_at(request)
        return self.get_response(request)

    def look_at(self, request):
        session, now = request.session, int(time.time())
        started = session.get(SIGNED_IN_AT)
        if started is None:
            return
        if now - started >= LONGEST:
            logout(request)
        elif now - session.get(SEEN_AT, started) >= NOTED_EVERY:
            session[SEEN_AT] = now


HAS_SECOND_FACTOR = "has_second_factor"
# What one needs to set up a second factor, to go away, and to read in one's own language.
BEFORE_SECOND_FACTOR = frozenset(
    [
        "security",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_logout",
        "root",
        "live",
        "ready",
    ]
)


class SecondFactorFirst:
    """Lead those who must have a second factor and have none to where they set one up.

    Everything else waits until then, the administration too; then they go on to the page that they
    asked for. A reader without a session costs
    nothing, and whoever was seen with one is not looked up again: taking it away ends the sessions.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        return self.send_away(request) if self.must_wait(request) else None

    def must_wait(self, request):
        if settings.SECOND_FACTOR_FOR == "none":
            return False
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        if request.resolver_match.view_name in BEFORE_SECOND_FACTOR:
            return False
        if request.session.get(HAS_SECOND_FACTOR):
            return False
        if not must_have_second_factor(request.user, timezone.now().date()):
            return False
        if is_mfa_enabled(request.user, KINDS):
            request.session[HAS_SECOND_FACTOR] = True
            return False
        return True

    def send_away(self, request):
        address = reverse("mfa_activate_totp")
        if request.method in ("GET", "HEAD"):
            address = f"{address}?{urlencode({'next': request.get_full_path()})}"
        return redirect(address)
