"""Commitments of the plans I keep on which a side has said nothing for too long."""

import datetime as dt

from django.db.models import Q

from tracker.models import Commitment
from tracker.queries.reasons.reader import with_day

CODE = "silent"
WAITS = False
SIDES = ("government", "civil_society")


def found(reader):
    """Return commitments in force; a plan says how many days without a word are silence."""
    silent = Q(pk__in=[])
    for plan in reader.kept_plans:
        limit = plan.as_of(reader.now) - dt.timedelta(days=plan.silent_days)
        for side in SIDES:
            silent |= Q(**{"plan": plan, f"status__{side}_spoke__lt": limit})
            if plan.start_date < limit:
                silent |= Q(**{"plan": plan, f"status__{side}_spoke": None})
    commitments = Commitment.objects.filter(silent, state=Commitment.State.IN_FORCE)
    yield with_day(reader.within(commitments))
