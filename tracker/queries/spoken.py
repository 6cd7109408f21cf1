"""What was said of one commitment or milestone, as light rows.

Order, silences and open questions need every row and no text; the texts are loaded for the rows of
one page.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organisation, Side
from tracker.due_dates import Precision
from tracker.models import Commitment, Entry, Evidence, Milestone, Seat


@dataclass(frozen=True, slots=True)
class Said:
    """One public entry without its text. `asks` says whether it asks; hidden words are not shown."""

    pk: int
    uid: uuid.UUID
    kind: str
    side: str
    state: str
    on: dt.date
    precision: str
    at: dt.datetime
    organisation_id: int
    organisation: str
    organisation_slug: str
    hat: str
    completion: str
    milestone_id: int | None
    milestone: int | None
    corrects_id: int | None
    answers_id: int | None
    outcome: str | None
    promised: dt.date | None
    type: str | None
    asks: str | None
    language: str
    answer_by: dt.date | None
    ripple_id: int | None
    finding: str | None
    layer: str | None
    effect: str | None
    led_by_id: int | None
    reverses_id: int | None
    is_held: bool


_COLUMNS = (
    "pk",
    "uid",
    "kind",
    "side",
    "state",
    "said_date",
    "said_precision",
    "published_at",
    "organisation_id",
    "organisation_name",
    "organisation__slug",
    "hat",
    "completion",
    "milestone_id",
    "milestone__number",
    "corrects_id",
    "response__to_id",
    "response__outcome",
    "response__promised_date",
    "observation__type",
    "observation__asks",
    "language",
    "observation__answer_by",
    "ripplefinding__to_id",
    "ripplefinding__finding",
    "ripple__layer",
    "ripple__effect",
    "ripple__led_by_id",
    "reversal__to_id",
)


@dataclass
class Record:
    """Everything said about a commitment or a milestone, oldest first, and how it hangs together."""

    said: list[Said]
    by_pk: dict[int, Said] = field(init=False)
    corrections: dict[int, Said] = field(init=False)
    responses: dict[int, list[Said]] = field(init=False)
    findings: dict[int, list[Said]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_pk = {row.pk: row for row in self.said}
        self.corrections = {row.corrects_id: row for row in self.said if row.corrects_id}
        self.responses = {}
        for row in self.said:
            if row.answers_id:
                self.responses.setdefault(row.answers_id, []).append(row)
        self.findings = {}
        for row in self.said:
            if row.ripple_id:
                self.findings.setdefault(row.ripple_id, []).append(row)

    def stands(self, row: Said) -> bool:
        """Return whether a word still counts: neither withdrawn nor corrected by another."""
        return row.state == Entry.State.PUBLISHED and row.pk not in self.corrections

    def standing(self) -> list[Said]:
        return [row for row in self.said if self.stands(row)]

    def last_of(self, side: str) -> Said | None:
        """Return what a side said last, withdrawn words left out."""
        rows = [r for r in self.said if r.side == side and r.state == Entry.State.PUBLISHED]
        return max(rows, key=order, default=None)


def record_of(entries: QuerySet[Entry]) -> Record:
    """Return the record of some public entries, in one query."""
    rows = entries.order_by("said_date", "published_at", "pk").values_list(*_COLUMNS, "held_until")
    now = timezone.now()
    return Record([_said(row, now) for row in rows])


def _said(row: Any, now: dt.datetime) -> Said:
    held_until = row[-1]
    columns: Any = (*row[:-1], bool(held_until and held_until > now))
    return Said(*columns)


def order(row: Said) -> tuple[bool, dt.date, float, int]:
    """Order words by time; those whose date was not found come before all others."""
    return row.precision != Precision.UNKNOWN, row.on, row.at.timestamp(), row.pk


def verdicts_of(record: Record) -> tuple[list[Said], list[Said]]:
    """Return each civil society organisation's latest verdict, and those of interested ones.

    The same words that `two_voices` folds into a median: a word counts until it is withdrawn or
    corrected, and whoever co-implements stands apart.
    """
    latest: dict[tuple[bool, int], Said] = {}
    for row in sorted(record.standing(), key=lambda r: (r.on, r.at, r.pk)):
        is_verdict = row.completion and row.kind in Entry.WITH_VERDICT
        if row.side == Side.CIVIL_SOCIETY and is_verdict:
            latest[row.hat == Seat.Role.CO_IMPLEMENTER, row.organisation_id] = row
    counted = [row for (interested, _), row in latest.items() if not interested]
    interested = [row for (interested, _), row in latest.items() if interested]
    return counted, interested


def entries_of(
    keys: Iterable[int],
    *,
    commitment: Commitment,
    milestones: dict[int, Milestone],
    record: Record,
    evidence: dict[int, list[Evidence]],
) -> dict[int, Entry]:
    """Load entries with all that a statement shows, in one query; the rest is known already."""
    rows = Entry.objects.filter(pk__in=set(keys)).select_related(
        "hold", "redaction", *Entry.CHILDREN.values()
    )
    found = {}
    for entry in rows.order_by("pk"):
        entry.commitment = commitment
        if entry.milestone_id in milestones:
            entry.milestone = milestones[entry.milestone_id]
        # Of these a statement shows the address alone, which the light rows know.
        entry.organisation = Organisation(
            pk=entry.organisation_id, slug=record.by_pk[entry.pk].organisation_slug
        )
        if entry.corrects_id:
            entry.corrects = _address_of(record.by_pk[entry.corrects_id])
        corrected = record.corrections.get(entry.pk)
        entry.corrected_by = _address_of(corrected) if corrected else None
        entry._prefetched_objects_cache = {"evidence": evidence.get(entry.pk, [])}
        found[entry.pk] = entry
    return found


def _address_of(said: Said) -> Entry:
    return Entry(pk=said.pk, uid=said.uid)


def evidence_of(entries: QuerySet[Entry]) -> dict[int, list[Evidence]]:
    """Return the evidence of some entries by entry, in one query."""
    found: dict[int, list[Evidence]] = {}
    pieces = Evidence.objects.filter(entry__in=entries.order_by())
    for piece in pieces.order_by("entry_id", "position"):
        found.setdefault(piece.entry_id, []).append(piece)
    return found
