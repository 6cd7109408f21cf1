"""Light rows of entries, made up for tests that need no database."""

import datetime as dt
import itertools
import uuid
from types import SimpleNamespace

from tracker.queries.spoken import Said

START = dt.date(2026, 1, 1)
_numbers = itertools.count(1)


def said(side="government", day=0, **more):
    """Return a published report of a day after START."""
    number = next(_numbers)
    on = START + dt.timedelta(days=day)
    row = {
        "pk": number,
        "uid": uuid.UUID(int=number),
        "kind": "progress_report" if side == "government" else "observation",
        "side": side,
        "state": "published",
        "on": on,
        "precision": "day",
        "at": dt.datetime(on.year, on.month, on.day, 12, tzinfo=dt.UTC),
        "organisation_id": 1 if side == "government" else 2,
        "organisation": side,
        "organisation_slug": side,
        "hat": "",
        "completion": "",
        "milestone_id": None,
        "milestone": None,
        "corrects_id": None,
        "answers_id": None,
        "outcome": None,
        "promised": None,
        "type": None,
        "asks": None,
        "language": "es",
        "answer_by": None,
        "first_id": None,
        "same_as_id": None,
        "opened": None,
        "of_obstacle_id": None,
        "fact": None,
        "became": None,
        "ripple_id": None,
        "finding": None,
        "layer": None,
        "effect": None,
        "led_by_id": None,
        "reverses_id": None,
        "is_held": False,
    }
    return Said(**row | more)


def answer(question, day=1, outcome="taken_up", **more):
    more = {"kind": "response", "answers_id": question.pk, "outcome": outcome} | more
    return said(day=day, **more)


def body(pk, short=""):
    """Return something that stands for an organisation."""
    return SimpleNamespace(pk=pk, short=short or f"Body {pk}")
