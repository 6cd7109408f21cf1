"""Going through all that one owes: which milestones, in which order, and how far one has come."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from tracker.models import Entry, Milestone, ProgressReport
from tracker.queries.reasons.milestones import owed
from tracker.queries.reasons.reader import Reader

OPEN, PUBLISHED, NOTHING, DRAFT, SKIPPED = "", "published", "nothing", "draft", "skipped"


@dataclass(frozen=True)
class Step:
    """One milestone of a passage: what was done about it since the passage began.

    `entry` is what was published, or the draft that was left.
    """

    pk: int
    uid: UUID
    state: str = OPEN
    entry: UUID | None = None


def milestones_to_pass(reader: Reader) -> list[int]:
    """Return the numbers of the milestones that the reader owes, the most overdue first."""
    found = owed(reader).order_by(F("due_date").asc(nulls_last=True), "pk")
    return list(found.values_list("pk", flat=True))


def steps_of(
    reader: Reader, numbers: Iterable[int], begun: dt.datetime, left: Mapping[str, str]
) -> list[Step]:
    """Return the steps of a passage in their order, with two queries; what is owned no more is out.

    `left` says of milestones, by their numbers as text, that they were skipped or left as drafts.
    """
    numbers = list(numbers)
    mine = Milestone.objects.filter(
        reader.in_force("commitment__"), pk__in=numbers, owner__in=reader.organisations
    )
    uids = dict(mine.values_list("pk", "uid"))
    steps = {pk: Step(pk, uids[pk], left.get(str(pk), OPEN)) for pk in numbers if pk in uids}
    for pk, state, uid, nothing in _said(reader, uids, begun):
        if state == Entry.State.PUBLISHED:
            steps[pk] = replace(steps[pk], state=NOTHING if nothing else PUBLISHED, entry=uid)
        elif steps[pk].state not in (PUBLISHED, NOTHING):
            steps[pk] = replace(steps[pk], entry=uid)
    return list(steps.values())


def _said(reader: Reader, milestones: Iterable[int], begun: dt.datetime) -> Any:
    """Return the drafts of the reader's organisations, and what they published since a moment."""
    since = Q(state=Entry.State.DRAFT) | Q(state=Entry.State.PUBLISHED, published_at__gte=begun)
    said = ProgressReport.everything.filter(
        since, milestone__in=list(milestones), organisation__in=reader.organisations
    )
    return said.order_by("pk").values_list("milestone_id", "state", "uid", "nothing_new")


def milestones_of(steps: Iterable[Step]) -> dict[int, Milestone]:
    """Return the rows of the milestones of some steps."""
    rows = Milestone.objects.select_related("commitment__plan", "status", "owner")
    return {row.pk: row for row in rows.filter(pk__in=[step.pk for step in steps])}
