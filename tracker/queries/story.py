"""The one story of a commitment: what both sides said and what was decided, in order of time."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Side
from ledger.models import HistoryValue
from tracker.due_dates import Precision
from tracker.kinds import Kind
from tracker.models import AgreedNote, Commitment, CommitmentText, Entry, Plan, Settlement
from tracker.queries.settlements import Step, steps_of
from tracker.queries.spoken import Record, Said, order

SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)
# An entry dated no better than this says nothing about how long a side was silent.
EXACT = (Precision.DAY, Precision.MONTH)
# Places within a day of what has no time of its own.
BEFORE_ALL, AFTER_ALL = float("-inf"), float("inf")


# --- Silence ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Silence:
    """A side said nothing from one day to another; still so when `is_open`."""

    side: str
    start: dt.date
    end: dt.date
    is_open: bool
    since_start: bool  # it had not spoken before

    @property
    def days(self) -> int:
        return (self.end - self.start).days


def silences(
    record: Record, *, start: dt.date, until: dt.date, longer_than: int, goes_on: bool = True
) -> list[Silence]:
    """Return the stretches of days in which a side said nothing, longer than the plan allows.

    The last one goes on when `goes_on`; otherwise something other than a word ended it.
    """
    found = []
    for side in SIDES:
        days = sorted(
            {
                row.on
                for row in record.said
                if row.side == side
                and row.state == Entry.State.PUBLISHED
                and row.precision in EXACT
            }
        )
        edges = [min(start, *days) if days else start, *days, until]
        for index, (before, after) in enumerate(zip(edges, edges[1:], strict=False)):
            if (after - before).days > longer_than:
                is_open = goes_on and index == len(edges) - 2
                found.append(Silence(side, before, after, is_open, since_start=index == 0))
    return found


def silences_in(commitment: Commitment, record: Record, as_of: dt.date) -> list[Silence]:
    """Return the silences on a commitment.

    None in the archive: that nothing was documented does not mean that nothing was said. None
    after a commitment was paused, withdrawn or superseded: nobody owes a word about it.
    """
    plan = commitment.plan
    if plan.nature == Plan.Nature.ARCHIVE:
        return []
    ended = None if commitment.state == Commitment.State.IN_FORCE else commitment.state_date
    until = min(as_of, ended) if ended else as_of
    return silences(
        record,
        start=plan.start_date,
        until=until,
        longer_than=plan.silent_days,
        goes_on=plan.is_open and not ended,
    )


# --- What was decided ---------------------------------------------------------------------------

DECISIONS = (
    Kind.DUE_DATE_MOVED,
    Kind.COMMITMENT_PAUSED,
    Kind.COMMITMENT_RESUMED,
    Kind.COMMITMENT_WITHDRAWN,
    Kind.COMMITMENT_SUPERSEDED,
)
_FIELDS = ("due_date", "due_precision", "state_date", "reason")


@dataclass
class Decision:
    """A change of the agreed frame, as the history tells it."""

    kind: str
    subject: uuid.UUID
    at: dt.datetime
    seq: int
    side: str
    organisation: str  # its short address
    organisation_name: str
    fields: dict[str, Any] = field(default_factory=dict)
    version: int = 0  # of the subject, once it was decided

    @property
    def reason(self) -> str:
        return self.fields.get("reason", "")

    def day(self, plan: Plan) -> dt.date:
        """Return the day of the decision; for a state, the day it took effect."""
        if "state_date" in self.fields and self.fields["state_date"][1]:
            return dt.date.fromisoformat(self.fields["state_date"][1])
        return plan.day_of(self.at)


def decisions(commitment: Commitment, subject: uuid.UUID | None = None) -> list[Decision]:
    """Return moved dates and changed states of a commitment and its milestones, oldest first.

    `subject` leaves only those of one milestone. One query.
    """
    values = HistoryValue.objects.filter(
        entry__chain__key=commitment.plan.chain_key,
        entry__context_uid=commitment.uid,
        entry__kind__in=DECISIONS,
        field__in=_FIELDS,
        value__isnull=False,
    ).select_related("entry")
    if subject:
        values = values.filter(entry__subject_uid=subject)
    found: dict[int, Decision] = {}
    for value in values.order_by("entry__seq", "field"):
        entry = value.entry
        decision = found.setdefault(
            entry.seq,
            Decision(
                kind=entry.kind,
                subject=entry.subject_uid,
                at=entry.at,
                seq=entry.seq,
                side=entry.side,
                organisation=entry.organisation,
                organisation_name=entry.organisation_name,
                version=entry.subject_version,
            ),
        )
        decision.fields[value.field] = value.pair
    return list(found.values())


# --- One order of time --------------------------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    """One row of the story: something said, decided, adopted or agreed, or a silence that ended here."""

    on: dt.date
    rank: tuple[bool, dt.date, float, int]
    what: Said | Decision | CommitmentText | Silence | AgreedNote | Step


def moments(
    plan: Plan,
    record: Record,
    decided: Iterable[Decision] = (),
    adopted: Iterable[CommitmentText] = (),
    quiet: Iterable[Silence] = (),
    agreed: Iterable[AgreedNote] = (),
    settled: Iterable[Settlement] = (),
) -> list[Moment]:
    """Return the whole story, newest first.

    A silence stands below the word that ended it; one that goes on stands on top.
    """
    found = [Moment(row.on, order(row), row) for row in record.said]
    for decision in decided:
        day = decision.day(plan)
        found.append(Moment(day, (True, day, decision.at.timestamp(), decision.seq), decision))
    for text in adopted:
        if text.adopted_date:
            day = text.adopted_date
            found.append(Moment(day, (True, day, BEFORE_ALL, text.number), text))
    for note in agreed:
        day = plan.day_of(note.agreed_at)
        found.append(Moment(day, (True, day, note.agreed_at.timestamp(), note.pk), note))
    for settlement in settled:
        for step in steps_of(settlement):
            day = plan.day_of(step.at)
            rank = (True, day, step.at.timestamp(), settlement.pk)
            found.append(Moment(day, rank, step))
    for silence in quiet:
        within_the_day = AFTER_ALL if silence.is_open else BEFORE_ALL
        found.append(Moment(silence.end, (True, silence.end, within_the_day, 0), silence))
    return sorted(found, key=lambda moment: moment.rank, reverse=True)


def words_in(moments: Iterable[Moment]) -> list[Said]:
    """Return the entries among some moments."""
    return [moment.what for moment in moments if isinstance(moment.what, Said)]
