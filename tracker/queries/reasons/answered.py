"""Answers to my observations that wait for my word."""

from accounts.models import Side
from tracker.models import Response
from tracker.queries.answers import to_settle
from tracker.queries.reasons.reader import with_day

CODE = "answered"
WAITS = True


def found(reader):
    asked = to_settle(reader.organisations_of(Side.CIVIL_SOCIETY))
    answers = Response.objects.filter(pk__in=asked.order_by().values("answer"))
    yield with_day(reader.within(answers, "commitment__"), "said_date", "commitment__")
