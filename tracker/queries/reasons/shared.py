"""Obstacles that lie with a table at which I sit, or of a plan that I keep, and are not public."""

from django.db.models import Q

from tracker.models import Obstacle, Seat
from tracker.queries.reasons.reader import with_day

CODE = "shared"
WAITS = False


def found(reader):
    seats = Seat.objects.at_the_table().filter(organisation__in=reader.organisations)
    mine = Q(commitment__in=seats.values("commitment")) | Q(commitment__plan__in=reader.kept_plans)
    rows = Obstacle.everything.with_the_table().filter(mine)
    yield with_day(reader.within(rows, "commitment__"), "shared_at", "commitment__")
