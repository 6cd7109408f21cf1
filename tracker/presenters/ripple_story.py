"""Ripples and findings in the story: what they hang together with, and how far a ripple got."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from tracker.models import Entry
from tracker.presenters.dates import period_text
from tracker.queries.spoken import Record, Said
from tracker.ripple_state import Finding, State, state_of


def findings(record: Record, said: Said) -> list[Said]:
    """Return the standing findings on a ripple, the oldest first."""
    return [row for row in record.findings.get(said.pk, []) if record.stands(row)]


def state(record: Record, said: Said) -> State:
    """Return how far a ripple got."""
    return state_of(row.finding for row in findings(record, said))


def state_fact(record: Record, said: Said) -> str:
    """Return the state of a ripple that counts, as a fact of its statement."""
    if said.kind != Entry.Kind.RIPPLE or not record.stands(said):
        return ""
    return str(state(record, said).label)


def newest(record: Record, key: int | None) -> Said | None:
    """Return a ripple of the record, or what corrects it today."""
    found = record.by_pk.get(key or 0)
    while found and found.pk in record.corrections:
        found = record.corrections[found.pk]
    return found


def links(record: Record, said: Said, way_to: Callable[[Said], str]) -> list[dict[str, str]]:
    """Return the ways between a ripple, what it follows from and what was found about it."""
    found = []
    if ripple := record.by_pk.get(said.ripple_id or 0):
        found.append({"label": _("The ripple"), "url": way_to(ripple)})
    if cause := newest(record, said.led_by_id):
        found.append({"label": _("The ripple that led to it"), "url": way_to(cause)})
    for row in findings(record, said):
        words = {
            "organisation": row.organisation,
            "date": period_text(row.on, row.precision),
            "finding": str(Finding(row.finding or "").label).lower(),
        }
        label = _("%(organisation)s, %(date)s: %(finding)s") % words
        found.append({"label": label, "url": way_to(row)})
    return found
