"""Rows of the desk about others: what they owe, and the days that come, theirs and one's own."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import NOTE_SIDES, Entry, Milestone, Proposal
from tracker.presenters.dates import day_text, relative_text
from tracker.presenters.desk_rows import quoted
from tracker.presenters.desk_tasks import Desk, DeskTask, of_subject, of_words
from tracker.presenters.proposals import heading, subject_of
from tracker.presenters.wording import Wording


def theirs(row: Any, desk: Desk, day: dt.date | None) -> DeskTask:
    """Return what others owe: an answer, their word on a proposal, a signature, a report."""
    match row:
        case Milestone():
            return _milestone(row, desk, _("Has not reported it complete"))
        case Proposal():
            return _proposal(row, desk, _("Has not answered what you proposed"))
        case Entry():
            return _question(row, desk, day)
    return _signature(row, desk)


def coming(row: Any, desk: Desk, day: dt.date | None) -> DeskTask:
    """Return a day of the next two months: who has to do what by then."""
    match row:
        case Milestone():
            return _milestone(row, desk, _("Falls due"))
        case Proposal() if row.organisation_id in desk.own:
            return _proposal(row, desk, _("Answers what you proposed"))
        case Proposal():
            return _proposal(row, desk, _("Your side answers the proposal"), mine=True)
    if row.organisation_id in desk.own and row.kind == Entry.Kind.OBSERVATION:
        return _question(row, desk, day)
    promised = row.kind == Entry.Kind.RESPONSE
    why = _("You promised an answer") if promised else _("You are asked for an answer")
    return _dated(desk, row.subject, day, why=why, **of_words(row, desk.about(row.subject)))


def _milestone(milestone: Milestone, desk: Desk, why: str) -> DeskTask:
    about, owner = desk.about(milestone), milestone.owner
    due = milestone.due_date
    return DeskTask(
        on=about.due,
        far=relative_text(due, about.as_of) if due else "",
        is_late=about.days_overdue > 0,
        why=why,
        action={},
        voice=str(owner.side) if owner else "",
        organisation=owner.short if owner else "",
        **(of_subject(milestone, about) | {"status": None}),
    )


def _proposal(proposal: Proposal, desk: Desk, why: str, *, mine: bool = False) -> DeskTask:
    about = desk.about(proposal.subject)
    title = Wording(heading(proposal.kind, subject_of(proposal)), "")
    asked = [side for side in proposal.pending if mine or side != desk.side]
    words = of_subject(proposal.subject, about) | {"title": title, "label": "", "status": None}
    words["url"] = proposal.get_absolute_url()
    return _dated(desk, proposal.subject, proposal.answer_by, why=why, voice=_one(asked), **words)


def _question(entry: Entry, desk: Desk, day: dt.date | None) -> DeskTask:
    """Return a question of the reader's that has no answer, with whoever owes it."""
    about, owner = desk.about(entry.subject), entry.milestone.owner if entry.milestone else None
    if day is None:
        why = _("Owes you an answer; no day was named")
    elif day != entry.detail.answer_by:
        why = _("Promised you an answer by that day")
    else:
        why = _("Owes you an answer")
    words = of_words(entry, about) | {
        "title": quoted(entry),
        "voice": str(owner.side) if owner else Side.GOVERNMENT.value,
        "organisation": owner.short if owner else "",
    }
    return _dated(desk, entry.subject, day, why=why, **words)


def _signature(revision: Any, desk: Desk) -> DeskTask:
    milestone = revision.milestone
    day = milestone.plan.day_of(revision.created_at)
    words = of_subject(milestone, desk.about(milestone)) | {"status": None}
    words["url"] = milestone.joint_note_url
    others = [side for side in NOTE_SIDES if side != desk.side]
    return _dated(
        desk,
        milestone,
        day,
        can_be_late=False,
        why=_("Has not signed the joint note that your side signed"),
        voice=_one(others),
        **words,
    )


def _dated(
    desk: Desk, subject: Any, day: dt.date | None, *, can_be_late: bool = True, **words: Any
) -> DeskTask:
    as_of = desk.about(subject).as_of
    return DeskTask(
        on=day_text(day),
        far=relative_text(day, as_of) if day else "",
        is_late=bool(can_be_late and day and day < as_of),
        action={},
        **words,
    )


def _one(sides: list[Any]) -> str:
    """Return the side, where it is one alone."""
    return str(Side(sides[0]).value) if len(sides) == 1 else ""
