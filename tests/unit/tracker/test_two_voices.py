"""Laws and cases of the two-voice status."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.completion import STEPS, Completion
from tracker.two_voices import State, Word, divergence, median, stand

DAY = dt.date(2026, 3, 1)
ALL = list(Completion)
completions = st.sampled_from(ALL)
maybe = st.none() | completions


def day(number):
    return DAY + dt.timedelta(days=number)


def word(side, completion, at=0, speaker="a", **more):
    end = more.pop("until", None)
    return Word(
        side=side,
        speaker=speaker,
        completion=completion,
        start=(day(at), at),
        end=None if end is None else (day(end), end),
        **more,
    )


def gov(completion, at=0, **more):
    return word("government", completion, at, "agency", **more)


def cso(completion, at=0, speaker="rios", **more):
    return word("civil_society", completion, at, speaker, **more)


@pytest.mark.parametrize(
    ("government", "civil_society", "state", "steps"),
    [
        ("complete", "complete", "agreed", 0),
        ("complete", "substantial", "one_step_apart", 1),
        ("limited", "substantial", "one_step_apart", 1),
        ("complete", "limited", "contested", 2),
        ("complete", "not_started", "contested", 3),
        ("not_started", "complete", "contested", 3),
        ("limited", "no_evidence", "contested", None),
        ("no_evidence", "complete", "contested", None),
        ("not_started", "no_evidence", "one_step_apart", None),
        ("no_evidence", "not_started", "one_step_apart", None),
        ("no_evidence", "no_evidence", "agreed", None),
        ("complete", None, "government_only", None),
        (None, "no_evidence", "civil_society_only", None),
        (None, None, "unreported", None),
    ],
)
def test_divergence_follows_the_definition(government, civil_society, state, steps):
    assert divergence(government, civil_society) == (state, steps)


MIRROR = {
    State.GOVERNMENT_ONLY: State.CIVIL_SOCIETY_ONLY,
    State.CIVIL_SOCIETY_ONLY: State.GOVERNMENT_ONLY,
}


@given(maybe, maybe)
def test_divergence_is_symmetric(one, other):
    state, steps = divergence(one, other)
    assert divergence(other, one) == (MIRROR.get(state, state), steps)


@given(maybe, maybe)
def test_divergence_is_bounded_and_silence_has_no_number(one, other):
    state, steps = divergence(one, other)
    assert (steps is None) == (not one or not other or "no_evidence" in (one, other))
    assert steps is None or 0 <= steps <= len(STEPS) - 1
    assert (state == State.AGREED) == (one is not None and one == other)


@given(st.lists(completions, min_size=1, max_size=9))
def test_a_median_is_always_something_somebody_said(said):
    assert median(said) in said


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=9), st.randoms())
def test_a_median_does_not_depend_on_the_order_and_lies_within_the_range(said, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    assert median(shuffled) == median(said)
    ranks = [STEPS.index(c) for c in said]
    assert min(ranks) <= STEPS.index(median(said)) <= max(ranks)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["limited", "limited", "substantial"], "limited"),
        (["limited", "substantial"], "limited"),
        (["not_started", "complete"], "not_started"),
        (["no_evidence", "no_evidence", "complete"], "no_evidence"),
        (["no_evidence", "complete"], "complete"),
    ],
)
def test_median_cases(said, expected):
    assert median(said) == expected


words = st.lists(
    st.builds(
        word,
        st.sampled_from(["government", "civil_society", "independent"]),
        completions,
        st.integers(0, 400),
        st.sampled_from("abcd"),
        until=st.none() | st.integers(401, 500),
        interested=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda w: w.start,
)


@given(words)
def test_a_standing_is_what_its_two_voices_make_of_it(said):
    standing = stand(said)
    government = standing.government and standing.government.completion
    civil = standing.civil_society and standing.civil_society.completion
    assert (standing.state, standing.divergence) == divergence(government, civil)
    assert (standing.contested_since is not None) == (standing.state == State.CONTESTED)


@given(words, st.randoms())
def test_a_standing_does_not_depend_on_the_order_of_reading(said, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    assert stand(shuffled) == stand(said)


@given(words)
def test_the_independent_code_never_moves_the_distance(said):
    without = [w for w in said if w.side != "independent"]
    one, other = stand(said), stand(without)
    assert (one.state, one.contested_since) == (other.state, other.contested_since)


@given(words, completions)
def test_an_interested_organisation_never_moves_the_median(said, completion):
    own = word("civil_society", completion, 450, "coop", interested=True)
    assert stand([*said, own]).civil_society == stand(said).civil_society


def test_the_latest_report_counts_and_older_ones_do_not():
    standing = stand([gov("complete", 1), gov("limited", 5)])
    assert standing.government.completion == "limited"
    assert standing.government.day == day(5)


def test_nothing_to_report_leaves_the_word_before_it_in_its_place():
    standing = stand([gov("limited", 1), gov("limited", 5, repeats=True)])
    assert standing.government.day == day(1)


def test_nothing_to_report_stands_alone_once_the_word_before_it_is_withdrawn():
    standing = stand([gov("limited", 1, until=9), gov("limited", 5, repeats=True)])
    assert (standing.government.completion, standing.government.day) == ("limited", day(5))


@given(words, completions)
def test_nothing_to_report_never_moves_the_distance(said, completion):
    before = stand([*said, gov(completion, 450)])
    again = stand([*said, gov(completion, 450), gov(completion, 460, repeats=True)])
    assert (again.state, again.contested_since) == (before.state, before.contested_since)


def test_a_withdrawn_word_gives_the_one_before_its_place_back():
    standing = stand([cso("limited", 1), cso("complete", 5, until=9)])
    assert standing.civil_society.completion == "limited"


def test_contested_since_is_the_day_the_second_word_made_it_so():
    assert stand([gov("complete", 1), cso("limited", 7)]).contested_since == day(7)


def test_a_new_word_that_keeps_the_dispute_keeps_its_date():
    said = [gov("complete", 1), cso("limited", 7), cso("not_started", 20), gov("complete", 30)]
    assert stand(said).contested_since == day(7)


def test_a_dispute_that_was_resolved_and_came_back_counts_from_its_return():
    said = [gov("complete", 1), cso("limited", 7), cso("complete", 20), cso("limited", 40)]
    assert stand(said).contested_since == day(40)


def test_a_withdrawal_ends_a_dispute():
    standing = stand([gov("complete", 1), cso("limited", 7, until=20)])
    assert standing.state == State.GOVERNMENT_ONLY
    assert standing.contested_since is None


def test_a_withdrawal_can_begin_a_dispute():
    said = [gov("complete", 1), cso("limited", 2), cso("complete", 5, until=30)]
    assert stand(said).contested_since == day(30)


def test_a_plural_civil_society_shows_its_range_and_number():
    said = [cso("limited", 1, "a"), cso("limited", 2, "b"), cso("complete", 3, "c")]
    voice = stand(said).civil_society
    assert (voice.completion, voice.count, voice.low, voice.high) == (
        "limited",
        3,
        "limited",
        "complete",
    )


def test_one_organisation_speaks_once_however_often_it_spoke():
    said = [cso("complete", n, "a") for n in range(5)] + [cso("limited", 9, "b")]
    assert stand(said).civil_society.count == 2


def test_words_are_values():
    assert replace(gov("complete"), entry=3) != gov("complete")
