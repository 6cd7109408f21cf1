"""One entry with the words it stands among: what it answers or corrects, and what came of it."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from ledger.models import HistoryEntry
from tracker.models import Entry, Settlement
from tracker.queries.commitment_page import is_visible
from tracker.queries.decided_words import Decided, decided_about


def visible_entry(user: Any, uid: uuid.UUID) -> Entry:
    """Return an entry, or a draft of one of the person's own organisations.

    Raises Entry.DoesNotExist, also for a plan that the person may not read.
    """
    rows = (
        Entry.everything.visible_to(user)
        .with_kinds()
        .select_related("commitment__plan__secretariat", "commitment__status", "milestone__status")
        .select_related("milestone__owner", "milestone__commitment__plan")
        .prefetch_related("corrections")
    )
    found = rows.get(uid=uid)
    if not is_visible(found.plan, user):
        raise Entry.DoesNotExist
    return found


@dataclass
class EntryThread:
    """The entry's neighbours: `question` is what it answers, `earlier` what it corrects.

    Of a ripple `led_by` and `led_to` are its chain.
    `decided` is what stewards decided about its words, and about those said of the answer.
    """

    entry: Entry
    question: Entry | None
    earlier: Entry | None
    responses: list[Entry]
    history: list[HistoryEntry]
    settlements: list[Settlement] = field(default_factory=list)
    led_by: Entry | None = None
    led_to: list[Entry] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)


def entry_thread(entry: Entry) -> EntryThread:
    """Load an entry's neighbours (public ones) and its place in the history, in a few queries."""
    detail = entry.detail
    answered, led_by = getattr(detail, "to_id", None), getattr(detail, "led_by_id", None)
    wanted = Q(response__to=entry.pk) | Q(reversal__to=entry.pk)
    if entry.kind == Entry.Kind.RIPPLE:
        # What followed from an entry that this one corrects follows from this one.
        wanted |= Q(ripplefinding__to=entry.pk)
        wanted |= Q(ripple__led_by__in=[key for key in (entry.pk, entry.corrects_id) if key])
    wanted |= Q(pk__in=[key for key in (answered, entry.corrects_id, led_by) if key])
    rows = Entry.objects.filter(wanted).with_kinds().prefetch_related("corrections")
    found = list(rows.order_by("said_date", "published_at", "pk"))
    for row in found:
        if row.milestone_id and row.milestone_id == entry.milestone_id:
            row.milestone = entry.milestone
    by_pk = {row.pk: row for row in found}
    settlements = _settlements(entry)
    return EntryThread(
        entry=entry,
        question=by_pk.get(answered) if answered else None,
        earlier=by_pk.get(entry.corrects_id) if entry.corrects_id else None,
        responses=[row for row in found if _answers(row, entry)],
        history=list(HistoryEntry.objects.filter(subject_uid=entry.uid).order_by("seq")),
        settlements=settlements,
        led_by=by_pk.get(led_by) if led_by else None,
        led_to=[row for row in found if _follows(row, entry)],
        decided=decided_about([entry, *settlements]),
    )


def _settlements(entry: Entry) -> list[Settlement]:
    """Return what was said of the answers to a question, or of one answer, oldest first."""
    match entry.kind:
        case Entry.Kind.OBSERVATION:
            rows = Settlement.objects.filter(observation=entry.pk)
        case Entry.Kind.RESPONSE:
            rows = Settlement.objects.filter(response=entry.pk)
        case _:
            return []
    return list(rows.with_all().order_by("settled_at", "pk"))


def _answers(row: Entry, entry: Entry) -> bool:
    return getattr(row.detail, "to_id", None) == entry.pk


def _follows(row: Entry, entry: Entry) -> bool:
    """Return whether a ripple that still counts follows from another, or from what that one corrects."""
    if row.kind != Entry.Kind.RIPPLE or row.state != Entry.State.PUBLISHED or row.corrected_by:
        return False
    causes = {key for key in (entry.pk, entry.corrects_id) if key}
    return row.detail.led_by_id in causes and row.pk != entry.pk
