"""Meetings that I called, or of the plans I keep, that took place and have no minutes."""

from django.db.models import Q

from tracker.queries.reasons.meetings import called

CODE = "minutes"
WAITS = True


def found(reader):
    own = reader.organisations
    mine = Q(organisation__in=own) | Q(plan__secretariat__in=own)
    yield called(reader).filter(mine, reader.compared("", "date__lt"))
