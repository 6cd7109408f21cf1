"""What the page frame needs: addresses of this page, navigation, and whose voice the reader writes with.

Every value is a function that templates call when they reach it, so that mail and fragments pay nothing. An
anonymous reader costs no query.
"""

from functools import cache

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.queries.reasons.listing import count_waiting
from tracker.queries.reasons.reader import Reader


def page(request):
    """Return the frame of a page. A view may give its own `canonical_url` or `alternates` instead."""
    return {
        "canonical_url": cache(lambda: canonical_url(request)),
        "alternates": cache(lambda: alternates(request)),
        "navigation": cache(lambda: navigation(request)),
        "acting_for": cache(lambda: acting_for(request)),
        "desk_count": cache(lambda: desk_count(request)),
    }


def canonical_url(request):
    """Return the one address of this page: filters and orders of a list are not pages of their own."""
    number = request.GET.get("page", "")
    query = f"?page={number}" if number.isdecimal() and number != "1" else ""
    return f"{settings.PUBLIC_URL}{request.path}{query}"


def alternates(request):
    """Return this page in every language; `switch` keeps the reader's filters."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    found = []
    for language, name in settings.LANGUAGES:
        path = _in_language(request.path, language)
        found.append(
            {
                "language": language,
                "name": name,
                "url": f"{settings.PUBLIC_URL}{path}",
                "switch": f"{path}{query}",
                "current": language == get_language(),
            }
        )
    return found


def _in_language(path, language):
    """Return the same path in a language; a path that leads nowhere keeps its words."""
    translated = translate_url(path, language)
    if translated != path or path.startswith(f"/{language}/"):
        return translated
    first, _slash, rest = path.removeprefix("/").partition("/")
    return f"/{language}/{rest}" if first in dict(settings.LANGUAGES) else f"/{language}/"


def navigation(request):
    """Return the links of the main navigation; the current one is the part of the site we are in."""
    links = [
        ("plans", _("Plans")),
        ("ripples", _("Ripples")),
        ("organisations", _("Organisations")),
        ("history", _("History")),
        ("about", _("About")),
    ]
    found = []
    for name, label in links:
        url = reverse(name)
        found.append({"label": label, "url": url, "current": request.path.startswith(url)})
    return found


def acting_for(request):
    """Return whose voice the reader writes with today, or None for a reader without one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    memberships = user.memberships_on(timezone.localdate())
    if not memberships:
        return None
    organisation = memberships[0].organisation
    return {
        "voice": str(organisation.side),
        "name": organisation.short,
        "url": organisation.get_absolute_url(),
        "others": [membership.organisation.short for membership in memberships[1:]],
    }


def desk_count(request):
    """Return how many things wait on the reader's desk; 0 for a reader without one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    now = timezone.now()
    organisations = [m.organisation for m in user.memberships_on(now.date())]
    return count_waiting(Reader(user, organisations, now))
