"""A milestone as a lane of the timeline and as a page of its own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.completion import Completion
from tracker.due_dates import Precision
from tracker.models import Milestone, Plan
from tracker.presenters import figures, places, stories
from tracker.presenters.agreed_notes import JointNoteView
from tracker.presenters.dates import day_text, period_text
from tracker.presenters.obstacle_buttons import form_address
from tracker.presenters.obstacles import BlockingView, blocking_view
from tracker.presenters.proposals import behind, why
from tracker.presenters.statuses import StatusView
from tracker.presenters.verdicts import VerdictHead
from tracker.presenters.wording import Wording, worded
from tracker.queries.milestone_page import MilestoneRecord
from tracker.queries.spoken import Record, Said, verdicts_of

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
    unexplained: bool = False


def lane(milestone: Milestone, as_of: dt.date, record: Record, waits: str = "") -> Lane:
    """Return a milestone, loaded with owner, status and commitment, as a lane.

    `record` is what was said of this milestone alone, `waits` what it waits for, in words.
    """
    _counted, interested = verdicts_of(record)
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
        note=" · ".join(
            filter(None, (elapsed_text(milestone, as_of), waits, *map(aside, interested)))
        ),
        status=StatusView(milestone.status, as_of),
        unexplained=milestone.is_unexplained(as_of),
    )


def aside(said: Said) -> str:
    """Return the verdict of somebody interested, who is left out of both voices."""
    words = _("%(organisation)s helps carry it out: %(verdict)s, not counted")
    label = str(Completion(said.completion).label)
    return words % {"organisation": said.organisation, "verdict": label}


def due_label(milestone: Milestone) -> str:
    if milestone.due_precision == Precision.RECURRING and milestone.due_date:
        return _("%(year)s, recurring") % {"year": milestone.due_date.year}
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


class MilestoneView:
    """The page of one milestone: everything but the story and the evidence of one page."""

    def __init__(self, record: MilestoneRecord, as_of: dt.date, today: dt.date) -> None:
        self.record = record
        self.milestone = record.milestone
        self.plan = record.plan
        self.as_of = as_of
        self._today = today

    @cached_property
    def heading(self) -> Wording:
        return worded(self.milestone, "title")

    @property
    def title(self) -> str:
        return f"{self.milestone.label} {self.heading}"

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return places.crumbs(*places.way_to_milestone(self.milestone))

    @property
    def plan_nav(self) -> dict[str, Any]:
        return places.plan_nav(self.plan, "commitments")

    @property
    def commitment_title(self) -> Wording:
        return worded(self.milestone.commitment, "title")

    @cached_property
    def verdict(self) -> VerdictHead:
        return VerdictHead(self.milestone, self.record.record, self.as_of)

    @cached_property
    def lane(self) -> Lane:
        return lane(self.milestone, self.as_of, self.record.record)

    @property
    def note(self) -> JointNoteView:
        return JointNoteView(self.milestone, self.record.agreed, self.record.is_note_written)

    @property
    def elapsed(self) -> str:
        return elapsed_text(self.milestone, self.as_of)

    @property
    def lanes(self) -> list[Lane]:
        return [self.lane]

    @property
    def axis(self) -> figures.Axis:
        return axis([self.milestone], self.plan, self._today)

    @property
    def promised(self) -> list[dict[str, Any]]:
        """Return what is owed and how anybody can check it, as far as it is written down."""
        found = [
            (_("Deliverable"), worded(self.milestone, "deliverable")),
            (_("Means of verification"), worded(self.milestone, "verification")),
        ]
        return [{"label": label, "words": words} for label, words in found if words]

    @property
    def blocking(self) -> list[BlockingView]:
        return [blocking_view(obstacle, self.as_of) for obstacle in self.record.blocking]

    @property
    def obstacle_form_url(self) -> str:
        return form_address(self.milestone)

    @cached_property
    def moves(self) -> list[dict[str, Any]]:
        """Return how the due date moved, newest first: from, to, why, by whom."""
        known = stories.precisions(self.record.moves, {self.milestone.uid: self.milestone})
        found = []
        for move in reversed(self.record.moves):
            old, new = stories.moved_date(move, known)
            proposal = self.record.proposals.effects.get((move.subject, move.version))
            reason = why(proposal, move.reason)
            found.append(
                {
                    "on": move.day(self.plan),
                    "old": old,
                    "new": new,
                    "reason": reason,
                    "voice": move.side,
                    "by": move.organisation_name,
                    "behind": behind(proposal) if proposal else "",
                    "alone": proposal is not None and proposal.is_unilateral,
                    "url": proposal.get_absolute_url() if proposal else "",
                }
            )
        return found

    @property
    def history_url(self) -> str:
        plan_history = reverse("plan_history", args=[self.plan.slug])
        return f"{plan_history}?commitment={self.milestone.commitment.number}"
