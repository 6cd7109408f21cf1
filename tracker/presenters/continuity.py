"""What is left of plans that are over: the facets, one row a commitment, and one thread across plans."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import ClosingDecision, Commitment, FollowUpCheck, Lineage, Plan, Rung
from tracker.models.follow_up_check import mark_day, marks_due
from tracker.presenters.dates import day_text
from tracker.presenters.lasting import (
    BOTH,
    Check,
    check_of,
    decision_label,
    rung_text,
    unknown_since,
)
from tracker.presenters.lineages import lineage_view
from tracker.presenters.statuses import StatusView
from tracker.presenters.wording import Wording, worded
from tracker.queries.continuity import NONE, Row, fits
from tracker.queries.lasting import Lasting


@dataclass(frozen=True)
class Option:
    label: str
    number: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    legend: str
    options: list[Option]


@dataclass(frozen=True)
class OneSide:
    """What one side says of a row: the rung reached, and what it last found left."""

    voice: str
    rung: str
    check: Check | None


@dataclass(frozen=True)
class ContinuityRow:
    number: int
    title: Wording
    url: str
    plan: str
    is_example: bool
    decision: str
    keeper: str
    keeper_url: str
    sides: list[OneSide]
    later: list[Any]
    thread_url: str


@dataclass(frozen=True)
class ThreadRow:
    """One commitment of a thread: where it stood, what is left, and how it goes on."""

    row: ContinuityRow
    status: StatusView
    period: str
    links: list[Any]


def heading(plans: Sequence[Plan], chosen: Mapping[str, str]) -> str:
    plan = _chosen_plan(plans, chosen)
    if plan is None:
        return _("What is left of the plans that are over?")
    words = {"number": plan.number, "place": worded(plan, "jurisdiction").text}
    return _("What is left of plan %(number)s of %(place)s?") % words


def nature(plans: Sequence[Plan], chosen: Mapping[str, str]) -> str:
    plan = _chosen_plan(plans, chosen)
    return str(plan.nature) if plan else ""


def _chosen_plan(plans: Sequence[Plan], chosen: Mapping[str, str]) -> Plan | None:
    return next((plan for plan in plans if str(plan.pk) == chosen["plan"]), None)


def facets(rows: Sequence[Row], plans: Sequence[Plan], chosen: Mapping[str, str]) -> list[Facet]:
    """Return each facet with its counts, every one a link to its rows."""
    slugs = {str(plan.pk): plan.slug for plan in plans}
    return [
        Facet(legend, [_option(rows, name, code, label, chosen, slugs) for code, label in options])
        for name, legend, options in _offered(plans)
    ]


def _offered(plans: Sequence[Plan]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    everything = ("", _("All"))
    named = [(str(plan.pk), f"{worded(plan, 'jurisdiction')} {plan.period}") for plan in plans]
    return [
        ("plan", _("Plan"), [everything, *named]),
        (
            "decision",
            _("How it left the plan"),
            [everything, *_labels(ClosingDecision.Outcome), (NONE, _("Not known"))],
        ),
        (
            "rung",
            _("Rung reached, by either side"),
            [everything, *_labels(Rung), (NONE, _("None"))],
        ),
        (
            "verdict",
            _("What was last found left"),
            [everything, *_labels(FollowUpCheck.Verdict), (NONE, _("Nobody has said"))],
        ),
    ]


def _labels(choices: Any) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in choices.choices]


def _option(
    rows: Sequence[Row],
    name: str,
    code: str,
    label: str,
    chosen: Mapping[str, str],
    slugs: Mapping[str, str],
) -> Option:
    around = (row for row in rows if fits(row, chosen, but=name))
    number = sum(1 for row in around if not code or code in row.codes(name))
    asked = {**chosen, name: code}
    return Option(label, number, _address(asked, slugs), chosen[name] == code)


def _address(asked: Mapping[str, str], slugs: Mapping[str, str]) -> str:
    values = {name: code for name, code in asked.items() if code}
    if "plan" in values:
        values["plan"] = slugs[values["plan"]]
    query = urlencode(values)
    return f"{reverse('continuity')}?{query}" if query else reverse("continuity")


def query_of(chosen: Mapping[str, str], slugs: Mapping[str, str]) -> str:
    """Return the part of the address that asks for the same rows, without the page."""
    return _address(chosen, slugs).partition("?")[2]


def row_of(row: Row, today: dt.date) -> ContinuityRow:
    return _row(row.commitment, row.lasting, row.later, today)


def _row(
    commitment: Commitment, lasting: Lasting, later: Sequence[Lineage], today: dt.date
) -> ContinuityRow:
    plan, decision = commitment.plan, lasting.decision
    keeper = decision.keeper if decision else None
    return ContinuityRow(
        number=commitment.number,
        title=worded(commitment, "title"),
        url=commitment.get_absolute_url(),
        plan=f"{worded(plan, 'jurisdiction')} {plan.period}",
        is_example=plan.nature == Plan.Nature.EXAMPLE,
        decision=decision_label(decision.outcome) if decision else "",
        keeper=decision.keeper_name if decision else "",
        keeper_url=keeper.get_absolute_url()
        if keeper and decision and not decision.is_held
        else "",
        sides=[_side(plan, lasting, side, today) for side in (*BOTH, Side.INDEPENDENT)],
        later=[lineage_view(link, commitment) for link in later],
        thread_url=reverse("thread", args=[plan.slug, commitment.number]),
    )


def _side(plan: Plan, lasting: Lasting, side: Side, today: dt.date) -> OneSide:
    return OneSide(
        voice=side.value,
        rung="" if side == Side.INDEPENDENT else rung_text(lasting.reached(side)),
        check=_last_check(plan, lasting, side, today),
    )


def _last_check(plan: Plan, lasting: Lasting, side: Side, today: dt.date) -> Check | None:
    """Return what a side last found left, or since when it is unknown."""
    latest = lasting.latest(side)
    if latest:
        return check_of(latest)
    due = marks_due(plan, today)
    if side == Side.INDEPENDENT or plan.status != Plan.Status.ENDED:
        return None
    if not due:
        return Check(_("Asked on %(day)s") % {"day": day_text(mark_day(plan, 6))}, "", "")
    return Check(unknown_since(mark_day(plan, due[0])), "", "")


def thread_rows(
    commitments: Sequence[Commitment],
    lasting: Mapping[int, Lasting],
    links: Sequence[Lineage],
    today: dt.date,
) -> list[ThreadRow]:
    """Return a thread in the order of time."""
    found = []
    for commitment in commitments:
        later = [link for link in links if link.earlier_id == commitment.pk]
        stands = lasting.get(commitment.pk, Lasting())
        if stands.decision:
            stands.decision.commitment = commitment
        row = _row(commitment, stands, later, today)
        status = StatusView(commitment.status, commitment.plan.as_of())
        found.append(ThreadRow(row, status, commitment.plan.period, row.later))
    return found
