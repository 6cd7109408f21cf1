"""Milestones of some commitments of a plan: what is due next, what is late, what was moved."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from tracker.models import Milestone


class NextMilestone(NamedTuple):
    """The first milestone of a commitment that is dated and not done."""

    commitment: int
    number: int
    title_es: str
    title_en: str
    due_date: dt.date
    due_precision: str


_SHOWN = (
    "number",
    "title_es",
    "title_en",
    "due_date",
    "due_precision",
    "original_due_date",
    "original_due_precision",
    "owner__slug",
    "commitment__number",
    "commitment__state",
    "commitment__plan__status",
    "status__done_date",
)


def next_milestones(commitments: Collection[int]) -> dict[int, NextMilestone]:
    """Return what is due next, or longest overdue, by commitment. One query."""
    undone = Milestone.objects.filter(
        commitment__in=commitments, due_date__isnull=False, status__done_date__isnull=True
    )
    found: dict[int, NextMilestone] = {}
    for row in undone.order_by("-due_date", "-number").values_list(*NextMilestone._fields):
        found[row[0]] = NextMilestone(*row)
    return found


def late_milestones(commitments: Collection[int], as_of: dt.date) -> list[Milestone]:
    """Return the milestones that are overdue or were moved, with owner and commitment. One query."""
    here = Milestone.objects.filter(commitment__in=commitments)
    found = (here.overdue(as_of) | here.slipped()).with_obstacle()
    found = found.select_related("commitment__plan", "owner", "status")
    return list(found.only(*_SHOWN).order_by("due_date", "pk"))
