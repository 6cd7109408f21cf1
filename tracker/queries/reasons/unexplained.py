"""Milestones of mine that are long overdue while no obstacle is recorded that blocks them."""

from typing import Any

from tracker.models import Milestone
from tracker.queries.reasons.milestones import PREFIX, owed

CODE = "unexplained"
WAITS = False  # each is counted as overdue already


def found(reader):
    days = -Milestone.UNEXPLAINED_AFTER
    late: Any = owed(reader).filter(reader.compared(PREFIX, "due_date__lt", days))
    yield late.without_obstacle()
