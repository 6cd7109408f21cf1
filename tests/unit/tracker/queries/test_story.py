"""One order of time, with the silences in it."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest

from tests.unit.tracker.queries.words import START, said
from tracker.models import CommitmentText, Plan
from tracker.queries import story
from tracker.queries.spoken import Record

PLAN = Plan(timezone="America/Mexico_City")


def day(number):
    return START + dt.timedelta(days=number)


def silences(*rows, until=400, **more):
    found = story.silences(
        Record(list(rows)), start=START, until=day(until), longer_than=180, **more
    )
    return [(s.side, (s.start - START).days, (s.end - START).days, s.is_open) for s in found]


def decision(number, **fields):
    at = dt.datetime.combine(day(number), dt.time(18), tzinfo=dt.UTC)
    return story.Decision("milestone.due_date_moved", uuid.UUID(int=1), at, 1, "", "", "", fields)


# --- Silences ---


def test_a_side_that_never_spoke_is_silent_since_the_plan_began():
    assert silences() == [("government", 0, 400, True), ("civil_society", 0, 400, True)]


@pytest.mark.parametrize(("until", "expected"), [(280, 0), (281, 2)])
def test_a_silence_is_longer_than_the_plan_allows(until, expected):
    rows = said(day=100), said("civil_society", 100)
    assert len(silences(*rows, until=until)) == expected


def test_a_silence_between_two_words_is_over():
    rows = said(day=10), said(day=300), said("civil_society", 100), said("civil_society", 250)
    assert silences(*rows) == [("government", 10, 300, False)]


def test_the_last_silence_is_over_where_something_else_ended_it():
    rows = said(day=10), said("civil_society", 390)
    assert silences(*rows, said("civil_society", 150), goes_on=False) == [
        ("government", 10, 400, False),
        ("civil_society", 150, 390, False),
    ]


def test_withdrawn_words_and_vague_dates_end_no_silence():
    rows = [
        said(day=200, state="withdrawn"),
        said(day=200, precision="year"),
        said("civil_society", 200),
        said("civil_society", 100),
    ]
    assert silences(*rows) == [
        ("government", 0, 400, True),
        ("civil_society", 200, 400, True),
    ]


def test_words_before_the_plan_began_count():
    assert silences(said(day=-10), said("civil_society", 300), until=180) == [
        ("government", -10, 180, True),
        ("civil_society", 0, 300, False),
    ]


@pytest.mark.parametrize(
    ("nature", "state", "expected"),
    [
        ("live", "in_force", [True, True]),
        ("example", "in_force", [True, True]),
        ("archive", "in_force", []),
        ("live", "paused", [False, False]),
    ],
)
def test_the_archive_and_what_is_not_in_force_have_no_open_silence(nature, state, expected):
    plan = Plan(nature=nature, status="in_force", start_date=START, silent_days=180)
    commitment = SimpleNamespace(
        plan=plan, state=state, state_date=None if state == "in_force" else day(300)
    )
    found = story.silences_in(commitment, Record([]), day(400))
    assert [silence.is_open for silence in found] == expected


# --- One order ---


def test_everything_stands_in_one_order_newest_first():
    words = [said(day=5), said(day=5), said("civil_society", 9)]
    moved = decision(7, due_date=["2026-06-30", "2026-09-30"], reason="Late.")
    text = CommitmentText(number=1, adopted_date=day(5))
    undated = CommitmentText(number=2)
    quiet = story.Silence("government", day(0), day(5), is_open=False, since_start=True)
    going_on = story.Silence("government", day(5), day(9), is_open=True, since_start=False)
    found = story.moments(PLAN, Record(words), [moved], [text, undated], [quiet, going_on])
    assert [moment.what for moment in found] == [
        going_on,
        words[2],
        moved,
        words[1],
        words[0],
        text,
        quiet,
    ]


def test_what_has_no_date_stands_at_the_beginning():
    dated, undated = said(day=1), said(day=900, precision="unknown")
    found = story.moments(PLAN, Record([dated, undated]))
    assert [moment.what for moment in found] == [dated, undated]


def test_a_state_counts_from_the_day_it_took_effect():
    decided = decision(7, state_date=[None, "2026-01-03"])
    assert decided.day(PLAN) == dt.date(2026, 1, 3)
    assert decision(7, state_date=["2026-01-03", None]).day(PLAN) == day(7)
