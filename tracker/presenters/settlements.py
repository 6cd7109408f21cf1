"""What was said of an answer after it came, as statements; and how late an answer is."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Side
from tracker.models import Entry, Plan, Response, Settlement
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.statements import Speaker, Statement
from tracker.presenters.tombstones import in_place, tombstones
from tracker.queries.settlements import SETTLED, Step, steps_of


def step_statement(step: Step, plan: Plan, links: Any = ()) -> Statement:
    """Return one step as a statement: civil society's word, or the note of the forum."""
    row = step.settlement
    shown = _statement(row, plan, plan.day_of(step.at))
    taken_back = row.is_withdrawn and step.name == SETTLED
    match step.name:
        case "settled":
            shown = replace(
                shown,
                title=_outcome_title(row),
                text=row.remark,
                state=Entry.State.WITHDRAWN.value if taken_back else shown.state,
                withdrawn_reason=row.withdrawal_reason,
                withdrawn_on=plan.day_of(row.withdrawn_at) if row.withdrawn_at else None,
            )
        case "escalated":
            shown = replace(
                shown, anchor="", title=_("Brought to the forum"), text=row.escalation_reason
            )
        case "closed":
            shown = replace(
                shown,
                anchor="",
                voice=Side.SECRETARIAT.value,
                organisation=Speaker(row.forum_name, plan.secretariat.get_absolute_url()),
                title=_("Closed by the forum"),
                text=row.closing_note,
                language=row.closing_language,
            )
    gone = tombstones(row, plan) if in_place(row, shown.text) else []
    return replace(shown, links=list(links), tombstones=gone)


def statements_of(settlement: Settlement) -> list[Statement]:
    """Return all that was said of one answer, oldest first."""
    return [step_statement(step, settlement.plan) for step in steps_of(settlement)]


def _outcome_title(row: Settlement) -> str:
    if row.outcome == Settlement.Outcome.ACCEPTED:
        return _("Answer accepted")
    return _("Not resolved") if row.response_id else _("Not resolved: there was no answer")


def _statement(row: Settlement, plan: Plan, day: dt.date) -> Statement:
    return Statement(
        voice=str(row.organisation.side),
        organisation=Speaker(row.organisation_name, row.organisation.get_absolute_url()),
        hat_label="",
        on=day,
        on_label="",
        documented=False,
        source_url="",
        example=plan.nature == Plan.Nature.EXAMPLE,
        title="",
        text="",
        language=row.language,
        evidence=[],
        state=Entry.State.PUBLISHED,
        withdrawn_reason="",
        withdrawn_on=None,
        corrects_url="",
        corrected_by_url="",
        anchor=row.anchor,
    )


def days_late(said_date: dt.date, due: dt.date | None) -> int:
    return max((said_date - due).days, 0) if due else 0


def lateness(said_date: dt.date, *, asked: dt.date | None, promised: dt.date | None) -> str:
    """Return how late an answer came: after the day promised for it, or else the day asked for."""
    days = days_late(said_date, promised or asked)
    if not days:
        return ""
    if promised:
        words = ngettext(
            "%(days)s day after the day promised, %(day)s",
            "%(days)s days after the day promised, %(day)s",
            days,
        )
    else:
        words = ngettext(
            "%(days)s day after the day asked for, %(day)s",
            "%(days)s days after the day asked for, %(day)s",
            days,
        )
    return words % {"days": number_text(days), "day": day_text(promised or asked)}


def broken_promise(answers: list[Response], as_of: dt.date) -> str:
    """Say that the day of a promise has passed and nothing came after it, if so.

    `answers` are the standing ones of one question, oldest first.
    """
    last = answers[-1] if answers else None
    if last is None or not last.is_promise:
        return ""
    days = days_late(as_of, last.promised_date)
    if not days:
        return ""
    return ngettext(
        "The answer was promised for %(day)s, %(days)s day ago, and has not come.",
        "The answer was promised for %(day)s, %(days)s days ago, and has not come.",
        days,
    ) % {"day": day_text(last.promised_date), "days": number_text(days)}


def with_fact(shown: Statement, label: str, value: str) -> Statement:
    """Return a statement with one more fact, if there is one to tell."""
    if not value:
        return shown
    return replace(shown, facts=[*shown.facts, {"label": label, "value": value, "lang": ""}])
