"""Meetings that I called, or of the plans I keep, that took place and have no minutes."""

from django.db.models import Q

from tracker.queries.reasons.meetings import called

CODE = "minutes"
WAITS = True


def found(reader):
    mine = Q(organisation__in=reader.organisations) | Q(plan__in=reader.kept_plans)
    yield called(reader).filter(mine, reader.compared("", "date__lt"))
