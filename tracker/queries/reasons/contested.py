"""What both sides see two steps apart or more, where one of the two is mine."""

from django.db.models import Exists, OuterRef

from accounts.models import Side
from tracker.models import Commitment, Entry, Milestone, Seat
from tracker.queries.reasons.reader import with_day
from tracker.two_voices import State

CODE = "contested"
WAITS = False


def found(reader):
    """Return what officials own or lead, or what civil society gave a verdict of."""
    day = "status__contested_since"
    contested = {"status__state": State.CONTESTED}
    milestones = Milestone.objects.filter(reader.in_force("commitment__"), **contested)
    commitments = Commitment.objects.filter(reader.in_force(), **contested)
    if civil := reader.organisations_of(Side.CIVIL_SOCIETY):
        said = Entry.objects.filter(organisation__in=civil).exclude(completion="")
        milestones = milestones.filter(Exists(said.filter(milestone=OuterRef("pk"))))
        of_whole = said.filter(commitment=OuterRef("pk"), milestone=None)
        commitments = commitments.filter(Exists(of_whole))
    else:
        seats = Seat.objects.at_the_table().filter(
            role=Seat.Role.LEADS, organisation__in=reader.organisations
        )
        milestones = milestones.filter(owner__in=reader.organisations)
        commitments = commitments.filter(Exists(seats.filter(commitment=OuterRef("pk"))))
    yield with_day(reader.within(milestones, "commitment__"), day, "commitment__")
    yield with_day(reader.within(commitments), day)
