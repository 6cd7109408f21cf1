"""Ripples that stand: published, neither withdrawn nor corrected; and what others found about them."""

import re
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from tracker.models import Commitment, Entry, Ripple

# As many as a list on a phone can hold.
OFFERED = 60
UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def standing(rows: QuerySet) -> QuerySet:
    """Narrow entries to those that count."""
    corrections = Entry.objects.filter(corrects=OuterRef("pk"))
    return rows.filter(Q(state=Entry.State.PUBLISHED) & ~Exists(corrections))


def to_follow(commitment: Commitment, chosen: str) -> list[Ripple]:
    """Return the ripples of a plan that another can follow from: first the one that is chosen, of
    whatever plan, then those of the commitment, the newest first."""
    of_the_plan = Q(commitment__plan=commitment.plan_id)
    first: Any = [When(commitment=commitment.pk, then=Value(1))]
    if UID.fullmatch(chosen):
        of_the_plan |= Q(uid=chosen)
        first.insert(0, When(uid=chosen, then=Value(0)))
    rows = standing(Ripple.objects.filter(of_the_plan)).select_related("commitment")
    turn = Case(*first, default=Value(2), output_field=IntegerField())
    return list(rows.order_by(turn, F("said_date").desc(), "-pk")[:OFFERED])
