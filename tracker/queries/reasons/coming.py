"""The days of the next two months: what falls due, and by when somebody answers, here or there."""

from django.db.models import Exists, OuterRef

from tracker.models import Entry, Response
from tracker.queries import desk, proposals
from tracker.queries.answers import unanswered
from tracker.queries.reasons import theirs
from tracker.queries.reasons.milestones import owed
from tracker.queries.reasons.reader import with_day

CODE = "coming"
WAITS = False
SOON = 60  # days
PREFIX = "commitment__"


def found(reader):
    for rows, day in (
        (owed(reader), "due_date"),
        (theirs.milestones(reader), "due_date"),
        (_dated(reader, desk.awaiting(reader.organisations), "answer_by"), "answer_by"),
        (_dated(reader, unanswered(reader.organisations), "by"), "by"),
        (_dated(reader, _promised(reader), "promised_date"), "promised_date"),
        (_dated(reader, proposals.waiting(reader.organisations), "answer_by"), "answer_by"),
        (theirs.proposed(reader), "answer_by"),
    ):
        yield rows.filter(
            reader.compared(PREFIX, f"{day}__gte"), reader.compared(PREFIX, f"{day}__lte", SOON)
        )


def _dated(reader, rows, day):
    return with_day(reader.within(rows, PREFIX), day, PREFIX)


def _promised(reader):
    """Return the reader's own promises to answer that no later answer kept."""
    standing = Response.objects.filter(state=Entry.State.PUBLISHED)
    later = standing.filter(to=OuterRef("to"), published_at__gt=OuterRef("published_at"))
    return standing.filter(
        reader.in_force(PREFIX),
        ~Exists(later),
        organisation__in=reader.organisations,
        outcome=Response.Outcome.WILL_ANSWER,
    )
