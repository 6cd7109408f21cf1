"""Milestones of mine that are long overdue while no obstacle is recorded that blocks them."""

from tracker.models import Milestone
from tracker.queries.reasons.milestones import PREFIX, owed

CODE = "unexplained"
WAITS = False  # each is counted as overdue already


def found(reader):
    days = -Milestone.UNEXPLAINED_AFTER
    yield owed(reader).filter(reader.compared(PREFIX, "due_date__lt", days)).without_obstacle()
