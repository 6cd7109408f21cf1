"""Pages for what goes wrong: what happened, in a sentence, and a way on. Named in `tracker.urls`."""

import logging
import sys

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from tracker.views.giving_back import give_back

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

# When even the page for an error cannot be drawn.
LAST_RESORT = (
    '<!doctype html><html lang="es"><meta charset="utf-8"><title>Onda</title>'
    "<h1>Algo falló de nuestro lado</h1><p>Intente de nuevo en unos minutos.</p>"
    '<div lang="en"><h2>Something failed on our side</h2><p>Try again in a few minutes.</p></div>'
)


def bad_request(request, exception=None):
    """Answer 400 with the sentence that the view gave, or 413 for a request that is too large."""
    with translation.override(language_of(request)):
        if type(exception) is BadRequest:
            return _page(request, 400, sentence=_own_sentence(exception))
        _forget_query(request)
        if isinstance(exception, RequestDataTooBig):
            return _page(request, 413)
        if isinstance(exception, TooManyFieldsSent):
            return _page(request, 400, sentence=_("The request has too many fields."))
        return _page(request, 400, sentence="")


def forbidden(request, exception=None):
    """Answer 403 with the reason. What a person may not even see is a 404 instead."""
    with translation.override(language_of(request)):
        return _page(request, 403, reason=str(exception or ""))


def not_found(request, exception=None):
    with translation.override(language_of(request)):
        return _page(request, 404)


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
    return _without_anything(request, 500)


def database_is_down(request):
    """Answer 503 from what the process has in memory; a form is given back with what was typed."""
    with translation.override(language_of(request)):
        response = give_back(request, 503) if request.method == "POST" else None
        response = response or _without_anything(request, 503)
    response["Retry-After"] = TRY_AGAIN_AFTER
    return response


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
