"""Answers to my observations on which I have said nothing since."""

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Side
from tracker.models import Entry, Response, Settlement
from tracker.queries.reasons.reader import with_day

CODE = "answered"
WAITS = True


def found(reader):
    """Return the answers; a promise to answer is none, and one of my own words settles it."""
    civil = reader.organisations_of(Side.CIVIL_SOCIETY)
    since = Entry.objects.filter(
        commitment=OuterRef("commitment"),
        organisation__in=civil,
        published_at__gt=OuterRef("published_at"),
    ).filter(Q(milestone=OuterRef("milestone")) | Q(milestone=None))
    settled = Settlement.objects.standing().filter(response=OuterRef("pk"))
    answers = (
        Response.objects.filter(
            reader.in_force("commitment__"), to__organisation__in=civil, state=Entry.State.PUBLISHED
        )
        .exclude(outcome=Response.Outcome.WILL_ANSWER)
        .exclude(organisation=F("to__organisation"))
        .filter(~Exists(since), ~Exists(settled))
    )
    yield with_day(reader.within(answers, "commitment__"), "said_date", "commitment__")
