"""An organisation in the list, and the rows of its own page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.completion import Completion
from tracker.models import Entry, Milestone, Observation, Plan, Seat
from tracker.presenters import milestones as milestone_words
from tracker.presenters.dates import period_text
from tracker.presenters.statements import address, title
from tracker.presenters.statuses import StatusView
from tracker.presenters.tombstones import in_place
from tracker.presenters.wording import worded


@dataclass(frozen=True)
class PlanLabel:
    """Which plan a row belongs to, in short; `mark` says that it is an example or an archive."""

    text: str
    url: str
    mark: str

    @classmethod
    def of(cls, plan: Plan) -> "PlanLabel":
        live = plan.nature == Plan.Nature.LIVE
        text = f"{worded(plan, 'jurisdiction')} {plan.period}"
        return cls(text, plan.get_absolute_url(), "" if live else str(plan.get_nature_display()))


@dataclass(frozen=True)
class ListRow:
    """One organisation of the list."""

    organisation: Organisation
    side: str
    kind: str
    part_of: Organisation | None
    tables: int
    milestones: int


@dataclass(frozen=True)
class MilestoneRow:
    number: str
    title: str
    lang: str
    url: str
    plan: PlanLabel
    due: str
    original_due: str
    done: dt.date | None
    overdue_days: int
    status: StatusView


@dataclass(frozen=True)
class SeatRow:
    """The roles of one organisation at one table."""

    number: int
    title: str
    lang: str
    url: str
    plan: PlanLabel
    roles: list[str]
    status: StatusView


@dataclass(frozen=True)
class StatementRow:
    on: dt.date | None
    on_label: str
    what: str
    verdict: str
    url: str
    number: str
    about: str
    lang: str
    plan: PlanLabel
    withdrawn: bool


@dataclass(frozen=True)
class WaitingRow:
    """An observation that waits for the organisation's answer."""

    voice: str
    asked_by: str
    asks: str
    lang: str
    url: str
    about: str
    on: dt.date
    by: dt.date | None
    days_late: int


def list_row(organisation: Organisation, tables: int, milestones: int) -> ListRow:
    return ListRow(
        organisation=organisation,
        side=organisation.side.value,
        kind=str(organisation.get_kind_display()),
        part_of=organisation.parent,
        tables=tables,
        milestones=milestones,
    )


def milestone_row(milestone: Milestone) -> MilestoneRow:
    """Return a milestone, loaded with commitment, plan and status."""
    as_of = milestone.plan.as_of()
    name = worded(milestone, "title")
    slipped = milestone.is_slipped
    return MilestoneRow(
        number=milestone.label,
        title=name.text,
        lang=name.lang,
        url=milestone.get_absolute_url(),
        plan=PlanLabel.of(milestone.plan),
        due=milestone_words.due_label(milestone),
        original_due=milestone_words.original_label(milestone) if slipped else "",
        done=milestone.status.done_date,
        overdue_days=milestone_words.overdue_days(milestone, as_of),
        status=StatusView(milestone.status, as_of),
    )


def seat_rows(seats: Iterable[Seat]) -> list[SeatRow]:
    """Return one row a table; seats of one table stand beside each other."""
    found: dict[int, SeatRow] = {}
    for seat in seats:
        commitment = seat.commitment
        if commitment.pk not in found:
            name = worded(commitment, "title")
            found[commitment.pk] = SeatRow(
                number=commitment.number,
                title=name.text,
                lang=name.lang,
                url=commitment.get_absolute_url(),
                plan=PlanLabel.of(commitment.plan),
                roles=[],
                status=StatusView(commitment.status, commitment.plan.as_of()),
            )
        found[commitment.pk].roles.append(_role(seat))
    return list(found.values())


def _role(seat: Seat) -> str:
    role = capfirst(str(seat.get_role_display()))
    if seat.state == Seat.State.AT_THE_TABLE:
        return role
    return f"{role} ({seat.get_state_display()})"


def statement_row(entry: Entry) -> StatementRow:
    """Return something said, loaded with its kind, commitment and milestone."""
    subject = entry.subject
    name = worded(subject, "title")
    exact = entry.said_precision == "day"
    return StatementRow(
        on=entry.said_date if exact else None,
        on_label="" if exact else period_text(entry.said_date, entry.said_precision),
        what=title(entry),
        verdict=str(Completion(entry.completion).label) if entry.completion else "",
        url=address(entry),
        number=_number(entry),
        about=name.text,
        lang=name.lang,
        plan=PlanLabel.of(entry.plan),
        withdrawn=entry.is_withdrawn,
    )


def waiting_row(observation: Observation) -> WaitingRow:
    """Return an observation, annotated with `by`, that waits for an answer."""
    by: dt.date | None = getattr(observation, "by", None)
    late = (observation.plan.as_of() - by).days if by else 0
    return WaitingRow(
        voice=observation.side,
        asked_by=observation.organisation_name,
        asks=observation.asks or in_place(observation) or observation.text,
        lang="" if in_place(observation) else observation.language,
        url=address(observation),
        about=_number(observation),
        on=observation.said_date,
        by=by,
        days_late=max(late, 0),
    )


def _number(entry: Entry) -> str:
    # Not `milestone.label`: its commitment is the entry's, which is loaded.
    if entry.milestone:
        return _("Milestone %(number)s") % {
            "number": f"{entry.commitment.number}.{entry.milestone.number}"
        }
    return _("Commitment %(number)s") % {"number": entry.commitment.number}


def facet(name: str, legend: str, choices: Any, counts: Any, chosen: Any) -> dict[str, Any]:
    """Return the argument of `components/facet.html`; what nobody is and nobody chose is left out."""
    return {
        "name": name,
        "legend": legend,
        "options": [
            {"value": value, "label": label, "count": counts[value], "checked": value in chosen}
            for value, label in choices
            if counts[value] or value in chosen
        ],
    }


def chips(asked: list[tuple[str, str, str]], url: str) -> list[dict[str, str]]:
    """Return the filters in force, each with the page without it. `asked`: name, value, label."""
    found = []
    for at, (_name, _value, label) in enumerate(asked):
        others = [(name, value) for n, (name, value, _l) in enumerate(asked) if n != at]
        found.append({"label": label, "url": f"{url}?{urlencode(others)}" if others else url})
    return found
