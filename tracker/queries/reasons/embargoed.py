"""What my organisation set to appear on a later day."""

from tracker.queries import desk
from tracker.queries.reasons.reader import with_day

CODE = "embargoed"
WAITS = False


def found(reader):
    mine = reader.within(desk.embargoed(reader.user), "commitment__")
    yield with_day(mine, "not_before", "commitment__")
