"""What stands around the forms about an obstacle."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Entry, Obstacle, ObstacleResolution
from tracker.presenters.tasks import Task

Type = Obstacle.Type

TYPES: dict[str, Any] = {
    Type.LEGAL: gettext_lazy("a law forbids it or does not allow it yet"),
    Type.POLITICAL: gettext_lazy("it was decided otherwise, or is not decided"),
    Type.MANDATE: gettext_lazy("it is outside what the institution may do"),
    Type.INTER_AGENCY: gettext_lazy("it depends on another agency"),
    Type.BUDGET: gettext_lazy("the money is not there"),
    Type.TECHNICAL: gettext_lazy("systems, formats, infrastructure"),
    Type.CAPACITY: gettext_lazy("people are missing or changed"),
    Type.DATA: gettext_lazy("the data do not exist or cannot be used"),
    Type.PROCUREMENT: gettext_lazy("a purchase or contract is held up"),
    Type.EXTERNAL: gettext_lazy("a disaster, an election, a strike"),
}


def heading(outcome: str) -> str:
    if outcome == ObstacleResolution.Outcome.RESOLVED:
        return _("Say that an obstacle is resolved")
    return _("Say that an obstacle is open again")


def next_line(form: Any) -> str:
    """Say before the button where it will be read, and who is asked."""
    who = form["unblocker"].value() or form["unblocker_text"].value()
    if who:
        return _(
            "It stands in the register of obstacles, with what you ask of whoever can unblock it, "
            "until your organisation says that it is resolved."
        )
    return _(
        "It stands in the register of obstacles until your organisation says that it is resolved."
    )


def follows(task: Task) -> str:
    if task.kind == Entry.Kind.AGENDA_ACTION:
        return _("It stands with the obstacle, as part of what was done about it.")
    return _("It stands with the obstacle, which stays in the record.")
