"""How public pages are read again: whoever has the page as it still is gets “not modified” and no page."""

import hashlib
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from tracker.queries.record_version import record_version
from tracker.release import release


def public_page(view):
    """Open a page to everybody, for reading only, and answer a repeated read with one query and no page.

    A reader without an account gets an ETag made of what the page depends on: its address (which names the language),
    every history chain's head, the day where each plan lives, and the release. A person who is signed in sees more
    than that (their voice, their drafts), so their pages are never stored.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if is_personal(request):
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response
        # Asked before the page reads: a write in between makes the page newer than its ETag, never older.
        etag = entity_tag(request)
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = etag
            response["Cache-Control"] = (
                "no-cache"  # keep it, and ask each time whether it is still so
            )
        patch_vary_headers(response, ["Cookie"])
        return response

    return login_not_required(require_safe(answer))


def is_personal(request):
    """Return whether the page would show something meant for one reader. Costs nobody without a session a query."""
    return request.user.is_authenticated or len(get_messages(request)) > 0


def entity_tag(request):
    """Return the weak ETag of a public page: a proxy may compress it without changing what it says."""
    parts = [settings.PUBLIC_URL, request.get_full_path(), release(), *record_version()]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'W/"{digest[:32]}"'
