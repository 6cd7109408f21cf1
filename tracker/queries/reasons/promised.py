"""Promises to answer me by a day that has passed."""

from django.db.models import Exists, OuterRef

from accounts.models import Side
from tracker.models import Entry, Response
from tracker.queries.reasons.reader import with_day

CODE = "promised"
WAITS = True


def found(reader):
    civil = reader.organisations_of(Side.CIVIL_SOCIETY)
    standing = Response.objects.filter(state=Entry.State.PUBLISHED)
    later = standing.filter(to=OuterRef("to"), published_at__gt=OuterRef("published_at"))
    promises = standing.filter(
        reader.in_force("commitment__"),
        reader.compared("commitment__", "promised_date__lt"),
        ~Exists(later),
        to__organisation__in=civil,
        to__state=Entry.State.PUBLISHED,
        outcome=Response.Outcome.WILL_ANSWER,
    )
    yield with_day(reader.within(promises, "commitment__"), "promised_date", "commitment__")
