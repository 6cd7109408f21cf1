"""Seats of the plans I keep that nobody has taken."""

from tracker.models import Seat
from tracker.queries.reasons.reader import with_day

CODE = "vacant"
WAITS = False


def found(reader):
    seats = Seat.objects.filter(
        reader.in_force("commitment__"),
        commitment__plan__in=reader.kept_plans,
        state__in=(Seat.State.MISSING, Seat.State.INVITED),
    )
    yield with_day(reader.within(seats, "commitment__"), "since", "commitment__")
