"""Obstacles of mine whose time with the table is nearly over: publish or drop."""

import datetime as dt

from tracker.models import Entry, Obstacle
from tracker.queries.reasons.reader import with_day

CODE = "sharing"
WAITS = True
EARLIER = dt.timedelta(days=Entry.TEAM_DAYS - Obstacle.TEAM_WARNING_DAYS)


def found(reader):
    ending = Obstacle.everything.shared_before(reader.now - EARLIER)
    mine = ending.filter(organisation__in=reader.organisations)
    yield with_day(reader.within(mine, "commitment__"), "shared_at", "commitment__")
