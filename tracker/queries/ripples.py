"""Ripples that stand: published, neither withdrawn nor corrected; and what others found about them."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from accounts.models import Organisation, Side
from tracker.models import Commitment, Milestone, Plan, Ripple, Seat

# As many as a list on a phone can hold.
OFFERED = 60
UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def to_follow(commitment: Commitment, chosen: str) -> list[Ripple]:
    """Return the ripples of a plan that another can follow from: first the one that is chosen, of
    whatever plan, then those of the commitment, the newest first."""
    of_the_plan = Q(commitment__plan=commitment.plan_id)
    first: Any = [When(commitment=commitment.pk, then=Value(1))]
    if UID.fullmatch(chosen):
        of_the_plan |= Q(uid=chosen)
        first.insert(0, When(uid=chosen, then=Value(0)))
    rows = Ripple.objects.standing().filter(of_the_plan).select_related("commitment")
    turn = Case(*first, default=Value(2), output_field=IntegerField())
    return list(rows.order_by(turn, F("said_date").desc(), "-pk")[:OFFERED])


def at_work(organisations: Sequence[Organisation]) -> QuerySet[Ripple]:
    """Return the ripples that stand of commitments at whose table organisations sit, or of which they own a
    milestone; for independent reviewers those of every plan. In plans where something can be found of them."""
    rows = Ripple.objects.standing().filter(
        commitment__plan__status__in=(Plan.Status.IN_FORCE, Plan.Status.ENDED),
        commitment__plan__nature__in=(Plan.Nature.LIVE, Plan.Nature.EXAMPLE),
    )
    if any(organisation.side == Side.INDEPENDENT for organisation in organisations):
        return rows
    here = {"commitment": OuterRef("commitment")}
    seats = Seat.objects.at_the_table().filter(organisation__in=organisations, **here)
    owned = Milestone.objects.filter(owner__in=organisations, **here)
    writers = any(organisation.side != Side.SECRETARIAT for organisation in organisations)
    return rows.filter(Exists(seats) | Exists(owned)) if writers else rows.none()
