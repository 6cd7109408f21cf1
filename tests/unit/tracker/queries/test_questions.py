"""Who owes an answer, and since when it is late."""

import datetime as dt

from tests.unit.tracker.queries.words import START, answer, body, said
from tracker.queries.questions import open_questions
from tracker.queries.spoken import Record

LEAD, OWNER = body(1), body(7)


def ask(day=0, **more):
    by = START + dt.timedelta(days=20)
    more = {"type": "disputes", "asks": "Where is it?", "answer_by": by} | more
    return said("civil_society", day, **more)


def asked(*rows, owners=None):
    return open_questions(Record(list(rows)), [LEAD], owners or {})


def test_a_question_about_the_whole_is_for_the_lead():
    question = ask()
    (found,) = asked(question)
    assert (found.observation, found.addressed, found.promised) == (question, [LEAD], False)
    assert found.days_late(START + dt.timedelta(days=25)) == 5
    assert found.days_late(START) == 0


def test_a_question_about_a_milestone_is_for_its_owner():
    (found,) = asked(ask(milestone_id=4, milestone=2), owners={4: OWNER})
    assert found.addressed == [OWNER]


def test_nobody_is_asked_where_nobody_owns_it_or_by_themselves():
    assert asked(ask(milestone_id=4, milestone=2), owners={4: None}) == []
    assert asked(ask(milestone_id=4, milestone=2, organisation_id=7), owners={4: OWNER}) == []


def test_an_observation_that_asks_nothing_is_no_question():
    assert asked(ask(asks="", answer_by=None)) == []
    assert len(asked(ask(asks="", answer_by=None, type="question"))) == 1


def test_an_answer_closes_a_question_unless_it_was_withdrawn():
    question = ask()
    assert asked(question, answer(question)) == []
    assert len(asked(question, answer(question, state="withdrawn"))) == 1


def test_a_promise_keeps_it_open_until_the_day_promised():
    question = ask()
    day = START + dt.timedelta(days=40)
    (found,) = asked(question, answer(question, outcome="will_answer", promised=day))
    assert (found.by, found.promised) == (day, True)


def test_a_withdrawn_or_corrected_question_waits_no_more():
    question = ask()
    assert asked(ask(state="withdrawn")) == []
    (found,) = asked(question, ask(day=1, corrects_id=question.pk))
    assert found.observation.corrects_id == question.pk


def test_the_most_urgent_comes_first_and_what_has_no_date_last():
    late, soon, undated = ask(answer_by=START), ask(), ask(answer_by=None)
    assert [q.observation for q in asked(undated, soon, late)] == [late, soon, undated]
