"""The obstacles of a commitment or a milestone: how each side describes them, and what came of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Commitment, Entry, Obstacle
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.obstacle_words import (
    differing,
    is_resolved,
    type_label,
    who_text,
)
from tracker.presenters.places import shortened
from tracker.presenters.statements import Statement, address, statement
from tracker.presenters.tombstones import in_place
from tracker.queries.blocked import MOST, Blocker

EXCERPT = 200  # characters of a description, where only its beginning is shown


def state_text(outcome: str, on: dt.date | None, days: int) -> str:
    """Say for how long an obstacle has stood, or when it was resolved after how long."""
    said = {"days": number_text(days), "day": day_text(on)}
    if is_resolved(outcome):
        words = ngettext(
            "Resolved on %(day)s, after %(days)s day",
            "Resolved on %(day)s, after %(days)s days",
            days,
        )
    else:
        words = ngettext("Open for %(days)s day", "Open for %(days)s days", days)
    return words % said


@dataclass(frozen=True)
class ObstacleView:
    """One obstacle with both sides' descriptions beside each other."""

    descriptions: list[Statement]
    differing: str
    actions: list[Statement]
    words: list[Statement]
    url: str


class ObstacleSection:
    """The obstacles that a page shows in full; `texts` are the loaded entries by key."""

    def __init__(
        self,
        commitment: Commitment,
        blockers: Sequence[Blocker],
        texts: Mapping[int, Entry],
        as_of: dt.date,
    ) -> None:
        self._commitment = commitment
        self._blockers = blockers
        self._texts = texts
        self._as_of = as_of

    def __bool__(self) -> bool:
        return bool(self._blockers) or bool(self.under_discussion)

    @property
    def count(self) -> int:
        return len(self._blockers)

    @property
    def open_count(self) -> int:
        return sum(blocker.is_open_to_anybody for blocker in self._blockers)

    @property
    def aside(self) -> str:
        """Return how many are open, of how many."""
        if not self.count:
            return ""
        return _("%(open)s open of %(all)s") % {
            "open": number_text(self.open_count),
            "all": number_text(self.count),
        }

    @property
    def more(self) -> int:
        """Return how many stand in the register alone."""
        return max(self.count - MOST, 0)

    @property
    def under_discussion(self) -> str:
        """Say how many lie with the table; nothing else of them is public."""
        n = getattr(self._commitment, "under_discussion", 0)
        if not n:
            return ""
        words = ngettext(
            "%(n)s obstacle is under discussion at the table. It is published, or dropped, "
            "within 60 days.",
            "%(n)s obstacles are under discussion at the table. Each is published, or dropped, "
            "within 60 days.",
            n,
        )
        return words % {"n": number_text(n)}

    @cached_property
    def views(self) -> list[ObstacleView]:
        return [self._view(blocker) for blocker in self._blockers[:MOST]]

    def _view(self, blocker: Blocker) -> ObstacleView:
        entries = [self._texts[each.said.pk] for each in blocker.all]
        return ObstacleView(
            descriptions=[
                self._description(each, entry)
                for each, entry in zip(blocker.all, entries, strict=True)
            ],
            differing=differing(entries),
            actions=self._said([row.pk for each in blocker.all for row in each.actions]),
            words=self._said([each.last_word.pk for each in blocker.all if each.last_word]),
            url=address(blocker.said),
        )

    def _description(self, blocker: Blocker, entry: Entry) -> Statement:
        last = blocker.last_word
        outcome, on = (last.became or "", last.fact) if last else ("", None)
        until = on if is_resolved(outcome) and on else self._as_of
        days = max((until - entry.detail.opened_date).days, 0)
        shown = _plain(entry)
        state = {"label": _("State"), "value": state_text(outcome, on, days), "lang": ""}
        return replace(shown, facts=[state, *shown.facts])

    def _said(self, keys: Sequence[int]) -> list[Statement]:
        return [_plain(self._texts[key]) for key in keys if key in self._texts]

    # --- The fact under the verdict --------------------------------------------------------------

    @cached_property
    def blocked_by(self) -> list[dict[str, str]]:
        """Return what blocks the commitment now, in a few words each: kind, who can unblock it."""
        found = []
        for blocker in self._blockers[:MOST]:
            if not blocker.is_open_to_anybody:
                continue
            entry = self._texts[blocker.said.pk]
            found.append(
                {
                    "label": type_label(entry.detail.type),
                    "who": who_text(entry.detail),
                    "lang": entry.language,
                    "url": address(blocker.said),
                }
            )
        return found


@dataclass(frozen=True)
class BlockingView:
    """An open obstacle in a few words, on the page of what it blocks."""

    url: str
    type: str
    text: str
    lang: str
    voice: str
    organisation: str
    who: str
    state: str


def blocking_view(obstacle: Obstacle, as_of: dt.date) -> BlockingView:
    """Return an obstacle, loaded with its outcome, as the page of a milestone shows it."""
    gone = in_place(obstacle)
    return BlockingView(
        url=address(obstacle),
        type=type_label(obstacle.type),
        text=gone or shortened(" ".join(obstacle.text.split()), EXCERPT),
        lang="" if gone else obstacle.language,
        voice=obstacle.side,
        organisation=obstacle.organisation_name,
        who=who_text(obstacle),
        state=state_text(obstacle.outcome, obstacle.outcome_date, obstacle.days_open(as_of)),
    )


def _plain(entry: Entry) -> Statement:
    """Return a statement without the anchor that the story of the same page gives it."""
    links = [{"label": _("Permanent address"), "url": address(entry)}]
    return replace(statement(entry, links=links), anchor="")
