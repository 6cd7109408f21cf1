"""What a plan's page says first: counts, each with the rows it counts. What was looked for and not found is said too."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import Commitment, Milestone, Plan
from tracker.presenters.commitment_rows import Body, CommitmentRow, CommitmentRows, days_late
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.milestones import due_label, original_label
from tracker.presenters.obstacle_register import ObstacleRow, label_of, register_url, row_of
from tracker.presenters.places import shortened
from tracker.presenters.plans import Count, list_url
from tracker.presenters.stories import silence_text
from tracker.presenters.tombstones import in_place
from tracker.presenters.vacant_seats import MissingBody, missing_bodies
from tracker.presenters.wording import worded
from tracker.queries.commitment_index import Row
from tracker.queries.plan_overview import MOST_ROWS, PlanOverview
from tracker.queries.story import Silence

QUOTE = 160  # characters of what a side said, in a row
SET_ASIDE = (Commitment.State.PAUSED, Commitment.State.WITHDRAWN, Commitment.State.SUPERSEDED)


@dataclass(frozen=True)
class MilestoneRow:
    """`about` is the number of the commitment."""

    about: int
    number: str
    title: str
    lang: str
    url: str
    owner: Body | None
    original: str
    due: str
    late: str


@dataclass(frozen=True)
class Ledger:
    """A count and the first rows behind it. `parts` are further counts, each of a part of the rows."""

    id: str
    count: int
    url: str
    title: str
    key: str
    rows: list[CommitmentRow] = field(default_factory=list)
    milestones: list[MilestoneRow] = field(default_factory=list)
    missing: list[MissingBody] = field(default_factory=list)
    obstacles: list[ObstacleRow] = field(default_factory=list)
    parts: list[tuple[str, Count]] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Return whether the list behind the count shows commitments that are not here."""
        if self.obstacles:
            return len(self.obstacles) < self.count
        here = {row.number for row in self.rows} | {
            milestone.about for milestone in self.milestones
        }
        return len(here) < self.count


