"""What somebody chooses on a conflict page becomes one text, and no text is lost on the way."""

import pytest
from django.http import QueryDict

from tracker.forms.conflicts import merged_start, settled

NAMES = ("completion", "text")


def sent(**values):
    data = QueryDict(mutable=True)
    page = {
        "completion": "limited",
        "theirs_completion": "complete",
        "text": "Mine.",
        "theirs_text": "Theirs.",
        "text_merged": "Theirs.\r\n\r\nMine.",
        "completion_choice": "mine",
        "text_choice": "mine",
    }
    data.update(page | values)
    return data


def test_an_ordinary_form_comes_back_as_it_is():
    data = QueryDict("text=Mine.&completion=limited")
    outcome = settled(data, NAMES)
    assert outcome.data is data
    assert not outcome.all_theirs


@pytest.mark.parametrize(
    ("choice", "text"),
    [("mine", "Mine."), ("theirs", "Theirs."), ("merge", "Theirs.\r\n\r\nMine.")],
)
def test_each_choice_takes_its_text(choice, text):
    outcome = settled(sent(text_choice=choice), NAMES)
    assert outcome.data["text"] == text
    assert outcome.data["completion"] == "limited"
    assert not outcome.problems


def test_nothing_of_ones_own_is_noticed():
    outcome = settled(sent(text_choice="theirs", completion_choice="theirs"), NAMES)
    assert outcome.all_theirs
    assert not settled(sent(text_choice="theirs"), NAMES).all_theirs


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_work_on_the_merged_text_is_not_thrown_away(choice):
    outcome = settled(sent(text_choice=choice, text_merged="Both, in my words."), NAMES)
    assert outcome.data["text"] == "Both, in my words."
    assert "merged text" in outcome.problems["text"]
    assert not outcome.all_theirs


@pytest.mark.parametrize("choice", ["", "nobody", "\0"])
def test_a_choice_that_no_page_offers_is_asked_again(choice):
    outcome = settled(sent(text_choice=choice), NAMES)
    assert outcome.data["text"] == "Mine."
    assert "Choose which text" in outcome.problems["text"]


EVIDENCE = {
    "evidence-1-url": "https://mine.example/",
    "evidence-1-title": "Mine",
    "evidence-2-url": "https://both.example/",
    "evidence-2-title": "Both",
    "theirs_evidence-1-url": "https://both.example/",
    "theirs_evidence-1-title": "Both",
}


@pytest.mark.parametrize(
    ("choice", "titles"),
    [("mine", ["Mine", "Both"]), ("theirs", ["Both"]), ("merge", ["Both", "Mine"])],
)
def test_evidence_of_one_or_of_both_is_kept_once(choice, titles):
    data = settled(sent(**EVIDENCE, evidence_choice=choice), NAMES).data
    found = [data.get(f"evidence-{number}-title") for number in range(1, 5)]
    assert [title for title in found if title] == titles


def test_merging_begins_with_both_texts():
    assert merged_start("Theirs.", "Mine.") == "Theirs.\n\nMine."
    assert merged_start("", "Mine.") == "Mine."
