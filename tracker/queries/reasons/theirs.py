"""What others owe me: answers, their word on proposals, signatures, reports that are overdue.

Told as one list of its own. It is the other direction of my own list, so nothing of it waits for me.
"""

from accounts.models.organisation import KIND_SIDE
from tracker.models import Commitment, Milestone, Proposal, Seat
from tracker.queries.answers import unanswered
from tracker.queries.joint_notes import waiting_for_others
from tracker.queries.reasons.reader import with_day

CODE = "theirs"
WAITS = False


def found(reader):
    asked = reader.within(unanswered(reader.organisations), "commitment__")
    yield with_day(asked, "by", "commitment__")
    yield proposed(reader).filter(reader.compared("commitment__", "answer_by__gte"))
    signed = waiting_for_others(reader.organisations)
    prefix = "note__milestone__commitment__"
    yield with_day(reader.within(signed, prefix), "created_at", prefix)
    yield milestones(reader).filter(reader.compared("commitment__", "due_date__lt"))


def proposed(reader):
    """Return the reader's own proposals that are open."""
    own = Proposal.objects.open().filter(
        reader.in_force("commitment__"), organisation__in=reader.organisations
    )
    return with_day(reader.within(own, "commitment__"), "answer_by", "commitment__")


def milestones(reader):
    """Return what the other side owes at the tables where the reader sits or owes something too."""
    seats = Seat.objects.at_the_table().filter(organisation__in=reader.organisations)
    owned = Milestone.objects.filter(owner__in=reader.organisations)
    tables = Commitment.objects.filter(
        pk__in=seats.values("commitment")
    ) | Commitment.objects.filter(pk__in=owned.values("commitment"))
    sides = {organisation.side for organisation in reader.organisations}
    others = [kind for kind, side in KIND_SIDE.items() if side not in sides]
    theirs = Milestone.objects.expected().filter(
        reader.in_force("commitment__"),
        commitment__in=tables,
        owner__kind__in=others,
        status__done_date__isnull=True,
    )
    return with_day(reader.within(theirs, "commitment__"), "due_date", "commitment__")
