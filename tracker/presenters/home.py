"""The home page: what is contested now and what changed last, over all plans in force."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Side
from tracker.kinds import Kind
from tracker.models import Commitment, Entry, Plan, Seat
from tracker.presenters.commitment_rows import CommitmentRow, body_of
from tracker.presenters.plans import nature_label
from tracker.presenters.statuses import StatusView
from tracker.presenters.wording import Wording, worded
from tracker.queries.home import RecentChange

WORDS = frozenset(Entry.Kind.values)
LABELS = {kind.value: kind.label for kind in Kind}


def contested_row(commitment: Commitment, *, named: bool) -> CommitmentRow:
    """Return a commitment, loaded with status and taken seats, as a row.

    `named` says that it names its plan. What is invented is always said to be so.
    """
    title = worded(commitment, "title")
    plan = commitment.plan
    mark = nature_label(plan)
    seats = commitment.seats.all()
    leads = [s.organisation for s in seats if s.role == Seat.Role.LEADS]
    watchers = [
        s.organisation
        for s in seats
        if s.organisation.side == Side.CIVIL_SOCIETY and s.organisation not in leads
    ]
    return CommitmentRow(
        number=commitment.number,
        title=title.text,
        lang=title.lang,
        url=commitment.get_absolute_url(),
        leads=[body_of(organisation) for organisation in dict.fromkeys(leads)],
        counterparts=[body_of(organisation) for organisation in dict.fromkeys(watchers)],
        status=StatusView(commitment.status, plan.as_of()),
        note=" · ".join(filter(None, [plan.title if named or mark else "", mark])),
    )


@dataclass(frozen=True)
class Change:
    """One thing that somebody did: on which day where the plan lives, who, what, and to what."""

    on: dt.date
    side: str
    organisation: str
    organisation_url: str
    what: str
    title: Wording
    number: int | None
    url: str
    mark: str


def change(recent: RecentChange) -> Change:
    entry, plan, commitment = recent.entry, recent.plan, recent.commitment
    body = body_of(recent.organisation) if recent.organisation else None
    return Change(
        on=plan.day_of(entry.at),
        side=entry.side,
        organisation=body.short if body else entry.organisation_name,
        organisation_url=body.url if body else "",
        what=str(LABELS.get(entry.kind, entry.kind)),
        title=worded(commitment or plan, "title"),
        number=commitment.number if commitment else None,
        url=_address(entry.subject_type, entry.subject_uid, plan, commitment),
        mark=nature_label(plan),
    )


def _address(subject_type: str, uid: object, plan: Plan, commitment: Commitment | None) -> str:
    """Return the page of what somebody said, or else of what it is about."""
    if subject_type in WORDS:
        return reverse("entry", args=[uid])
    if commitment is None:
        return plan.get_absolute_url()
    return reverse("commitment", args=[plan.slug, commitment.number])


def changes(recent: Iterable[RecentChange]) -> list[Change]:
    return [change(one) for one in recent]
