"""Milestones of mine past the last day of their due period."""

from tracker.queries.reasons.milestones import PREFIX, owed

CODE = "overdue"
WAITS = True


def found(reader):
    yield owed(reader).filter(reader.compared(PREFIX, "due_date__lt"))
