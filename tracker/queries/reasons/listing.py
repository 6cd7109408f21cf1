"""All reasons at once: what lies on a desk, in one query, and the rows of a page of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value

from accounts.models import Organisation
from ledger.models import Chain, HistoryEntry
from tracker.models import (
    Agreement,
    Commitment,
    Entry,
    Meeting,
    Milestone,
    Proposal,
    Seat,
    Settlement,
)
from tracker.queries.joint_notes import to_answer
from tracker.queries.reasons import (
    agreed,
    answered,
    awaiting,
    changed,
    coming,
    contested,
    drafts,
    due,
    embargoed,
    escalated,
    meetings,
    minutes,
    notes,
    overdue,
    promised,
    proposed,
    recheck,
    reported,
    shared,
    sharing,
    silent,
    theirs,
    unanswered,
    unassessed,
    uncorroborated,
    unexplained,
    vacant,
)
from tracker.queries.reasons.reader import Reader

# In the order of what matters.
REASONS: tuple[Any, ...] = (
    overdue,
    unexplained,
    due,
    sharing,
    agreed,
    awaiting,
    answered,
    escalated,
    promised,
    proposed,
    unanswered,
    notes,
    minutes,
    meetings,
    uncorroborated,
    contested,
    reported,
    recheck,
    unassessed,
    vacant,
    silent,
    shared,
    embargoed,
    drafts,
    changed,
    theirs,
    coming,
)
CODES = tuple(reason.CODE for reason in REASONS)


class Thing(NamedTuple):
    """One row of the desk before it is loaded: why it is here, what it is, which day counts."""

    reason: str
    model: str
    pk: int
    day: Any
    plan: int


class News(NamedTuple):
    """An entry of the history and the commitment that it belongs to."""

    told: HistoryEntry
    commitment: Commitment


def things_on(reader: Reader, reasons: Iterable[Any] = REASONS) -> dict[str, list[Thing]]:
    """Return everything on a desk by reason, in the order in which it is to be done."""
    found: dict[str, list[Thing]] = {reason.CODE: [] for reason in reasons}
    if (union := _union(reader, reasons)) is not None:
        for row in union:
            found[row[0]].append(Thing(*row))
    for reason in reasons:
        newest = getattr(reason, "NEWEST_FIRST", False)
        found[reason.CODE].sort(key=_newest_first if newest else _soonest_first)
    return found


def count_waiting(reader: Reader) -> int:
    """Return how many things wait for the reader.

    Every page of somebody signed in asks. They are counted anew when anything was recorded, which
    moves the head of a chain, and every quarter of an hour, when somewhere a day may begin.
    """
    if not reader.organisations:
        return 0
    now = reader.now
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    heads = Chain.objects.order_by("pk").values_list("head", flat=True)
    return _count_waiting(reader.user, tuple(reader.organisations), quarter, tuple(heads))


@lru_cache(maxsize=1_000)
def _count_waiting(
    user: Any, organisations: tuple[Organisation, ...], now: dt.datetime, heads: tuple[str, ...]
) -> int:
    reader = Reader(user, list(organisations), now)
    union = _union(reader, [reason for reason in REASONS if reason.WAITS])
    return 0 if union is None else int(union.count())


def _union(reader: Reader, reasons: Iterable[Any]) -> QuerySet | None:
    if not reader.organisations:
        return None
    parts = [
        rows.order_by()
        .annotate(
            reason=Value(reason.CODE, output_field=CharField()),
            what=Value(rows.model._meta.model_name, output_field=CharField()),
            key=F("pk"),
        )
        .values_list("reason", "what", "key", "day", "in_plan")
        for reason in reasons
        for rows in reason.found(reader)
    ]
    if not parts:
        return None
    return parts[0].union(*parts[1:], all=True)


def _soonest_first(thing: Thing) -> tuple[bool, Any, int]:
    return thing.day is None, thing.day or 0, thing.pk


def _newest_first(thing: Thing) -> tuple[int, int]:
    return -thing.day.toordinal(), -thing.pk


# --- Loading ------------------------------------------------------------------------------------

OF_ENTRIES = (
    "organisation",
    "commitment__plan",
    "milestone__commitment__plan",
    "milestone__owner",
    *Entry.CHILDREN.values(),
    "response__to",
)
# How the rows of a model are loaded. Observations, responses and drafts all are entries.
LOADED = {
    "milestone": Milestone.objects.select_related("commitment__plan", "status", "owner"),
    "commitment": Commitment.objects.select_related("plan", "status"),
    "seat": Seat.objects.select_related("commitment__plan", "organisation"),
    "entry": Entry.everything.select_related(*OF_ENTRIES),
    "agreement": Agreement.objects.with_all(),
    "meeting": Meeting.objects.with_all(),
    "settlement": Settlement.objects.with_all(),
    "proposal": Proposal.objects.with_subjects(),
    "jointnoterevision": to_answer(),
    "historyentry": HistoryEntry.objects.select_related("chain"),
}


def loaded(things: Iterable[Thing]) -> dict[tuple[str, int], Any]:
    """Return the rows behind things, with one query for each model."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        wanted[_table(thing.model)].add(thing.pk)
    rows: dict[tuple[str, int], Any] = {}
    for table, numbers in wanted.items():
        for row in LOADED[table].filter(pk__in=numbers):
            rows[table, row.pk] = row
    _name_commitments(rows)
    return rows


def row_of(thing: Thing, rows: dict[tuple[str, int], Any]) -> Any:
    """Return the row of a thing, or None if it went away in between."""
    return rows.get((_table(thing.model), thing.pk))


def _table(model: str) -> str:
    return model if model in LOADED else "entry"


def _name_commitments(rows: dict[tuple[str, int], Any]) -> None:
    """Put the commitment beside each entry of the history, with one query for all."""
    told = {key: row for key, row in rows.items() if isinstance(row, HistoryEntry)}
    if not told:
        return
    commitments = Commitment.objects.select_related("plan").filter(
        uid__in={row.context_uid for row in told.values()}
    )
    by_uid = {commitment.uid: commitment for commitment in commitments}
    for key, row in told.items():
        del rows[key]
        if row.context_uid in by_uid:
            rows[key] = News(row, by_uid[row.context_uid])
