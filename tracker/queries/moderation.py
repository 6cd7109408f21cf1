"""What was hidden and erased, what waits for a steward's key, and where the same words stand besides."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from accounts.models import Side
from ledger.hashing import canonical
from ledger.models import HistoryEntry
from tracker.models import Hold, Moderated, Plan, Redaction

# What became of a hold, and of a request to erase.
HOLDS = ("holds", "in_force", "lifted", "lapsed")
REDACTIONS = ("asked", "waiting", "confirmed", "refused", "unanswered")
MOST_ELSEWHERE = 20


@dataclass(frozen=True)
class Asked:
    """Which decisions a reader asks for; empty fields ask for all."""

    year: int
    what: str
    ground: str = ""
    side: str = ""


def waiting_for(user: Any, now: dt.datetime | None = None) -> QuerySet[Redaction]:
    """Return the requests to erase words that wait for a person's key, the oldest first."""
    now = now or timezone.now()
    mine = [membership.organisation_id for membership in user.memberships_on(now.date())]
    return (
        Redaction.objects.waiting(now)
        .filter(
            Q(
                side=Side.GOVERNMENT,
                plan__civil_society_steward__in=mine,
            )
            | Q(
                side=Side.CIVIL_SOCIETY,
                plan__government_steward__in=mine,
            )
        )
        .exclude(person=user)
        .select_related("plan")
        .order_by("asked_at", "pk")
    )


def repeated_elsewhere(about: Moderated, texts: Iterable[str]) -> list[HistoryEntry]:
    """Return entries of the same history, about something else, in which one of the texts stands."""
    wanted = Q(pk__in=[])
    for text in texts:
        # As the history writes a text inside a value.
        wanted |= Q(values__value__contains=canonical(text)[1:-1])
    rows = HistoryEntry.objects.filter(wanted, chain__key=about.plan.chain_key)
    found = rows.exclude(subject_uid=about.uid).order_by("seq").distinct()
    return list(found[:MOST_ELSEWHERE])


# --- Counted for everybody ------------------------------------------------------------------------


def holds(plans: Sequence[Plan], now: dt.datetime) -> Any:
    """Return the holds of some plans with their `year` and `became`."""
    became = Case(
        When(lifted_at__isnull=False, then=Value("lifted")),
        When(until__gt=now, then=Value("in_force")),
        default=Value("lapsed"),
        output_field=CharField(),
    )
    rows = Hold.objects.filter(plan__in=plans)
    return rows.annotate(year=ExtractYear("placed_at"), became=became)


def redactions(plans: Sequence[Plan], now: dt.datetime) -> Any:
    """Return the requests to erase of some plans with their `year` and `became`."""
    became = Case(
        When(state="asked", lapses_at__gt=now, then=Value("waiting")),
        When(state="asked", then=Value("unanswered")),
        default=F("state"),
        output_field=CharField(),
    )
    rows = Redaction.objects.filter(plan__in=plans)
    return rows.annotate(year=ExtractYear("asked_at"), became=became)


def counts(plans: Sequence[Plan], now: dt.datetime) -> dict[int, Counter[tuple[str, str, str]]]:
    """Return how often each thing happened: by year, then by (what, side, ground). Two queries."""
    found: dict[int, Counter[tuple[str, str, str]]] = {}
    for total, rows in (("holds", holds(plans, now)), ("asked", redactions(plans, now))):
        columns = rows.order_by().values_list("year", "became", "side", "ground")
        for year, became, side, ground in columns:
            counted = found.setdefault(year, Counter())
            counted[total, side, ground] += 1
            counted[became, side, ground] += 1
    return found


def decided(plans: Sequence[Plan], asked: Asked, now: dt.datetime) -> QuerySet[Any]:
    """Return the rows behind one count, newest first."""
    rows = holds(plans, now) if asked.what in HOLDS else redactions(plans, now)
    rows = rows.filter(year=asked.year)
    if asked.what not in ("holds", "asked"):
        rows = rows.filter(became=asked.what)
    if asked.ground:
        rows = rows.filter(ground=asked.ground)
    if asked.side:
        rows = rows.filter(side=asked.side)
    return rows.select_related("plan")
