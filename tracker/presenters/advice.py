"""A ledger of advice: how many of each, and one row for each observation that asked something."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Observation
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.settlements import lateness
from tracker.presenters.statements import address
from tracker.presenters.wording import worded
from tracker.queries.advice import OUTCOMES, Advice


def labels() -> dict[str, str]:
    """Return what a reader calls each outcome, in the order of the ledger."""
    return {
        "": _("Given"),
        "taken_up": _("Taken up"),
        "partly": _("Partly taken up"),
        "not_taken_up": _("Not taken up"),
        "promised": _("Answer promised"),
        "unanswered": _("Not answered"),
        "accepted": _("Answer accepted"),
        "not_resolved": _("Not resolved"),
        "escalated": _("At the forum"),
        "closed": _("Closed by the forum"),
    }


@dataclass(frozen=True)
class Total:
    label: str
    number: int
    url: str
    is_chosen: bool


def totals(counts: dict[str, int], chosen: str, url: str) -> list[Total]:
    """Return every count as a link to its rows."""
    names = labels()
    return [
        Total(names[code], counts[code], f"{url}?outcome={code}" if code else url, code == chosen)
        for code in ("", *OUTCOMES)
    ]


@dataclass(frozen=True)
class AdviceRow:
    """`waits` says since when there is no answer; `late` how late it came."""

    url: str
    on: dt.date
    voice: str
    organisation: str
    kind: str
    text: str
    lang: str
    about: str
    about_url: str
    answer: str
    answered_on: dt.date | None
    answer_url: str
    late: str
    waits: str
    is_late: bool
    word: str
    example: bool


def row_of(advice: Advice) -> AdviceRow:
    observation, answer = advice.observation, advice.answer
    names = labels()
    as_of = observation.plan.as_of()
    subject = observation.subject
    due = observation.due_date(answer)
    pending = answer is None or answer.is_promise
    return AdviceRow(
        url=address(observation),
        on=observation.said_date,
        voice=observation.side,
        organisation=observation.organisation_name,
        kind=str(observation.get_type_display()),
        text=observation.asks or observation.text,
        lang=observation.language,
        about=_about(observation),
        about_url=subject.get_absolute_url(),
        answer=names[observation.answered],  # type: ignore[attr-defined]
        answered_on=answer.said_date if answer else None,
        answer_url=address(answer) if answer else "",
        late=lateness(answer.said_date, asked=observation.answer_by, promised=None)
        if answer
        else "",
        waits=_waits(observation, due, as_of) if pending else "",
        is_late=pending and due is not None and due < as_of,
        word=names[observation.said] if observation.said else "",  # type: ignore[attr-defined]
        example=observation.plan.nature == "example",
    )


def _about(observation: Observation) -> str:
    title = worded(observation.subject, "title")
    if observation.milestone:
        return f"{observation.milestone.label} {title}"
    return f"{observation.commitment.number}. {title}"


def _waits(observation: Observation, due: dt.date | None, as_of: dt.date) -> str:
    """Say for how long there is no answer: since its day, or since it was asked."""
    if due and due < as_of:
        days = (as_of - due).days
        words = ngettext("due %(day)s, %(days)s day late", "due %(day)s, %(days)s days late", days)
        return words % {"day": day_text(due), "days": number_text(days)}
    days = max((as_of - observation.said_date).days, 0)
    words = ngettext("waits for %(days)s day", "waits for %(days)s days", days)
    waits = words % {"days": number_text(days)}
    if due is None:
        return waits
    return _("%(waits)s, due %(day)s") % {"waits": waits, "day": day_text(due)}


HEADER = (
    "given_on",
    "organisation",
    "kind",
    "plan",
    "commitment",
    "milestone",
    "asks",
    "text",
    "language",
    "answer_by",
    "answer",
    "answered_on",
    "promised_for",
    "days_late",
    "word",
    "address",
)


def table(advice: Iterable[Advice]) -> Iterable[list[Any]]:
    """Yield the rows of the file: codes and dates, not words of a page."""
    for one in advice:
        observation, answer = one.observation, one.answer
        late = 0
        if observation.answer_by:
            end = answer.said_date if answer else observation.plan.as_of()
            late = max((end - observation.answer_by).days, 0)
        yield [
            observation.said_date,
            observation.organisation_name,
            observation.type,
            observation.plan.slug,
            observation.commitment.number,
            observation.milestone.number if observation.milestone else "",
            observation.asks,
            observation.text,
            observation.language,
            observation.answer_by,
            observation.answered,  # type: ignore[attr-defined]
            answer.said_date if answer else "",
            answer.promised_date if answer else "",
            late or "",
            observation.said,  # type: ignore[attr-defined]
            f"{settings.PUBLIC_URL}{address(observation)}",
        ]
