"""My own proposals that nobody answered in time: they may be published alone."""

from tracker.models import Proposal
from tracker.queries.reasons.reader import with_day

CODE = "unanswered"
WAITS = True
PREFIX = "commitment__"


def found(reader):
    own = Proposal.objects.open().filter(
        reader.in_force(PREFIX),
        reader.compared(PREFIX, "answer_by__lt"),
        organisation__in=reader.organisations,
    )
    yield with_day(reader.within(own, PREFIX), "answer_by", PREFIX)
