"""Ripples of commitments where I sit, noticed by another side, that wait for somebody to confirm or reject them."""

from django.db.models import Exists, OuterRef, Q

from tracker.models import RippleFinding
from tracker.queries.reasons.reader import with_day
from tracker.queries.ripples import at_work
from tracker.ripple_state import Finding

CODE = "uncorroborated"
WAITS = True


def found(reader):
    """Return those of which no other side and nobody of mine has said anything yet."""
    if not reader.organisations:
        return
    side = reader.organisations[0].side
    findings = RippleFinding.objects.standing().filter(to=OuterRef("pk"))
    said = findings.filter(
        Q(finding=Finding.CORROBORATES) | Q(organisation__in=reader.organisations)
    )
    rows = at_work(reader.organisations).exclude(side=side).filter(~Exists(said))
    yield with_day(reader.within(rows, "commitment__"), "said_date", "commitment__")
