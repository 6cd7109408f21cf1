"""What two people did to one text is kept, whoever is asked first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.merging import joined, merge, merged, paragraphs

WORDS = st.sampled_from(["uno", "dos", "tres", "uno dos", "uno dos tres", "cinco\nseis"])
TEXTS = st.lists(WORDS, max_size=8).map(joined)


def one_text(*found):
    return joined(found)


def conflicts(parts):
    return [part for part in parts if part.is_conflict]


def swapped(parts):
    return [(part.base, part.mine, part.theirs) for part in parts]


# --- Laws ---------------------------------------------------------------------------------------


@given(TEXTS, TEXTS)
def test_what_one_side_alone_changed_is_taken_as_it_is(base, text):
    assert merged(merge(base, text, base)) == text
    assert merged(merge(base, base, text)) == text
    assert not conflicts(merge(base, text, base))


@given(TEXTS, TEXTS)
def test_what_both_did_alike_is_no_conflict(base, text):
    parts = merge(base, text, text)
    assert merged(parts) == text
    assert not conflicts(parts)


@given(TEXTS, TEXTS, TEXTS)
def test_it_makes_no_difference_who_is_asked_first(base, one, other):
    parts, turned = merge(base, one, other), merge(base, other, one)
    assert swapped(parts) == [(part.base, part.theirs, part.mine) for part in turned]
    if not conflicts(parts):
        assert merged(parts) == merged(turned)


@given(TEXTS, TEXTS, TEXTS)
def test_the_parts_are_the_three_texts(base, theirs, mine):
    parts = merge(base, theirs, mine)
    for name, text in (("base", base), ("theirs", theirs), ("mine", mine)):
        assert joined(p for part in parts for p in getattr(part, name)) == text


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_was_written_is_lost(base, theirs, mine):
    kept = paragraphs(merged(merge(base, theirs, mine)))
    for text in (theirs, mine):
        assert set(paragraphs(text)) - set(paragraphs(base)) <= set(kept)


@given(st.text(max_size=60))
def test_paragraphs_are_found_again(text):
    found = paragraphs(text)
    assert paragraphs(joined(found)) == found


# --- Examples -----------------------------------------------------------------------------------


def test_neighbouring_paragraphs_do_not_meet():
    parts = merge(one_text("a", "b", "c"), one_text("A", "b", "c"), one_text("a", "B", "c"))
    assert not conflicts(parts)
    assert merged(parts) == one_text("A", "B", "c")


def test_what_is_put_in_beside_a_rewritten_paragraph_is_not_a_part_of_it():
    base = one_text("a", "We saw two files.", "c")
    theirs = one_text("a", "We saw three files.", "c")
    mine = one_text("a", "We saw two old files.", "And one more.", "c")
    parts = merge(base, theirs, mine)
    (found,) = conflicts(parts)
    assert found.mine == ("We saw two old files.",)
    assert paragraphs(merged(parts))[-2:] == ("And one more.", "c")


def test_each_adds_somewhere_else():
    parts = merge(one_text("a", "b"), one_text("z", "a", "b"), one_text("a", "b", "c"))
    assert not conflicts(parts)
    assert merged(parts) == one_text("z", "a", "b", "c")


def test_one_takes_out_what_the_other_left():
    parts = merge(one_text("a", "b", "c"), one_text("a", "c"), one_text("a", "b", "c", "d"))
    assert not conflicts(parts)
    assert merged(parts) == one_text("a", "c", "d")


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (("a", "B", "c"), ("a", "β", "c")),
        (("a", "c"), ("a", "β", "c")),
        (("a", "b", "x", "c"), ("a", "b", "y", "c")),
        (("x", "y"), ("a", "β", "c")),
    ],
    ids=["both rewrote", "one took out", "both put in", "one rewrote it all"],
)
def test_the_same_place_is_for_somebody_to_decide(theirs, mine):
    parts = merge(one_text("a", "b", "c"), one_text(*theirs), one_text(*mine))
    (found,) = conflicts(parts)
    assert found.theirs != found.mine
    both = paragraphs(merged(parts))
    assert {*found.theirs, *found.mine} <= set(both)


def test_somebody_decides():
    parts = merge(one_text("a", "b"), one_text("a", "B"), one_text("a", "β"))
    assert merged(parts, lambda part: part.mine) == one_text("a", "β")
    assert merged(parts, lambda part: part.theirs) == one_text("a", "B")
    assert merged(parts, lambda part: ["own", "words"]) == one_text("a", "own", "words")


def test_two_who_begin_at_once_meet():
    (part,) = merge("", "theirs", "mine")
    assert part.is_conflict


def test_a_text_of_blanks_has_no_paragraph():
    assert paragraphs(" \n\t\n ") == ()
    assert paragraphs("a\n \n\n b\nc") == ("a", " b\nc")
