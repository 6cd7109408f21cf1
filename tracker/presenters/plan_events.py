"""Dated facts about a plan, as its page tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse

from tracker.models import Plan, PlanEvent
from tracker.presenters.dates import period_text
from tracker.presenters.plans import Count
from tracker.presenters.wording import Wording, worded


@dataclass(frozen=True)
class EventRow:
    """`on_label` says as much of the date as is known. `commitments` are numbers with their pages."""

    on_label: str
    type: str
    title: Wording
    description: Wording
    basis: Wording
    source: str
    source_name: str
    commitments: list[Count]


def event_rows(plan: Plan, events: Sequence[PlanEvent]) -> list[EventRow]:
    """Return events, loaded with their commitments and in order of time, as rows, the newest first."""
    return [_row(plan, event) for event in reversed(events)]


def _row(plan: Plan, event: PlanEvent) -> EventRow:
    return EventRow(
        on_label=period_text(event.date, event.date_precision),
        type=str(event.get_type_display()),
        title=worded(event, "title"),
        description=worded(event, "description"),
        basis=worded(event, "basis"),
        source=event.source,
        source_name=site_name(event.source),
        commitments=[
            Count(c.number, reverse("commitment", args=[plan.slug, c.number]))
            for c in event.commitments.all()
        ],
    )


def site_name(url: str) -> str:
    """Return the site of an address, as a reader names it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
