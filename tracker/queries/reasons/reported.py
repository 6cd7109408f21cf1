"""Commitments at whose table I sit, where government spoke since I last did."""

from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import Side
from tracker.models import Entry
from tracker.queries import desk
from tracker.queries.reasons.reader import with_day

CODE = "reported"
WAITS = False


def found(reader):
    civil = reader.organisations_of(Side.CIVIL_SOCIETY)
    said = Entry.objects.filter(
        commitment=OuterRef("pk"), organisation__in=civil, state=Entry.State.PUBLISHED
    )
    last = said.order_by("-said_date").values("said_date")[:1]
    spoke = desk.observed(civil).annotate(own_last=Subquery(last))
    news = Q(own_last=None) | Q(own_last__lt=F("status__government_spoke"))
    spoke = spoke.filter(news, status__government_spoke__isnull=False)
    yield with_day(reader.within(spoke), "status__government_spoke")
