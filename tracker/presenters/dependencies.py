"""What waits for what, in words: and which lateness explains which."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.authorization import dependencies as rules
from tracker.models import Dependency, Milestone
from tracker.presenters.agreements import text_of
from tracker.presenters.dates import day_text, number_text, period_text
from tracker.presenters.moderation import Keys, keys
from tracker.presenters.tombstones import Tombstone, in_place, tombstones
from tracker.presenters.wording import Wording, worded
from tracker.queries.decided_words import decided_about
from tracker.queries.dependencies import Waits


@dataclass(frozen=True)
class Awaited:
    """What is waited for, or what waits: a milestone or an agreement."""

    label: str
    title: Wording
    url: str
    due: str
    days_late: int
    is_done: bool
    owner: Any

    @property
    def state(self) -> str:
        """Say where it stands: done, late by how much, or by when it is due."""
        if self.is_done:
            return _("done")
        if self.days_late:
            return late(self.days_late)
        return _("due %(due)s") % {"due": self.due}


@dataclass(frozen=True)
class WaitRow:
    """One dependency as the page of a milestone shows it."""

    anchor: str
    awaited: Awaited
    text: Wording
    voice: str
    organisation: Any
    on: str
    is_standing: bool
    withdrawn: str
    withdraw_url: str
    tombstones: list[Tombstone]


@dataclass(frozen=True)
class WaitSection:
    """What a milestone waits for, and what waits for it."""

    upstream: list[WaitRow]
    downstream: list[WaitRow]
    explains: str
    awaited_by: str
    declare_url: str
    keys: list[Keys]

    def __bool__(self) -> bool:
        return bool(self.upstream or self.downstream or self.declare_url)


def late(days: int) -> str:
    words = ngettext("%(n)s day overdue", "%(n)s days overdue", days)
    return words % {"n": number_text(days)}


def of_milestone(milestone: Milestone, as_of: dt.date) -> Awaited:
    return Awaited(
        label=_("Milestone %(number)s") % {"number": milestone.label},
        title=worded(milestone, "title"),
        url=milestone.get_absolute_url(),
        due=period_text(milestone.due_date, milestone.due_precision),
        days_late=milestone.days_overdue(as_of),
        is_done=milestone.status.done_date is not None,
        owner=milestone.owner,
    )


def of_agreement(agreement: Any, as_of: dt.date) -> Awaited:
    return Awaited(
        label=_("Agreement of %(day)s") % {"day": day_text(agreement.meeting.date)},
        title=text_of(agreement),
        url=agreement.get_absolute_url(),
        due=period_text(agreement.due_date, agreement.due_precision),
        days_late=agreement.days_late(as_of),
        is_done=not agreement.is_open,
        owner=agreement.owner,
    )


def awaited(dependency: Dependency, as_of: dt.date) -> Awaited:
    """Return what a milestone waits for."""
    if dependency.on_milestone:
        return of_milestone(dependency.on_milestone, as_of)
    return of_agreement(dependency.on_agreement, as_of)


def explained(waits: Iterable[Dependency], as_of: dt.date) -> str:
    """Say which lateness upstream explains that something is late; empty for none."""
    found = [awaited(row, as_of) for row in waits if row.is_standing]
    parts = [f"{each.label} ({late(each.days_late)})" for each in found if each.days_late]
    if not parts:
        return ""
    return _("It waits for what is late itself: %(what)s.") % {"what": ", ".join(parts)}


def short(waits: Iterable[Dependency], as_of: dt.date) -> str:
    """Return what a milestone waits for, for a line of the timeline; what is done is left out."""
    found = [awaited(row, as_of) for row in waits]
    parts = [
        f"{each.label} ({each.state})" if each.days_late else each.label
        for each in found
        if not each.is_done
    ]
    return _("waits for %(what)s") % {"what": ", ".join(parts)} if parts else ""


def section(user: Any, milestone: Milestone, waits: Waits, as_of: dt.date) -> WaitSection:
    """Return the section of a milestone's page."""
    overdue = milestone.days_overdue(as_of)
    n = len(waits.downstream)
    words = ngettext("%(n)s milestone waits for this one", "%(n)s milestones wait for this one", n)
    declare = reverse(
        "declare_dependency",
        args=[milestone.plan.slug, milestone.commitment.number, milestone.number],
    )
    may = user.is_authenticated and rules.may_declare_dependency(user, milestone)
    return WaitSection(
        upstream=[_row(row, awaited(row, as_of), user) for row in waits.upstream],
        downstream=[
            _row(row, of_milestone(row.milestone, as_of), user) for row in waits.downstream
        ],
        explains=explained(waits.upstream, as_of) if overdue else "",
        awaited_by=words % {"n": number_text(n)} if n else "",
        declare_url=declare if may else "",
        keys=keys(user, decided_about(waits.upstream)) if user.is_authenticated else [],
    )


def _row(row: Dependency, what: Awaited, user: Any) -> WaitRow:
    may = row.is_standing and user.is_authenticated and rules.may_withdraw_dependency(user, row)
    return WaitRow(
        anchor=row.anchor,
        awaited=what,
        text=Wording(row.text or in_place(row), row.language if row.text else ""),
        voice=row.side,
        organisation=row.organisation,
        on=day_text(row.plan.day_of(row.declared_at)),
        is_standing=row.is_standing,
        withdrawn=row.withdrawal_reason or in_place(row, ""),
        withdraw_url=reverse("withdraw_dependency", args=[row.uid]) if may else "",
        tombstones=tombstones(row),
    )