class PlanLedgers:
    """The ledgers of a plan's page, in the order in which they matter."""

    def __init__(self, overview: PlanOverview, rows: CommitmentRows) -> None:
        self._plan = overview.plan
        self._overview = overview
        self._index = overview.index
        self._rows = rows

    @cached_property
    def all(self) -> list[Ledger]:
        """Return all ledgers, empty ones too. The archive does not know who was late, silent or without evidence."""
        measured = self._plan.nature != Plan.Nature.ARCHIVE
        return [
            self.contested(),
            self.blocked(),
            *([self.unexplained(), self.overdue()] if measured else []),
            self.slipped(),
            *([self.silent(), self.without_evidence()] if measured else []),
            self.set_aside(),
            self.complete(),
            self.missing(),
        ]

    @property
    def found(self) -> list[Ledger]:
        return [ledger for ledger in self.all if ledger.count]

    @property
    def not_found(self) -> list[Ledger]:
        """Return what was looked for without finding any."""
        return [ledger for ledger in self.all if not ledger.count]

    # --- Where the sides stand -------------------------------------------------------------------

    def contested(self) -> Ledger:
        return Ledger(
            id="contested",
            count=self._index.count("divergence", "contested"),
            url=list_url(self._plan, divergence="contested", sort="contested"),
            title=_("Contested"),
            key=_(
                "Two or more steps apart on the IRM scale, or progress claimed where the other side finds no "
                "evidence. Longest first."
            ),
            rows=[self._rows.row(row, said=self._said(row)) for row in self._overview.contested],
        )

    def _said(self, row: Row) -> list[dict[str, Any]]:
        """Return the words behind both verdicts, cut where they are long."""
        keys = (row.government_entry, row.civil_society_entry)
        entries = [self._overview.entries[key] for key in keys if key in self._overview.entries]
        return [
            {
                "voice": entry.side,
                "text": in_place(entry) or shortened(" ".join(entry.text.split()), QUOTE),
                "lang": "" if in_place(entry) else entry.language,
            }
            for entry in entries
            if entry.text or in_place(entry)
        ]

    def complete(self) -> Ledger:
        index = self._index
        both = index.mask("government", "complete") & index.mask("civil_society", "complete")
        return Ledger(
            id="complete",
            count=both.bit_count(),
            rows=self._first(both),
            url=list_url(self._plan, voice=("government", "civil_society"), status="complete"),
            title=_("Complete, both sides say"),
            key=_("Government and civil society each say “Complete”."),
        )

    def without_evidence(self) -> Ledger:
        found = self._signal("without_evidence")
        return Ledger(
            id="without-evidence",
            count=found.n,
            url=found.url,
            rows=self._first(self._index.mask("signal", "without_evidence")),
            title=_("Progress without evidence"),
            key=_("Government reports progress and shows no evidence for it."),
        )

    # --- What is owed ----------------------------------------------------------------------------

    def blocked(self) -> Ledger:
        blocked, plan = self._overview.blocked, self._plan
        return Ledger(
            id="blocked",
            count=len(blocked.found),
            url=register_url(plan=plan.slug, state="open"),
            title=_("Blocked, and by what"),
            key=_(
                "Open obstacles, and who can remove them. A delay with an obstacle is not neglect: it is recorded apart."
            ),
            obstacles=[row_of(one, blocked.texts) for one in blocked.first],
            parts=self._laws(),
        )

    def _laws(self) -> list[tuple[str, Count]]:
        """Return the articles of laws that stop more than one commitment of the plan, with how many."""
        blocked = self._overview.blocked
        holders = blocked.register.holders("law", blocked.found)
        return [
            (
                label_of("law", holder.key, blocked.register),
                Count(
                    holder.commitments,
                    register_url(plan=self._plan.slug, state="open", law=holder.key),
                ),
            )
            for holder in holders[:MOST_ROWS]
            if holder.commitments > 1
        ]

    def unexplained(self) -> Ledger:
        found = self._signal("unexplained")
        return Ledger(
            id="unexplained",
            count=found.n,
            url=found.url,
            title=_("Late without a reason"),
            key=_(
                "Commitments with a milestone more than %(days)s days overdue and no obstacle on record, "
                "on either side. Longest first."
            )
            % {"days": Milestone.UNEXPLAINED_AFTER},
            milestones=[self._milestone(m) for m in self._overview.unexplained()],
        )

    def overdue(self) -> Ledger:
        return Ledger(
            id="overdue",
            count=self._index.count("signal", "overdue"),
            url=list_url(self._plan, signal="overdue"),
            title=_("With an overdue milestone"),
            key=_(
                "Commitments with a milestone past the last day of its due period and not reported complete, "
                "on either side. Longest first."
            ),
            milestones=[self._milestone(m) for m in self._overview.overdue()],
        )

    def slipped(self) -> Ledger:
        return Ledger(
            id="slipped",
            count=self._index.count("signal", "slipped"),
            url=list_url(self._plan, signal="slipped"),
            title=_("With a moved due date"),
            key=_(
                "Commitments with a milestone now due later than first agreed. The original date stays on record."
            ),
            milestones=[self._milestone(m) for m in self._overview.slipped()],
        )

    def _milestone(self, milestone: Milestone) -> MilestoneRow:
        title = worded(milestone, "title")
        commitment = milestone.commitment
        late = milestone.days_overdue(self._index.as_of)
        return MilestoneRow(
            about=commitment.number,
            number=milestone.label,
            title=title.text,
            lang=title.lang,
            url=reverse("milestone", args=[self._plan.slug, commitment.number, milestone.number]),
            owner=self._rows.body(milestone.owner.pk) if milestone.owner else None,
            original=original_label(milestone),
            due=due_label(milestone) if milestone.is_slipped else "",
            late=days_late(late) if late else "",
        )

    def silent(self) -> Ledger:
        index, plan = self._index, self._plan
        rows = index.chosen(index.mask("signal", "silent"))
        quiet = {row.pk: self._silences(row) for row in rows}
        rows.sort(key=lambda row: min(silence.start for silence in quiet[row.pk]))
        return Ledger(
            id="silent",
            count=len(rows),
            url=list_url(plan, signal="silent"),
            title=_("Where a side is silent"),
            key=_(
                "Commitments in force on which a side has said nothing for more than %(days)s days, the limit of this plan."
            )
            % {"days": number_text(plan.silent_days)},
            rows=[
                self._rows.row(row, note=" · ".join(map(silence_text, quiet[row.pk])))
                for row in rows[:MOST_ROWS]
            ],
            parts=[
                (str(Side(side).label), self._signal(f"silent_{side}"))
                for side in ("government", "civil_society")
            ],
        )

    def _silences(self, row: Row) -> list[Silence]:
        return [
            Silence(
                side=side,
                start=row.spoke(side) or self._plan.start_date,
                end=self._index.as_of,
                is_open=True,
                since_start=row.spoke(side) is None,
            )
            for side in ("government", "civil_society")
            if self._rows.has(row, f"silent_{side}")
        ]

    # --- The frame -------------------------------------------------------------------------------

    def set_aside(self) -> Ledger:
        states = [state.value for state in SET_ASIDE]
        index = self._index
        rows = index.chosen(index.mask("state", *states))
        return Ledger(
            id="set-aside",
            count=len(rows),
            url=list_url(self._plan, state=states),
            title=_("Paused, withdrawn or superseded"),
            key=_("Not in force now. Each with its date and reason."),
            rows=[self._rows.row(row, note=_set_aside(row)) for row in rows[:MOST_ROWS]],
            parts=[
                (
                    capfirst(str(state.label)),
                    Count(
                        index.count("state", state.value), list_url(self._plan, state=state.value)
                    ),
                )
                for state in SET_ASIDE
                if index.count("state", state.value)
            ],
        )

    def missing(self) -> Ledger:
        index, plan = self._index, self._plan
        without = self._signal("no_counterpart")
        return Ledger(
            id="missing",
            count=index.count("signal", "vacant_seat"),
            url=list_url(plan, signal="vacant_seat"),
            title=_("With somebody missing from the table"),
            key=_("Commitments with a vacant seat: an organisation was invited or is missing."),
            missing=missing_bodies(self._index, self._rows),
            parts=[(_("No civil society at the table"), without)] if without.n else [],
        )

    # --- Counting --------------------------------------------------------------------------------

    def _signal(self, signal: str) -> Count:
        return Count(self._index.count("signal", signal), list_url(self._plan, signal=signal))

    def _first(self, mask: int) -> list[CommitmentRow]:
        return [self._rows.row(row) for row in self._index.chosen(mask)[:MOST_ROWS]]


def _set_aside(row: Row) -> str:
    state = capfirst(str(Commitment.State(row.state).label))
    return f"{state}, {day_text(row.state_date)}. {shortened(row.state_reason, QUOTE)}"
