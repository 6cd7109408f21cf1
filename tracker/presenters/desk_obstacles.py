"""Rows of the desk about obstacles."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Entry, Milestone
from tracker.presenters.dates import day_text, relative_text
from tracker.presenters.desk_tasks import Desk, DeskTask, of_subject, of_words
from tracker.presenters.obstacle_buttons import form_address
from tracker.presenters.obstacle_words import title


def unexplained(milestone: Milestone, desk: Desk) -> DeskTask:
    """Return a milestone that is long overdue without a reason, with the way to give one."""
    about = desk.about(milestone)
    return DeskTask(
        on=about.due,
        far=relative_text(milestone.due_date, about.as_of) if milestone.due_date else "",
        is_late=True,
        why=_("No reason recorded: does an obstacle stand in the way?"),
        action={"label": _("Describe an obstacle"), "url": form_address(milestone)},
        second={
            "label": _("Report progress"),
            "url": reverse(
                "report_milestone",
                args=[milestone.plan.slug, milestone.commitment.number, milestone.number],
            ),
        },
        **of_subject(milestone, about),
    )


def sharing(entry: Entry, desk: Desk) -> DeskTask:
    """Return an obstacle of one's own that has to be published or dropped by a day."""
    publish, back = (reverse(name, args=[entry.uid]) for name in ("publish_now", "take_back"))
    return DeskTask(
        is_late=True,
        why=_("Publish or drop it by that day: the table has read it long enough"),
        action={"label": _("Publish it"), "url": publish},
        second={"label": _("Take it back to a draft"), "url": back},
        **_until(entry, desk),
    )


def shared(entry: Entry, desk: Desk) -> DeskTask:
    """Return an obstacle that the table alone reads."""
    return DeskTask(
        why=_("Only the table reads it until that day"),
        action={"label": _("Read"), "url": entry.get_absolute_url()},
        **_until(entry, desk),
    )


def _until(entry: Entry, desk: Desk) -> dict[str, Any]:
    about, day = desk.about(entry.subject), entry.plan.day_of(entry.detail.shared_until)
    return {
        "on": day_text(day),
        "far": relative_text(day, about.as_of),
        "chip": title(entry) or str(entry.get_kind_display()),
        **of_words(entry, about),
    }
