"""Milestones of mine that fall due in the next thirty days."""

from tracker.queries.reasons.milestones import PREFIX, owed

CODE = "due"
WAITS = True
SOON = 30  # days


def found(reader):
    yield owed(reader).filter(
        reader.compared(PREFIX, "due_date__gte"), reader.compared(PREFIX, "due_date__lte", SOON)
    )
