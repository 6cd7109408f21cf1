"""Which words count, and how they hang together."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.tracker.queries.words import answer, said
from tracker import two_voices
from tracker.completion import Completion
from tracker.queries.spoken import Record, order, verdicts_of


def verdict(day=0, organisation=2, completion="limited", **more):
    return said("civil_society", day, organisation_id=organisation, completion=completion, **more)


def test_a_withdrawn_or_corrected_word_does_not_stand():
    gone, wrong = said(state="withdrawn"), said()
    right = said(corrects_id=wrong.pk)
    assert Record([gone, wrong, right]).standing() == [right]


def test_answers_are_known_by_their_question():
    question = said("civil_society")
    reply = answer(question)
    assert Record([question, reply]).responses == {question.pk: [reply]}


def test_the_last_word_of_a_side_leaves_withdrawn_ones_out():
    first, last = said(day=1), said(day=9, state="withdrawn")
    assert Record([first, last]).last_of("government") == first
    assert Record([first, last]).last_of("civil_society") is None


def test_a_word_without_a_date_comes_before_all_others():
    dated, undated = said(day=1), said(day=900, precision="unknown")
    assert sorted([undated, dated], key=order) == [undated, dated]


def test_the_latest_verdict_of_each_organisation_counts():
    early, late, other = verdict(1), verdict(2, completion="complete"), verdict(1, organisation=3)
    counted, interested = verdicts_of(Record([early, late, other]))
    assert set(counted) == {late, other}
    assert interested == []


def test_whoever_carries_it_out_stands_apart():
    own = verdict(hat="co_implementer")
    assert verdicts_of(Record([own])) == ([], [own])


def test_words_without_a_verdict_and_answers_count_for_nothing():
    note, reply = verdict(completion=""), verdict(kind="response")
    assert verdicts_of(Record([note, reply])) == ([], [])


WORDS = st.lists(
    st.builds(
        verdict,
        day=st.integers(0, 30),
        organisation=st.integers(2, 5),
        completion=st.sampled_from([code.value for code in Completion]),
        hat=st.sampled_from(["", "expert", "co_implementer"]),
        state=st.sampled_from(["published", "published", "withdrawn"]),
    ),
    max_size=12,
)


@given(WORDS)
def test_the_verdicts_shown_are_the_ones_that_the_median_is_made_of(rows):
    counted, interested = verdicts_of(Record(rows))
    standing = two_voices.stand(
        two_voices.Word(
            side=row.side,
            speaker=row.organisation_id,
            completion=row.completion,
            start=(row.on, row.pk),
            end=(row.on + dt.timedelta(days=100), 0) if row.state == "withdrawn" else None,
            interested=row.hat == "co_implementer",
        )
        for row in rows
    )
    shown = [row.completion for row in counted]
    voice = standing.civil_society
    assert len(counted) == (voice.count if voice else 0)
    if voice:
        assert two_voices.median(shown) == voice.completion
    assert {row.organisation_id for row in interested} == {w.speaker for w in standing.interested}
