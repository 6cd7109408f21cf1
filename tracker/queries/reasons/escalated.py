"""Questions that were brought to the forum, which my organisation is."""

from tracker.queries import answers
from tracker.queries.reasons.reader import with_day

CODE = "escalated"
WAITS = True


def found(reader):
    rows = reader.within(
        answers.escalated_to(reader.organisations), "observation__commitment__"
    ).select_related(None)
    yield with_day(rows, "escalated_at", "observation__commitment__")
