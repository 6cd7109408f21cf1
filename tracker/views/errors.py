"""Pages for what goes wrong: what happened, in a sentence, and a way on. Named in `tracker.urls`."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_request, ngettext
from django.utils.translation import gettext as _

from tracker.presenters.dates import number_text
from tracker.views import oversized
from tracker.views.giving_back import give_back, is_from_here, what_was_typed

logger = logging.getLogger(__name__)

TRY_AGAIN_AFTER = "30"  # seconds

PAGES = {
    400: "tracker/errors/400.html",
    403: "tracker/errors/403.html",
    404: "tracker/errors/404.html",
    405: "tracker/errors/405.html",
    413: "tracker/errors/413.html",
    500: "tracker/errors/500.html",
    503: "tracker/errors/503.html",
}

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)

# When even the page for an error cannot be drawn.
LAST_RESORT = (
    '<!doctype html><html lang="es"><meta charset="utf-8"><title>Onda</title>'
    "<h1>Algo falló de nuestro lado</h1><p>Intente de nuevo en unos minutos.</p>"
    '<div lang="en"><h2>Something failed on our side</h2><p>Try again in a few minutes.</p></div>'
)


def bad_request(request, exception=None):
    """Answer 400 with the sentence that the view gave, or 413 for a form that is too large."""
    with translation.override(language_of(request)):
        if type(exception) is BadRequest:
            return _page(request, 400, sentence=_own_sentence(exception))
        _forget_query(request)
        if request.method == "POST" and isinstance(exception, TOO_LARGE):
            return _too_large(request, exception)
        if isinstance(exception, TooManyFieldsSent):
            return _page(request, 400, sentence=_("The request has too many fields."))
        return _page(request, 400, sentence="")


def _too_large(request, exception):
    """Say which limit it was, and give back what can be read, to be shortened."""
    sentence = _which_limit(request, exception)
    values = oversized.values_of(request) if is_from_here(request) else None
    if values:
        return give_back(request, 413, sentence, values)
    return _page(request, 413, sentence=sentence)


def _which_limit(request, exception):
    if isinstance(exception, TooManyFilesSent):
        most = number_text(settings.DATA_UPLOAD_MAX_NUMBER_FILES)
        return _("A form takes at most %(most)s files at once.") % {"most": most}
    if isinstance(exception, TooManyFieldsSent):
        most = number_text(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
        return _("A form takes at most %(most)s fields.") % {"most": most}
    megabyte = 1024 * 1024
    sizes = {
        "most": number_text(settings.DATA_UPLOAD_MAX_MEMORY_SIZE // megabyte),
        "size": number_text(-(-oversized.length_of(request) // megabyte)),
    }
    return _("The texts of one form may have %(most)s MB in all. This one has nearly %(size)s.") % (
        sizes
    )


def forbidden(request, exception=None):
    """Answer 403 with the reason. What a person may not even see is a 404 instead."""
    with translation.override(language_of(request)):
        reason = str(exception or "")
        return _what_was_sent(request, 403, reason) or _page(request, 403, reason=reason)


def not_found(request, exception=None):
    """Answer 404; what was typed for a page that is gone, or hidden meanwhile, comes back."""
    with translation.override(language_of(request)):
        gone = _("This is not here, or not for you to see any more. Copy what you wrote.")
        return _what_was_sent(request, 404, gone) or _page(request, 404)


def _what_was_sent(request, status, reason):
    """Return the page that gives a form back, or None where nothing was typed."""
    if request.method != "POST" or not is_from_here(request) or not what_was_typed(request):
        return None
    return give_back(request, status, reason)


def too_many_writes(request, wait):
    """Answer 429 to somebody who sends too fast. `wait` is in seconds."""
    with translation.override(language_of(request)):
        sentence = ngettext(
            "You sent many forms in a short time. Wait %(seconds)s second, then send this one again.",
            "You sent many forms in a short time. Wait %(seconds)s seconds, then send this one again.",
            wait,
        ) % {"seconds": number_text(wait)}
        response = give_back(request, 429, sentence)
    response["Retry-After"] = str(wait)
    return response


def method_not_allowed(request, allowed):
    """Answer 405. `allowed` is the list of methods that the address does take."""
    with translation.override(language_of(request)):
        response = _page(request, 405)
    response["Allow"] = allowed
    return response


def csrf_failure(request, reason=""):
    """Give a form back whose token is old or missing: after a sign-in elsewhere, or from afar."""
    with translation.override(language_of(request)):
        if reason == REASON_NO_CSRF_COOKIE:
            sentence = _("Your browser sent no cookie. Allow cookies for this site, then go on.")
        else:
            sentence = _(
                "We could not make sure that this form came from you: perhaps you signed in on "
                "another tab meanwhile. Please send it once more."
            )
        return give_back(request, 403, sentence)


def server_error(request):
    """Answer 500 without database, session or reader; 503 when the database is what failed.

    Django calls this while it handles the exception, wherever in the request it was raised.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return database_is_down(request)
    return _from_memory(request, 500)


def database_is_down(request):
    """Answer 503 from what the process has in memory."""
    response = _from_memory(request, 503)
    response["Retry-After"] = TRY_AGAIN_AFTER
    return response


def _from_memory(request, status):
    """Give a form back with what was typed, or else say what happened. Asks nobody for anything."""
    if request.method == "POST":
        try:
            with translation.override(language_of(request)):
                if what_was_typed(request):
                    return give_back(request, status)
        except Exception:
            logger.exception("A form could not be given back")
    return _without_anything(request, status)


def language_of(request):
    """Return the language that the page would have had: the address's, a person's own in the
    administration, or else what the reader's browser prefers."""
    decided = getattr(request, "LANGUAGE_CODE", "")
    return decided or get_language_from_request(request, check_path=True)


def _own_sentence(exception):
    """Return a view's sentence. Django writes one itself, which is no sentence for readers."""
    sentence = str(exception)
    return "" if sentence.startswith("HTTP requests with") else sentence


def _forget_query(request):
    """Let the page's frame draw itself where the query string may be what cannot be read."""
    request.META["QUERY_STRING"] = ""
    request.GET = QueryDict()


def _page(request, status, **context):
    response = render(request, PAGES[status], context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _without_anything(request, status):
    try:
        with translation.override(language_of(request)):
            page = render_to_string(PAGES[status])
    except Exception:
        logger.exception("The page for an error could not be drawn")
        page = LAST_RESORT
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
