"""Observations that ask me for an answer and have none."""

from tracker.queries import desk
from tracker.queries.reasons.reader import with_day

CODE = "awaiting"
WAITS = True


def found(reader):
    asked = reader.within(desk.awaiting(reader.organisations), "commitment__")
    yield with_day(asked, "answer_by", "commitment__")
