"""Commitments that an independent reviewer has not assessed."""

from accounts.models import Side
from tracker.queries import desk
from tracker.queries.reasons.reader import with_day

CODE = "unassessed"
WAITS = False


def found(reader):
    if reader.organisations_of(Side.INDEPENDENT):
        left = desk.assessable().filter(status__independent_completion="")
        yield with_day(reader.within(left))
