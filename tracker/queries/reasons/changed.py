"""What others did since I was last here, where I have a seat, own a milestone or keep the plan.

It is read from the history, so that every kind of change is there, and nothing that is not public.
"""

import datetime as dt

from django.db.models import OuterRef, Q, Subquery

from ledger.models import HistoryEntry
from tracker.models import Commitment, Milestone, Seat
from tracker.queries.reasons.reader import with_day

CODE = "changed"
WAITS = False
AT_FIRST = dt.timedelta(days=14)  # for somebody who never said what they had seen
LONGEST = dt.timedelta(days=90)
NEWEST_FIRST = True


def since(reader):
    """Return the moment after which changes are news to the reader."""
    return max(reader.since or reader.now - AT_FIRST, reader.now - LONGEST)


def found(reader):
    seats = Seat.objects.at_the_table().filter(organisation__in=reader.organisations)
    owned = Milestone.objects.filter(owner__in=reader.organisations)
    mine = Commitment.objects.filter(plan__in=reader.plans).filter(
        Q(pk__in=seats.values("commitment"))
        | Q(pk__in=owned.values("commitment"))
        | Q(plan__in=reader.kept_plans)
    )
    mine = reader.within(mine)
    own = [organisation.slug for organisation in reader.organisations]
    news = HistoryEntry.objects.filter(
        at__gt=since(reader), at__lte=reader.now, context_uid__in=mine.values("uid")
    ).exclude(organisation__in=own)
    plan = Commitment.objects.filter(uid=OuterRef("context_uid")).values("plan")
    yield with_day(news.annotate(plan_id=Subquery(plan)), "at")
