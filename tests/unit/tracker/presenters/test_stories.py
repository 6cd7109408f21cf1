"""How the story writes silences, decisions and the pulse."""

import datetime as dt
import uuid

import pytest

from tests.unit.tracker.queries.words import START, said
from tracker.models import Milestone, Plan
from tracker.presenters import stories
from tracker.queries.spoken import Record
from tracker.queries.story import Decision, Silence

PLAN = Plan(
    timezone="America/Mexico_City",
    start_date=START,
    end_date=dt.date(2027, 12, 31),
    silent_days=180,
)
UID = uuid.UUID(int=5)


def move(seq, **fields):
    at = dt.datetime(2026, 5, seq, 18, tzinfo=dt.UTC)
    return Decision("milestone.due_date_moved", UID, at, seq, "secretariat", "", "", fields)


@pytest.mark.parametrize(
    ("is_open", "since_start", "text"),
    [
        (False, False, "Government: 203 days without a word, from 1 Jan 2026 to 23 Jul 2026"),
        (False, True, "Government: 203 days without a word, from 1 Jan 2026 to 23 Jul 2026"),
        (True, False, "Government: 203 days without a word, since 1 Jan 2026"),
        (True, True, "Government: not a word yet, 203 days since the plan began"),
    ],
)
def test_a_silence_says_who_how_long_and_since_when(is_open, since_start, text):
    silence = Silence("government", START, START + dt.timedelta(days=203), is_open, since_start)
    assert stories.silence_text(silence) == text


def test_a_moved_date_is_written_as_exactly_as_it_was_then():
    moves = [
        move(1, due_date=["2026-06-30", "2026-09-30"], due_precision=["day", "quarter"]),
        move(2, due_date=["2026-09-30", "2026-12-31"]),
        move(3, due_date=["2026-12-31", None], due_precision=["quarter", "ongoing"]),
    ]
    known = stories.precisions(moves, {UID: Milestone(uid=UID, due_precision="ongoing")})
    assert [stories.moved_date(one, known) for one in moves] == [
        ("30 Jun 2026", "Q3 2026"),
        ("Q3 2026", "Q4 2026"),
        ("Q4 2026", "ongoing"),
    ]


def test_the_pulse_needs_something_to_show():
    assert stories.pulse(Record([said(), said()]), [], PLAN, START) is None


def test_the_pulse_says_who_spoke_how_often():
    record = Record([said(day=1), said(day=40), said("civil_society", 60), said(day=900)])
    quiet = [Silence("civil_society", START, START + dt.timedelta(days=200), True, True)]
    pulse = stories.pulse(record, quiet, PLAN, START)
    assert pulse["summary"] == (
        "When each side spoke: government 3, civil society 1, independent 0 entries. "
        "A box is a silence longer than 180 days."
    )
    assert pulse["silences"][0]["voice"] == "civil_society"


def test_the_pulse_draws_marks_that_coincide_once():
    record = Record([said(day=number % 30) for number in range(300)])
    assert len(stories.pulse(record, [], PLAN, START)["events"]) < 10


def test_withdrawn_words_are_not_in_the_pulse():
    rows = [said(day=1), said(day=40), said(day=90), said(day=120, state="withdrawn")]
    assert len(stories.pulse(Record(rows), [], PLAN, START)["events"]) == 3
