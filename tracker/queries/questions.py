"""Who is asked for an answer and has not given it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Organisation
from tracker.models import Entry, Observation, Response
from tracker.queries.spoken import Record, Said


@dataclass(frozen=True)
class Question:
    """An observation that waits for an answer. `by` is None when no date was asked for.

    `promised` is True when the answer was promised for that day and has not come.
    """

    observation: Said
    addressed: list[Organisation]
    by: dt.date | None
    promised: bool

    def days_late(self, as_of: dt.date) -> int:
        return max((as_of - self.by).days, 0) if self.by else 0


def open_questions(
    record: Record, leads: Sequence[Organisation], owners: Mapping[int, Organisation | None]
) -> list[Question]:
    """Return the observations that ask something and have no answer, the most urgent first.

    `leads` answer for the commitment as a whole, `owners` (by milestone's key) for a milestone;
    nobody answers themselves.
    """
    found = []
    for row in record.standing():
        if row.kind != Entry.Kind.OBSERVATION or not (
            row.asks or row.type == Observation.Type.QUESTION
        ):
            continue
        answers = [r for r in record.responses.get(row.pk, []) if record.stands(r)]
        if any(r.outcome != Response.Outcome.WILL_ANSWER for r in answers):
            continue
        promised = max((r.promised for r in answers if r.promised), default=None)
        owner = owners.get(row.milestone_id) if row.milestone_id else None
        answerable = [owner] if owner else [] if row.milestone_id else list(leads)
        addressed = [o for o in answerable if o.pk != row.organisation_id]
        if addressed:
            found.append(Question(row, addressed, promised or row.answer_by, bool(promised)))
    return sorted(found, key=lambda q: (q.by is None, q.by or q.observation.on, q.observation.at))
