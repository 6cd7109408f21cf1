"""How each reason of the desk is told: its heading, its part of the summary, its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tracker.presenters import (
    desk_agreeing,
    desk_days,
    desk_meetings,
    desk_obstacles,
    desk_ripples,
    desk_tasks,
)
from tracker.presenters.dates import number_text
from tracker.presenters.desk_tasks import Desk, DeskTask


@dataclass(frozen=True)
class Telling:
    """`counted` takes `n`; `nothing` stands in place of an empty list. Where it is `dated`, a row needs
    the day that the desk found too."""

    title: Promise | str
    counted: Any
    nothing: Promise | str
    row: Callable[..., DeskTask]
    dated: bool = False

    def tell(self, row: Any, desk: Desk, day: Any) -> DeskTask:
        return self.row(row, desk, day) if self.dated else self.row(row, desk)

    def count(self, n: int) -> str:
        """Return the part of the summary, in the language of the page."""
        return str(self.counted % {"n": number_text(n), "number": n})


TELLINGS = {
    "overdue": Telling(
        _("Overdue"),
        ngettext_lazy("%(n)s overdue", "%(n)s overdue", "number"),
        _("No milestone of yours is overdue."),
        desk_tasks.owed,
    ),
    "unexplained": Telling(
        _("Late without a reason"),
        ngettext_lazy("%(n)s without a reason", "%(n)s without a reason", "number"),
        _("Every milestone of yours that is long overdue has a reason on record."),
        desk_obstacles.unexplained,
    ),
    "sharing": Telling(
        _("Publish or drop"),
        ngettext_lazy(
            "%(n)s obstacle to publish or drop", "%(n)s obstacles to publish or drop", "number"
        ),
        _("No obstacle of yours has lain with the table for long."),
        desk_obstacles.sharing,
    ),
    "shared": Telling(
        _("With the table only"),
        ngettext_lazy("%(n)s obstacle with the table", "%(n)s obstacles with the table", "number"),
        _("No obstacle lies with a table of yours."),
        desk_obstacles.shared,
    ),
    "due": Telling(
        _("Due within 30 days"),
        ngettext_lazy("%(n)s due within 30 days", "%(n)s due within 30 days", "number"),
        _("No milestone of yours is due within 30 days."),
        desk_tasks.owed,
    ),
    "agreed": Telling(
        _("Agreed at meetings, for you to do"),
        ngettext_lazy("%(n)s agreement to keep", "%(n)s agreements to keep", "number"),
        _("No agreement of yours is late or due within 30 days."),
        desk_meetings.agreed,
    ),
    "awaiting": Telling(
        _("Waiting for your answer"),
        ngettext_lazy("%(n)s waits for your answer", "%(n)s wait for your answer", "number"),
        _("No observation waits for an answer of your organisation."),
        desk_tasks.awaiting,
    ),
    "answered": Telling(
        _("Answers that wait for your word"),
        ngettext_lazy("%(n)s answer to read", "%(n)s answers to read", "number"),
        _("No answer waits for your word."),
        desk_tasks.answered,
    ),
    "escalated": Telling(
        _("Brought to the forum"),
        ngettext_lazy("%(n)s question at the forum", "%(n)s questions at the forum", "number"),
        _("No question waits for the forum."),
        desk_tasks.escalated,
    ),
    "promised": Telling(
        _("Promised answers whose day has passed"),
        ngettext_lazy("%(n)s promise that has passed", "%(n)s promises that have passed", "number"),
        _("No promised answer is late."),
        desk_tasks.promised,
    ),
    "proposed": Telling(
        _("Proposed to you"),
        ngettext_lazy("%(n)s proposal to answer", "%(n)s proposals to answer", "number"),
        _("No proposal waits for your side."),
        desk_agreeing.proposed,
    ),
    "unanswered": Telling(
        _("Proposed by you, without an answer"),
        ngettext_lazy(
            "%(n)s proposal of yours without an answer",
            "%(n)s proposals of yours without an answer",
            "number",
        ),
        _("No proposal of yours was left without an answer."),
        desk_agreeing.unanswered,
    ),
    "notes": Telling(
        _("Joint notes that wait for you"),
        ngettext_lazy("%(n)s joint note waits for you", "%(n)s joint notes wait for you", "number"),
        _("No joint note waits for your side."),
        desk_tasks.joint_note,
    ),
    "minutes": Telling(
        _("Meetings without minutes"),
        ngettext_lazy("%(n)s meeting without minutes", "%(n)s meetings without minutes", "number"),
        _("No meeting of yours lacks its minutes."),
        desk_meetings.minutes,
    ),
    "meetings": Telling(
        _("Meetings in the next 14 days"),
        ngettext_lazy("%(n)s meeting soon", "%(n)s meetings soon", "number"),
        _("No meeting of yours comes in the next 14 days."),
        desk_meetings.coming,
    ),
    "uncorroborated": Telling(
        _("Ripples that wait for your side"),
        ngettext_lazy(
            "%(n)s ripple to confirm or reject", "%(n)s ripples to confirm or reject", "number"
        ),
        _("No ripple waits for your side."),
        desk_ripples.uncorroborated,
    ),
    "contested": Telling(
        _("Contested with you"),
        ngettext_lazy("%(n)s contested", "%(n)s contested", "number"),
        _("Nothing of yours is contested."),
        desk_tasks.contested,
    ),
    "reported": Telling(
        _("Government spoke since your last observation"),
        ngettext_lazy(
            "%(n)s on which government spoke", "%(n)s on which government spoke", "number"
        ),
        _("Government has said nothing since your last observations."),
        desk_tasks.reported,
    ),
    "recheck": Telling(
        _("Ripples due for another look"),
        ngettext_lazy("%(n)s ripple to look at again", "%(n)s ripples to look at again", "number"),
        _("No ripple is due for another look."),
        desk_ripples.recheck,
    ),
    "unassessed": Telling(
        _("Not assessed yet"),
        ngettext_lazy("%(n)s not assessed", "%(n)s not assessed", "number"),
        _("Every commitment is assessed."),
        desk_tasks.unassessed,
    ),
    "vacant": Telling(
        _("Vacant seats"),
        ngettext_lazy("%(n)s vacant seat", "%(n)s vacant seats", "number"),
        _("No seat of your plans is vacant."),
        desk_tasks.vacant,
    ),
    "silent": Telling(
        _("Silent"),
        ngettext_lazy("%(n)s silent", "%(n)s silent", "number"),
        _("On every commitment of your plans both sides have spoken lately."),
        desk_tasks.silent,
    ),
    "embargoed": Telling(
        _("Waiting for its day"),
        ngettext_lazy("%(n)s that waits for its day", "%(n)s that wait for their day", "number"),
        _("Nothing of your organisation waits for a later day."),
        desk_tasks.embargoed,
    ),
    "drafts": Telling(
        _("Drafts"),
        ngettext_lazy("%(n)s unfinished draft", "%(n)s unfinished drafts", "number"),
        _("Your organisation has no unfinished draft."),
        desk_tasks.draft,
    ),
    "changed": Telling(
        _("Changed since you were last here"),
        ngettext_lazy("%(n)s change", "%(n)s changes", "number"),
        _("Nothing has changed where you sit."),
        desk_tasks.changed,
    ),
    "theirs": Telling(
        _("What others owe you"),
        ngettext_lazy("%(n)s that others owe you", "%(n)s that others owe you", "number"),
        _("Nobody owes you an answer, a signature or a report."),
        desk_days.theirs,
        dated=True,
    ),
    "coming": Telling(
        _("The next 60 days"),
        ngettext_lazy("%(n)s day that comes", "%(n)s days that come", "number"),
        _("No day of yours comes in the next 60 days."),
        desk_days.coming,
        dated=True,
    ),
}
