"""Commitments as rows of lists: number, title, who, and the status in both voices."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation, Side
from tracker.completion import Completion
from tracker.models import Plan, Seat
from tracker.presenters.dates import number_text, period_text
from tracker.presenters.statuses import StatusView, VoiceView
from tracker.presenters.wording import worded
from tracker.queries.commitment_index import VACANT, VOICES, CommitmentIndex, Row
from tracker.queries.plan_milestones import NextMilestone


@dataclass(frozen=True)
class RowStatus:
    """A two-voice status as far as a row shows it."""

    government: VoiceView | None
    civil_society: VoiceView | None
    independent: VoiceView | None
    state: str
    contested_since: dt.date | None
    days_contested: int | None


@dataclass(frozen=True)
class Body:
    """An organisation as a name with a link."""

    side: str
    short: str
    url: str


@dataclass(frozen=True)
class NextStep:
    """The milestone that is due next, or longest overdue."""

    title: str
    lang: str
    url: str
    due_label: str
    overdue: str


@dataclass(frozen=True)
class LastVoice:
    """Who spoke last. `on_label` where the day is not known."""

    voice: str
    on: dt.date | None
    on_label: str


@dataclass(frozen=True)
class CommitmentRow:
    """Arguments of `components/commitment_row.html`, and what the list adds to them."""

    number: int
    title: str
    lang: str
    url: str
    leads: list[Body]
    counterparts: list[Body]
    status: RowStatus | StatusView
    said: list[dict[str, Any]] = field(default_factory=list)
    note: str = ""
    next: NextStep | None = None
    signals: list[str] = field(default_factory=list)
    last: LastVoice | None = None


def row_status(row: Row, as_of: dt.date) -> RowStatus:
    since = row.contested_since
    government, civil_society, independent = (_voice(row, voice) for voice in VOICES)
    return RowStatus(
        government=government,
        civil_society=civil_society,
        independent=independent,
        state=row.divergence,
        contested_since=since,
        days_contested=(as_of - since).days if since else None,
    )


def _voice(row: Row, voice: str) -> VoiceView | None:
    code = getattr(row, voice)
    return VoiceView(voice, code, str(Completion(code).label), None) if code else None


class CommitmentRows:
    """Makes the rows of one plan; each organisation's link is made once."""

    def __init__(self, plan: Plan, index: CommitmentIndex) -> None:
        self._plan = plan
        self._index = index
        self._bodies: dict[int, Body] = {}

    def url(self, row: Row) -> str:
        return reverse("commitment", args=[self._plan.slug, row.number])

    def row(
        self, row: Row, *, said: Iterable[dict[str, Any]] = (), note: str = ""
    ) -> CommitmentRow:
        """Return a commitment as a row of the plan's page."""
        title = worded(row, "title")
        seats = [s for s in self._index.seats.get(row.pk, ()) if s.state == Seat.State.AT_THE_TABLE]
        leads = [seat.organisation for seat in seats if seat.role == Seat.Role.LEADS]
        watchers = [
            seat.organisation
            for seat in seats
            if self._index.organisations[seat.organisation].side == Side.CIVIL_SOCIETY
            and seat.organisation not in leads
        ]
        return CommitmentRow(
            number=row.number,
            title=title.text,
            lang=title.lang,
            url=self.url(row),
            leads=[self.body(key) for key in dict.fromkeys(leads)],
            counterparts=[self.body(key) for key in dict.fromkeys(watchers)],
            status=row_status(row, self._index.as_of),
            said=list(said),
            note=note,
        )

    def list_row(
        self, row: Row, upcoming: NextMilestone | None, precisions: dict[tuple[int, str], str]
    ) -> CommitmentRow:
        """Return a commitment as a row of the list. `precisions` says how exact the last words are dated."""
        return replace(
            self.row(row),
            next=self._next(row, upcoming) if upcoming and row.in_force else None,
            signals=self.signals(row),
            last=_last_voice(row, precisions),
        )

    def body(self, key: int) -> Body:
        """Return an organisation of the plan."""
        if key not in self._bodies:
            self._bodies[key] = body_of(self._index.organisations[key])
        return self._bodies[key]

    def _next(self, row: Row, upcoming: NextMilestone) -> NextStep:
        title = worded(upcoming, "title")
        overdue = self.has(row, "overdue")
        late = (self._index.as_of - upcoming.due_date).days if overdue else 0
        return NextStep(
            title=title.text,
            lang=title.lang,
            url=reverse("milestone", args=[self._plan.slug, row.number, upcoming.number]),
            due_label=period_text(upcoming.due_date, upcoming.due_precision),
            overdue=days_late(late) if late > 0 else "",
        )

    def signals(self, row: Row) -> list[str]:
        """Return what is derived of a commitment, in a few words each."""
        found = []
        late = self._index.late.get(row.pk)
        if late and late.overdue:
            found.append(
                ngettext("%(n)s milestone overdue", "%(n)s milestones overdue", late.overdue)
                % {"n": number_text(late.overdue)}
            )
        if self.has(row, "blocked"):
            found.append(_("blocked by an obstacle"))
        if late and late.unexplained:
            found.append(_("no reason recorded"))
        if late and late.slipped:
            found.append(
                ngettext("%(n)s date moved", "%(n)s dates moved", late.slipped)
                % {"n": number_text(late.slipped)}
            )
        if self.has(row, "without_evidence"):
            found.append(_("progress without evidence"))
        found += [
            label
            for side, label in (
                ("government", _("government is silent")),
                ("civil_society", _("civil society is silent")),
            )
            if self.has(row, f"silent_{side}")
        ]
        vacant = sum(seat.state in VACANT for seat in self._index.seats.get(row.pk, ()))
        if vacant:
            found.append(
                ngettext("%(n)s vacant seat", "%(n)s vacant seats", vacant)
                % {"n": number_text(vacant)}
            )
        return found

    def has(self, row: Row, signal: str) -> bool:
        return self._index.has(row, "signal", signal)


def body_of(organisation: Organisation) -> Body:
    return Body(
        side=organisation.side.value,
        short=organisation.short,
        url=reverse("organisation", args=[organisation.slug]),
    )


def days_late(days: int) -> str:
    return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {
        "days": number_text(days)
    }


def _last_voice(row: Row, precisions: dict[tuple[int, str], str]) -> LastVoice | None:
    on = row.last_spoke
    if on is None:
        return None
    voice = next(voice for voice in VOICES if row.spoke(voice) == on)
    precision = precisions.get((row.pk, voice), "day")
    if precision == "day":
        return LastVoice(voice, on, "")
    return LastVoice(voice, None, period_text(on, precision))
