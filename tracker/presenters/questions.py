"""A question that waits for an answer: who asked, who answers, by when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.statements import address
from tracker.queries.questions import Question


@dataclass(frozen=True)
class QuestionView:
    """`due` says by when in words; `is_late` that the day has passed."""

    url: str
    asked_by: str
    voice: str
    on: dt.date
    asks: str
    language: str
    milestone: int | None
    addressed: list[Organisation]
    by: dt.date | None
    due: str
    is_late: bool


def question_view(question: Question, as_of: dt.date) -> QuestionView:
    said = question.observation
    return QuestionView(
        url=address(said),
        asked_by=said.organisation,
        voice=said.side,
        on=said.on,
        asks=_("Hidden by a steward for now.") if said.is_held else said.asks or "",
        language="" if said.is_held else said.language,
        milestone=said.milestone,
        addressed=question.addressed,
        by=question.by,
        due=due_text(question, as_of),
        is_late=bool(question.days_late(as_of)),
    )


def due_text(question: Question, as_of: dt.date) -> str:
    """Return by when an answer was asked for or promised, and how far that day lies."""
    if question.word:
        if question.is_at_the_forum:
            return _("at the forum, which closes it with a note")
        return _("not resolved, says whoever asked")
    if question.by is None:
        return _("no date asked")
    days = question.days_late(as_of)
    if days:
        distance = ngettext("%(days)s day late", "%(days)s days late", days)
    else:
        days = (question.by - as_of).days
        distance = ngettext("%(days)s day left", "%(days)s days left", days)
    day = day_text(question.by)
    words = _("promised for %(day)s") if question.promised else _("asked by %(day)s")
    return f"{words % {'day': day}}, {distance % {'days': number_text(days)}}"
