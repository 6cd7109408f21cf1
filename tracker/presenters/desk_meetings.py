"""Meetings and agreements on the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Agreement, Meeting, Plan
from tracker.presenters.agreements import text_of
from tracker.presenters.dates import day_text, period_text, relative_text
from tracker.presenters.desk_tasks import Desk, DeskTask
from tracker.presenters.meetings import day_of, title_of


def agreed(agreement: Agreement, desk: Desk) -> DeskTask:
    """Return what the reader's organisation owes by an agreement."""
    about = desk.about(agreement.subject)
    return DeskTask(
        title=text_of(agreement),
        url=agreement.get_absolute_url(),
        on=period_text(agreement.due_date, agreement.due_precision),
        far=relative_text(agreement.due_date, about.as_of),
        is_late=agreement.days_late(about.as_of) > 0,
        why=_("Agreed at the meeting of %(day)s") % {"day": day_text(agreement.meeting.date)},
        about=about.label,
        action={
            "label": _("Say that it is kept"),
            "url": reverse("keep_agreement", args=[agreement.uid]),
        },
        example=about.is_example,
    )


def minutes(meeting: Meeting, desk: Desk) -> DeskTask:
    """Return a meeting that took place and has no minutes."""
    return DeskTask(
        is_late=True,
        why=_("It took place, and its minutes are missing."),
        action={
            "label": _("Publish the minutes"),
            "url": reverse("keep_minutes", args=[meeting.uid]),
        },
        second={
            "label": _("Say that it did not take place"),
            "url": reverse("cancel_meeting", args=[meeting.uid]),
        },
        **_of(meeting, desk),
    )


def coming(meeting: Meeting, desk: Desk) -> DeskTask:
    return DeskTask(
        why=_("%(organisation)s called it") % {"organisation": meeting.organisation_name},
        action={"label": _("See the agenda"), "url": meeting.get_absolute_url()},
        **_of(meeting, desk),
    )


def _of(meeting: Meeting, desk: Desk) -> dict[str, Any]:
    as_of = meeting.plan.day_of(desk.now)
    tables = ", ".join(str(each.number) for each in meeting.tables)
    return {
        "title": title_of(meeting),
        "url": meeting.get_absolute_url(),
        "on": day_of(meeting),
        "far": relative_text(meeting.date, as_of),
        "about": _("At the table of %(numbers)s") % {"numbers": tables}
        if tables
        else _("Forum of the plan"),
        "example": meeting.plan.nature == Plan.Nature.EXAMPLE,
    }
