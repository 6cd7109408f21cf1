"""Meetings of mine in the next two weeks: at my tables, of my forum, or called by me."""

from django.db.models import Exists, OuterRef, Q

from tracker.models import Meeting, Seat
from tracker.queries.reasons.reader import with_day

CODE = "meetings"
WAITS = False
SOON = 14  # days


def found(reader):
    seats = Seat.objects.at_the_table().filter(organisation__in=reader.organisations)
    at_table = seats.filter(commitment__meetings=OuterRef("pk"))
    at_forum = seats.filter(commitment__plan=OuterRef("plan"))
    mine = (
        Q(organisation__in=reader.organisations)
        | Q(plan__secretariat__in=reader.organisations)
        | Exists(at_table)
        | (Q(commitments=None) & Exists(at_forum))
    )
    yield called(reader).filter(
        mine, reader.compared("", "date__gte"), reader.compared("", "date__lte", SOON)
    )


def called(reader):
    """Return the meetings that were called in the reader's plans."""
    rows = Meeting.objects.called().filter(reader.plan_in_force())
    if reader.commitment:
        rows = rows.filter(pk__in=reader.commitment.meetings.order_by().values("pk"))
    elif reader.plan:
        rows = rows.filter(plan=reader.plan)
    return with_day(rows, "date")
