"""Changes of the frame that the other side proposes and mine has to answer."""

from tracker.queries.proposals import waiting
from tracker.queries.reasons.reader import with_day

CODE = "proposed"
WAITS = True
PREFIX = "commitment__"


def found(reader):
    asked = reader.within(waiting(reader.organisations), PREFIX)
    yield with_day(asked, "answer_by", PREFIX)
