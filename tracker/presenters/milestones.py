"""A milestone as a lane of the timeline and as a page of its own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.models import Milestone, Plan
from tracker.presenters import figures
from tracker.presenters.dates import day_text, period_text
from tracker.presenters.statuses import StatusView
from tracker.presenters.wording import worded

DAYS_A_MONTH = 365.25 / 12
# Below two months, months are too coarse to say how far the time has run.
SHORT = 61


@dataclass(frozen=True)
class Lane:
    """Arguments of one row of `components/lanes.html`; see there."""

    number: str
    title: str
    lang: str
    url: str
    owner: Organisation | None
    start: dt.date | None
    original_due: dt.date | None
    due: dt.date | None
    due_label: str
    original_due_label: str
    done: dt.date | None
    overdue_days: int
    slipped: bool
    note: str
    status: StatusView


def lane(milestone: Milestone, as_of: dt.date) -> Lane:
    """Return a milestone, loaded with owner, status and commitment, as a lane."""
    title = worded(milestone, "title")
    return Lane(
        number=milestone.label,
        title=title.text,
        lang=title.lang,
        url=milestone.get_absolute_url(),
        owner=milestone.owner,
        start=milestone.start_date,
        original_due=milestone.original_due_date,
        due=milestone.due_date,
        due_label=due_label(milestone),
        original_due_label=original_label(milestone),
        done=milestone.status.done_date,
        overdue_days=overdue_days(milestone, as_of),
        slipped=milestone.is_slipped,
        note=elapsed_text(milestone, as_of),
        status=StatusView(milestone.status, as_of),
    )


def due_label(milestone: Milestone) -> str:
    return period_text(milestone.due_date, milestone.due_precision)


def original_label(milestone: Milestone) -> str:
    return period_text(milestone.original_due_date, milestone.original_due_precision)


def overdue_days(milestone: Milestone, as_of: dt.date) -> int:
    """Return days overdue; never in the archive, where nobody knows what was done."""
    if milestone.plan.nature == Plan.Nature.ARCHIVE:
        return 0
    return milestone.days_overdue(as_of)


def elapsed_text(milestone: Milestone, as_of: dt.date) -> str:
    """Return how much of its time has run: “month 8 of 12”. Empty once it is done or past due.

    It says what the calendar alone would expect, nothing of the work.
    """
    elapsed = milestone.time_elapsed(as_of)
    start, due = milestone.start_date, milestone.due_date
    if elapsed is None or start is None or due is None or milestone.status.done_date:
        return ""
    if not milestone.plan.is_open or as_of > due:
        return ""
    if as_of < start:
        return _("starts %(date)s") % {"date": day_text(start)}
    gone, whole = elapsed
    if whole < SHORT:
        return _("day %(gone)s of %(whole)s") % {"gone": gone + 1, "whole": whole + 1}
    months = round(whole / DAYS_A_MONTH)
    return _("month %(gone)s of %(whole)s") % {
        "gone": min(int(gone / DAYS_A_MONTH) + 1, months),
        "whole": months,
    }


def axis(milestones: Sequence[Milestone], plan: Plan, today: dt.date) -> figures.Axis:
    days: list[dt.date | None] = []
    for milestone in milestones:
        days += [
            milestone.start_date,
            milestone.due_date,
            milestone.original_due_date,
            milestone.status.done_date,
        ]
    return figures.axis_over(days, start=plan.start_date, end=plan.end_date, today=today)


def next_milestone(milestones: Sequence[Milestone], as_of: dt.date) -> Milestone | None:
    """Return the one that is due next, of those nobody has reported complete."""
    ahead = [m for m in milestones if m.due_date and m.due_date >= as_of and not is_done(m)]
    return min(ahead, key=lambda m: (m.due_date, m.number), default=None)


def is_done(milestone: Milestone) -> bool:
    return milestone.status.done_date is not None


def done_summary(milestones: Sequence[Milestone]) -> str:
    """Return how many are complete to each side, of how many."""
    total = len(milestones)
    if not total:
        return ""
    statuses: list[Any] = [milestone.status for milestone in milestones]
    return _(
        "%(government)s of %(total)s complete according to government, "
        "%(civil_society)s according to civil society"
    ) % {
        "total": total,
        "government": sum(s.government_completion == "complete" for s in statuses),
        "civil_society": sum(s.civil_society_completion == "complete" for s in statuses),
    }
