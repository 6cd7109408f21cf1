"""Corroborated ripples of commitments where I sit that nobody has looked at for half a year."""

import datetime as dt

from django.db.models import Exists, OuterRef

from tracker.models import RippleFinding
from tracker.queries.reasons.reader import with_day
from tracker.queries.ripples import at_work
from tracker.ripple_state import CHECK_AGAIN_DAYS, CHECKS, Finding

CODE = "recheck"
WAITS = False


def found(reader):
    """Return those that others recorded and nobody corroborated or checked lately."""
    if not reader.organisations:
        return
    since = reader.now.date() - dt.timedelta(days=CHECK_AGAIN_DAYS)
    findings = RippleFinding.objects.standing().filter(to=OuterRef("pk"))
    lately = findings.filter(finding__in=(Finding.CORROBORATES, *CHECKS), said_date__gt=since)
    rows = (
        at_work(reader.organisations)
        .exclude(organisation__in=reader.organisations)
        .filter(Exists(findings.filter(finding=Finding.CORROBORATES)), ~Exists(lately))
        .filter(noticed_date__lte=since)
    )
    yield with_day(reader.within(rows, "commitment__"), "noticed_date", "commitment__")
