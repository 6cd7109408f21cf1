"""Who is asked for an answer and has not given it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Organisation
from tracker.models import Entry, Observation, Response, Settlement
from tracker.queries.spoken import Record, Said, order


@dataclass(frozen=True)
class Question:
    """An observation that waits for an answer. `by` is None when no date was asked for.

    `promised` is True when the answer was promised for that day and has not come. `word` is what
    whoever asked said of the answer that came: it is not resolved, or at the forum, which then has
    the next word: `addressed` is the forum alone.
    """

    observation: Said
    addressed: list[Organisation]
    by: dt.date | None
    promised: bool
    word: Settlement | None = None

    @property
    def is_at_the_forum(self) -> bool:
        return self.word is not None and self.word.state == Settlement.State.ESCALATED

    def days_late(self, as_of: dt.date) -> int:
        """Return by how many days the answer is late; the forum closes without a day."""
        if self.by is None or self.is_at_the_forum:
            return 0
        return max((as_of - self.by).days, 0)


def open_questions(
    record: Record,
    leads: Sequence[Organisation],
    owners: Mapping[int, Organisation | None],
    words: Mapping[int, Settlement] | None = None,
    forum: Organisation | None = None,
) -> list[Question]:
    """Return the observations that ask something and have no answer that resolves them, the most
    urgent first. `words` are those of whoever asked, by the observation's key.

    `leads` answer for the commitment as a whole, `owners` (by milestone's key) for a milestone, the
    `forum` for what was brought to it; nobody answers themselves.
    """
    found = []
    for row in record.standing():
        if row.kind != Entry.Kind.OBSERVATION or not (
            row.asks or row.answer_by or row.type == Observation.Type.QUESTION
        ):
            continue
        answers = [r for r in record.responses.get(row.pk, []) if record.stands(r)]
        word = (words or {}).get(row.pk)
        is_answered = any(r.outcome != Response.Outcome.WILL_ANSWER for r in answers)
        if _is_settled(word, answers) if word else is_answered:
            continue
        promised = max((r.promised for r in answers if r.promised), default=None)
        owner = owners.get(row.milestone_id) if row.milestone_id else None
        answerable = [owner] if owner else [] if row.milestone_id else list(leads)
        if forum and word and word.state == Settlement.State.ESCALATED:
            answerable = [forum]
        addressed = [o for o in answerable if o.pk != row.organisation_id]
        if addressed:
            found.append(Question(row, addressed, promised or row.answer_by, bool(promised), word))
    return sorted(found, key=lambda q: (q.by is None, q.by or q.observation.on, q.observation.at))


def _is_settled(word: Settlement, answers: Sequence[Said]) -> bool:
    """Return whether nobody owes an answer after a word: a newer one came, or it was accepted or closed."""
    if word.state == Settlement.State.ESCALATED:
        return False
    newest = max(answers, key=order, default=None)
    if newest and newest.pk != word.response_id:
        return newest.outcome != Response.Outcome.WILL_ANSWER
    return word.outcome == Settlement.Outcome.ACCEPTED or word.state == Settlement.State.CLOSED
