"""What people of my organisation began to write."""

from tracker.queries import desk
from tracker.queries.reasons.reader import with_day

CODE = "drafts"
WAITS = False


def found(reader):
    mine = reader.within(desk.drafts(reader.user), "commitment__")
    yield with_day(mine, prefix="commitment__")
