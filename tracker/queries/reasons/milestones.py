"""Milestones that organisations owe."""

from django.db.models import QuerySet

from tracker.models import Milestone
from tracker.queries.reasons.reader import Reader, with_day

PREFIX = "commitment__"


def owed(reader: Reader) -> QuerySet:
    """Return the milestones of the reader's organisations that are not reported complete."""
    mine = Milestone.objects.expected().filter(
        reader.in_force(PREFIX), owner__in=reader.organisations, status__done_date__isnull=True
    )
    return with_day(reader.within(mine, PREFIX), "due_date", PREFIX)
