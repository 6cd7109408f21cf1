"""What each verdict would mean, said before it is published."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tracker.completion import Completion
from tracker.presenters.consequences import Consequences


def status(civil_society="", contested_since=None):
    return SimpleNamespace(
        civil_society_completion=civil_society,
        contested_since=contested_since,
        is_contested=contested_since is not None,
    )


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ("no_evidence", "Contested with civil society's “Limited”."),
        ("not_started", "One step apart from civil society's “Limited”."),
        ("limited", "Agreed with civil society's “Limited”."),
        ("substantial", "One step apart from civil society's “Limited”."),
        ("complete", "Contested with civil society's “Limited”."),
    ],
)
def test_each_choice_says_how_far_from_civil_society_it_is(choice, sentence):
    said = {c.code: c.sentence for c in Consequences("government", status("limited"), "").choices}
    assert said[choice] == sentence
    assert list(said) == Completion.values


def test_without_the_other_voice_there_is_no_distance():
    consequences = Consequences("government", status(), "complete")
    assert {c.sentence for c in consequences.choices} == {"Civil society has not assessed it."}
    assert consequences.preview.state == "government_only"
    assert consequences.preview.civil_society is None


@pytest.mark.parametrize(
    ("since", "choice", "turn"),
    [
        (None, "complete", "A dispute starts."),
        (dt.date(2026, 10, 19), "complete", "The dispute of 19 Oct 2026 goes on."),
        (dt.date(2026, 10, 19), "limited", "The dispute ends."),
        (None, "limited", "Agreed with civil society's “Limited”."),
    ],
)
def test_the_turn_of_a_dispute_is_said(since, choice, turn):
    assert Consequences("government", status("limited", since), choice).turn.startswith(turn)


def test_an_interested_owner_changes_nothing_between_the_voices():
    assert not Consequences("civil_society", status("limited"), "complete").counts


@pytest.mark.parametrize("choice", ["", "finished", "<b>"])
def test_a_choice_that_is_none_shows_no_preview(choice):
    assert Consequences("government", status("limited"), choice).chosen == ""
