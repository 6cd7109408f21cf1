"""Going through all that one owes: where one stands, and what came of it."""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Milestone
from tracker.presenters.dates import number_text
from tracker.presenters.desk_rows import address_of_form
from tracker.presenters.tasks import About
from tracker.presenters.wording import Wording, worded
from tracker.queries.passages import DRAFT, NOTHING, OPEN, PUBLISHED, SKIPPED, Step


def address_of(milestone: Any) -> str:
    """Return where a milestone stands in the passage."""
    return reverse("desk_round_at", args=[milestone.uid])


def onward(milestone: Milestone) -> str:
    """Return where the passage goes on after a milestone."""
    return f"{reverse('desk_round')}?after={milestone.uid}"


def following(steps: Sequence[Step], after: uuid.UUID | None) -> Step | None:
    """Return the next open step after a milestone, from the beginning again at the end, or None."""
    places = [place for place, step in enumerate(steps) if step.uid == after]
    start = places[0] + 1 if places else 0
    around = [*steps[start:], *steps[:start]]
    return next((step for step in around if step.state == OPEN), None)


def counted(steps: Sequence[Step]) -> str:
    """Say in one sentence what was done and what is left."""
    n = Counter(step.state for step in steps)
    said = n[PUBLISHED] + n[NOTHING]
    words = [
        (said, ngettext("%(n)s published", "%(n)s published", said)),
        (n[DRAFT], ngettext("%(n)s draft", "%(n)s drafts", n[DRAFT])),
        (n[SKIPPED], ngettext("%(n)s skipped", "%(n)s skipped", n[SKIPPED])),
        (n[OPEN], ngettext("%(n)s left", "%(n)s left", n[OPEN])),
    ]
    return ", ".join(text % {"n": number_text(count)} for count, text in words if count) + "."


@dataclass(frozen=True)
class Passage:
    """Where the writer of a report stands. `numbers` are the hidden numbers of the short form.

    The steps are loaded when a page shows them: a report that is taken in needs none.
    """

    milestone: Milestone
    load: Callable[[], Sequence[Step]]
    numbers: dict[str, Any]
    needs_reason: bool

    @cached_property
    def steps(self) -> Sequence[Step]:
        return self.load()

    @property
    def onward(self) -> str:
        return onward(self.milestone)

    @property
    def place(self) -> str:
        """Return Milestone 3 of 12, or nothing for a milestone that the passage does not hold."""
        for place, step in enumerate(self.steps, 1):
            if step.pk == self.milestone.pk:
                words = {"place": number_text(place), "total": number_text(len(self.steps))}
                return _("%(place)s of %(total)s") % words
        return ""

    @property
    def counted(self) -> str:
        return counted(self.steps) if self.steps else ""

    @property
    def nothing_url(self) -> str:
        return address_of_form("nothing", self.milestone)


@dataclass(frozen=True)
class PassageRow:
    """One milestone in the list of a passage."""

    label: str
    title: Wording
    url: str
    due: str
    late: bool
    state: str
    action: dict[str, str]


STATES = {
    OPEN: lambda: _("to report"),
    PUBLISHED: lambda: _("published"),
    NOTHING: lambda: _("nothing to report"),
    DRAFT: lambda: _("draft"),
    SKIPPED: lambda: _("skipped"),
}


@dataclass(frozen=True)
class Overview:
    """The list of a passage: before it begins, on the way, and when it is through."""

    steps: Sequence[Step]
    begun: bool
    page: Page
    milestones: dict[int, Milestone]
    now: Any
    query: str

    @property
    def is_through(self) -> bool:
        return self.begun and bool(self.steps) and all(step.state != OPEN for step in self.steps)

    @property
    def heading(self) -> str:
        return _("You are through") if self.is_through else _("Report on all you owe")

    @property
    def sentence(self) -> str:
        n = len(self.steps)
        if not n:
            return _("Your organisation owes no milestone.")
        if self.begun:
            return counted(self.steps)
        return ngettext(
            "%(n)s milestone, saved by itself. You can stop at any time and go on later.",
            "%(n)s milestones one after the other, each saved by itself. "
            "You can stop at any time and go on later.",
            n,
        ) % {"n": number_text(n)}

    @property
    def rows(self) -> list[PassageRow]:
        return [self._row(step) for step in self.page if step.pk in self.milestones]

    def _row(self, step: Step) -> PassageRow:
        milestone = self.milestones[step.pk]
        about = About(milestone, milestone.plan.as_of(self.now))
        return PassageRow(
            label=milestone.label,
            title=worded(milestone, "title"),
            url=about.url,
            due=about.due,
            late=about.days_overdue > 0,
            state=STATES[step.state](),
            action=self._action(step, milestone),
        )

    def _action(self, step: Step, milestone: Milestone) -> dict[str, str]:
        if not self.begun:
            return {}
        if step.state in (PUBLISHED, NOTHING):
            return {"label": _("Withdraw it"), "url": reverse("withdraw", args=[step.entry])}
        label = _("Go on writing") if step.entry else _("Report progress")
        return {"label": label, "url": address_of(milestone)}
