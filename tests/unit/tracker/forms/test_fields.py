"""Text is kept as it was written; what cannot be kept is refused with a sentence."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from tracker.forms.fields import Choice, Day, Line, Text

FAMILY = "👩‍👩‍👧 واحد שלום"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Two spaces before stay", "  Two spaces before stay"),
        ("trailing \t \nspaces  ", "trailing\nspaces"),
        ("one\r\ntwo\rthree\x0bfour\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("\n\nno blank lines around\n\n\n", "no blank lines around"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("informacio\u0301n", "información"),
        (FAMILY, FAMILY),
        ("\u202eright to left", "\u202eright to left"),
        ("<script>alert(1)</script> {{ x }} %s", "<script>alert(1)</script> {{ x }} %s"),
        ("   \n \r\n ", ""),
    ],
)
def test_text_is_normalised_and_otherwise_untouched(typed, kept):
    assert Text(limit=100, required=False).clean(typed) == kept
    assert Text(limit=100, required=False).clean(kept) == kept


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\uffff", "\ud800"])
def test_invisible_control_characters_are_refused(character):
    with pytest.raises(ValidationError, match="invisible control character"):
        Text(limit=100).clean(f"a{character}b")


def test_a_text_that_is_too_long_is_counted_for_its_writer():
    with pytest.raises(ValidationError) as refusal:
        Text(limit=1000).clean("x" * 1234)
    assert refusal.value.messages == [
        "This has 1,234 characters; at most 1,000 fit. Shorten it by 234."
    ]
    assert len(Text(limit=1000).clean("é" * 1000 + "  \n")) == 1000


def test_a_browser_is_never_told_to_cut_off_a_text():
    assert "maxlength" not in Text(limit=10).widget.attrs
    assert "maxlength" not in Line(limit=10).widget.attrs


def test_a_line_has_no_line_ends():
    assert Line(limit=100).clean(" A title\r\nBcc: x@y.example \n") == "A title Bcc: x@y.example"


@pytest.mark.parametrize(
    "field", [Text(limit=5), Line(limit=5), Day(), Choice(choices=[("a", "A")])]
)
def test_empty_passes_because_a_draft_may_be_incomplete(field):
    assert field.required
    assert not field.clean("")


@pytest.mark.parametrize("typed", ["2026-03-31", "31/03/2026", " 2026-03-31 "])
def test_a_date_can_be_picked_or_written(typed):
    assert Day().clean(typed) == dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    "typed",
    ["2026-02-30", "tomorrow", "0026-01-01", "9999-12-31", "2026-1-1T00:00", "1" * 500, "0"],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValidationError):
        Day().clean(typed)


@pytest.mark.parametrize("sent", ["b", "A", "a ", "0", "<b>", "x" * 10_000, "\0"])
def test_only_what_was_offered_can_be_chosen(sent):
    with pytest.raises(ValidationError, match="Choose one of the options shown"):
        Choice(choices=[("a", "A")]).clean(sent)
