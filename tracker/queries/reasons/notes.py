"""Joint notes that the other side wrote or signed, and that wait for mine."""

from tracker.queries.joint_notes import waiting_for
from tracker.queries.reasons.reader import with_day

CODE = "notes"
WAITS = True
PREFIX = "note__milestone__commitment__"


def found(reader):
    waiting = reader.within(waiting_for(reader.organisations), PREFIX)
    yield with_day(waiting, "created_at", PREFIX)
