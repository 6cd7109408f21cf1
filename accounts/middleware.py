"""How long somebody stays signed in."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

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
