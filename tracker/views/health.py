"""Pages for machines: is the site alive and ready, what may be crawled, whom to tell of a hole."""

import datetime as dt
import logging
import shutil
import time
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from ledger import triggers
from ledger.models import Chain

logger = logging.getLogger(__name__)

LEAST_FREE = 0.05  # share of the disk
LONGEST_READ = 2.0  # seconds
SECURITY_TXT_LASTS = dt.timedelta(days=180)


@login_not_required
@require_safe
def live(request):
    """Say that the process answers. Asks nobody anything."""
    return _text("ok\n")


@login_not_required
@require_safe
def ready(request):
    """Say whether pages can be served: `ok`, or `fail` with 503.

    Whoever runs the site learns which check failed; anybody else reads one word.
    """
    found = {"database": _passes("database", database_answers)}
    # Without a database each of the others would wait for it in vain.
    for name, check in CHECKS.items():
        found[name] = found["database"] and _passes(name, check)
    well = all(found.values())
    status = 200 if well else 503
    if found["database"] and getattr(request.user, "is_operator", False):
        return JsonResponse({"status": "ok" if well else "fail", "checks": found}, status=status)
    return _text("ok\n" if well else "fail\n", status)


def _passes(name, check):
    try:
        passed = check()
    except Exception:
        logger.exception("The check “%s” failed", name)
        return False
    if not passed:
        logger.error("The check “%s” failed", name)
    return passed


def database_answers():
    began = time.monotonic()
    Chain.objects.exists()
    return time.monotonic() - began <= LONGEST_READ


def migrations_are_applied():
    applied = MigrationRecorder(connection).applied_migrations()
    return all(migration in applied for migration in newest_migrations())


@cache
def newest_migrations():
    """Return the last migration of every app. The code does not change while it runs."""
    return MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes()


def guards_are_present():
    """Return whether the database still refuses to change the history."""
    return not triggers.missing(connection)


def disk_has_room():
    disk = shutil.disk_usage(settings.DATA_DIR)
    return disk.free / disk.total >= LEAST_FREE


CHECKS = {
    "migrations": migrations_are_applied,
    "guards": guards_are_present,
    "disk": disk_has_room,
}


@login_not_required
@require_safe
def robots(request):
    """Let everything public be read; sign-in and work pages have nothing to find."""
    closed = ["/admin/"]
    for language, _name in settings.LANGUAGES:
        closed += [f"/{language}/desk/", f"/{language}/accounts/"]
    return _text("User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in closed))


@login_not_required
@require_safe
def security(request):
    """Say whom to tell of a security hole (RFC 9116)."""
    expires = (timezone.now() + SECURITY_TXT_LASTS).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    return _text(
        f"Contact: {contact()}\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        f"Preferred-Languages: {languages}\n"
        f"Canonical: {settings.PUBLIC_URL}{reverse('security_txt')}\n"
    )


def contact():
    """Return the operator's contact as a URI; without one, the page that says how to reach them."""
    named = settings.SECURITY_CONTACT
    if named:
        return f"mailto:{named}" if "@" in named and ":" not in named else named
    with translation.override("en"):
        return f"{settings.PUBLIC_URL}{reverse('about')}#contact"


def _text(body, status=200):
    return HttpResponse(
        body,
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store" if status != 200 else "no-cache"},
    )
