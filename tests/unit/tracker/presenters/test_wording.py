"""Texts of the frame in the page's language, and where a page stands."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from tracker.presenters.places import crumbs, shortened
from tracker.presenters.wording import worded


@pytest.mark.parametrize(
    ("language", "es", "en", "expected"),
    [
        ("en", "Agua", "Water", ("Water", "en")),
        ("es", "Agua", "Water", ("Agua", "es")),
        ("en", "Agua", "", ("Agua", "es")),
        ("es", "", "Water", ("Water", "en")),
        ("es", "", "", ("", "es")),
    ],
)
def test_a_text_comes_with_the_language_it_is_really_in(language, es, en, expected):
    row = SimpleNamespace(title_es=es, title_en=en)
    with translation.override(language):
        found = worded(row, "title")
    assert (found.text, found.lang) == expected
    assert bool(found) is bool(expected[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("One register of all, and more", "One register of…"),
        ("Oneverylongwordwithoutany", "Oneverylongwordwit…"),
    ],
)
def test_a_text_is_shortened_between_words(text, expected):
    assert shortened(text, 18) == expected


def test_the_last_crumb_is_the_page_itself():
    way = crumbs(("Vereda", "/en/plans/vereda/"), ("Commitments", "/en/x/"))
    assert [crumb["label"] for crumb in way] == ["Plans", "Vereda", "Commitments"]
    assert way[-1]["url"] == ""
    assert way[1]["url"] == "/en/plans/vereda/"
