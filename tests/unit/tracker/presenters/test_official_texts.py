"""Clauses and comparisons of the official text."""

import pytest
from django.utils import translation

from tracker.models import CommitmentText
from tracker.presenters import official_texts


@pytest.fixture
def texts(monkeypatch):
    """Three versions; nobody agreed, so that no database is asked."""
    monkeypatch.setattr(official_texts, "text_view", lambda text, led_to: text.number)
    return [
        CommitmentText(number=1, body_es="Uno.", body_en="One."),
        CommitmentText(number=2, body_es="Dos.", reason_es="Más."),
        CommitmentText(number=3, body_es="Tres.", body_en="Three.", reason_en="More."),
    ]


@pytest.mark.parametrize(
    ("body", "clauses"),
    [
        ("1. Publish it.\n2. Keep it.", [("1", "Publish it."), ("2", "Keep it.")]),
        ("1) Publish it.\n\n  12) Keep it.", [("1", "Publish it."), ("12", "Keep it.")]),
        ("Publish it.\n1. Keep it.", []),
        ("2015 was the year.", []),
        ("", []),
    ],
)
def test_numbered_lines_are_clauses_and_anything_else_is_prose(body, clauses):
    assert official_texts.clauses(body) == clauses


@pytest.mark.parametrize(("first", "second"), [(1, 3), (3, 1)])
def test_the_older_version_comes_first_and_every_step_between_is_named(first, second, texts):
    found = official_texts.comparison(texts, first, second)
    assert (found.older, found.newer, found.steps) == (1, 3, [2, 3])
    assert found.change["old"] == "One."
    assert found.change["new"] == "Three."
    assert found.change["lang"] == "en"


def test_versions_are_compared_in_the_page_language_or_the_one_they_share(texts):
    with translation.override("es"):
        assert official_texts.comparison(texts, 1, 3).change["lang"] == "es"
    assert official_texts.comparison(texts, 1, 2).change["lang"] == "es"


def test_versions_without_a_common_language_are_not_compared(texts):
    texts[1].body_es, texts[1].body_en, texts[0].body_en = "", "Two.", ""
    assert official_texts.comparison(texts, 1, 2).changes == []
