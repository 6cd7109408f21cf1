"""The word by word difference."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.presenters.differences import difference

TEXTS = st.text(alphabet="ab ,.\né", max_size=60) | st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_difference_holds_both_texts(old, new):
    parts = difference(old, new)
    assert "".join(text for op, text in parts if op != "ins") == old
    assert "".join(text for op, text in parts if op != "del") == new


@given(TEXTS, TEXTS)
def test_difference_never_repeats_an_operation_in_a_row(old, new):
    ops = [op for op, _text in difference(old, new)]
    assert all(one != next_one for one, next_one in zip(ops, ops[1:], strict=False))
    assert ("ins", "del") not in zip(ops, ops[1:], strict=False)


@given(TEXTS)
def test_difference_of_equal_texts_is_one_piece(text):
    assert difference(text, text) == ([("same", text)] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("28 registers", "40 registers", [("del", "28"), ("ins", "40"), ("same", " registers")]),
        ("sent to SFP", "sent to SFP, back", [("same", "sent to SFP"), ("ins", ", back")]),
        ("", "new", [("ins", "new")]),
        ("old", "", [("del", "old")]),
        # one short word between two changes is not left standing alone
        ("one of two", "six of ten", [("del", "one of two"), ("ins", "six of ten")]),
    ],
)
def test_difference_reads_like_a_correction(old, new, parts):
    assert difference(old, new) == parts


@pytest.mark.real_clock
def test_difference_of_hostile_texts_is_quick():
    began = time.perf_counter()
    old = " ".join(["a", "b"] * 40_000)
    new = " ".join(["b", "a"] * 40_000)
    parts = difference(old, new)
    assert time.perf_counter() - began < 3
    assert "".join(text for op, text in parts if op != "del") == new
