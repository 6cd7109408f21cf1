"""The seats of one table, and for which of them nobody can sign in."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from accounts.models import Membership
from tracker.models import Commitment, Seat


def table_of(commitment: Commitment) -> list[Seat]:
    """Return every seat at a commitment's table with its organisation."""
    seats = Seat.objects.filter(commitment=commitment).select_related("organisation")
    return list(seats.order_by("pk"))


def with_members(organisations: Iterable[int], day: dt.date) -> set[int]:
    """Return which organisations somebody can sign in for on a day."""
    in_force = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), since__lte=day, user__is_active=True
    )
    members = in_force.filter(organisation__in=set(organisations)).order_by()
    return set(members.values_list("organisation_id", flat=True).distinct())
