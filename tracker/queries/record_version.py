"""What all public pages depend on, in one small read."""

import zoneinfo
from typing import cast

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone

from ledger.models import Chain
from tracker.models import Hold, Plan


def record_version() -> list[str]:
    """Return strings that change whenever anything public changes: every chain's head, every plan's day.

    Whatever a reader can see was written through a history chain, whose head then moved. What lies in no chain is the
    clock: lateness and silence grow at midnight, where each plan lives, and a hold ends by itself. One query; a row
    for each chain, time zone and hold in force.
    """
    heads = Chain.objects.order_by().values_list("key", "head")
    zones = Plan.objects.order_by().values_list("timezone", "timezone")
    now = timezone.now()
    # A chain's head is a hash, so it never equals its key: a row that says a name twice is a time zone.
    holds = Hold.objects.in_force(now).order_by()
    hidden = holds.values_list(Cast("uid", CharField()), "side")
    found = cast("list[tuple[str, str]]", list(heads.union(zones, hidden)))
    days = {
        now.astimezone(zoneinfo.ZoneInfo(key)).date().isoformat()
        for key, head in found
        if key == head
    }
    return [now.date().isoformat(), *sorted(days), *sorted(f"{key} {head}" for key, head in found)]
