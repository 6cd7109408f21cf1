"""Collecting texts to translate, and what counts as an unfinished translation."""

import io

import pytest
from babel.messages import Message
from babel.messages.extract import extract

from tools import messages


def texts_of(template: str) -> list[object]:
    python = messages.as_python(template, "page.html").encode()
    found = extract("python", io.BytesIO(python), keywords=messages.KEYWORDS)
    return [text for _, text, _, _ in found]


def test_texts_are_found_in_templates_whatever_their_indentation():
    template = """{% load i18n %}
    <p>{% translate "One" %}</p>
  <p>it's {% blocktranslate with name=x trimmed %}
      Two
      {{ name }}{% endblocktranslate %}
        (</p>{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
    """
    assert texts_of(template) == ["One", "Two %(name)s", ("%(n)s row", "%(n)s rows")]


@pytest.mark.parametrize(
    ("original", "translation", "fault"),
    [
        ("Plan", "Plan", None),
        ("Plan", "", "not translated"),
        ("%(n)s of %(m)s", "%(m)s, de ellos %(n)s", None),
        ("%(n)s plans", "planes", "placeholders differ"),
        ("plans", "%(n)s planes", "placeholders differ"),
        ("100%% of {x}", "100%% de {x}", None),
        (("one plan", "%(n)s plans"), ("un plan", "%(n)s planes"), None),
        (("%(n)s plan", "%(n)s plans"), ("%(n)s plan", ""), "not translated"),
        (("%(n)s plan", "%(n)s plans"), ("%(n)s plan", "%(m)s planes"), "placeholders differ"),
    ],
)
def test_faults_of_a_translation(original, translation, fault):
    assert messages.fault_of(Message(original, translation)) == fault


def test_a_fuzzy_translation_is_a_fault():
    assert messages.fault_of(Message("Plan", "Plan", flags=["fuzzy"])) == "fuzzy, to be confirmed"


def test_collecting_twice_changes_nothing(tmp_path, monkeypatch):
    catalogue = tmp_path / "es.po"
    monkeypatch.setattr(messages, "CATALOGUES", {"es": catalogue})
    found = messages.collect()
    catalogue.write_text(messages.updated("es", found), encoding="utf-8")
    assert messages.updated("es", messages.collect()) == catalogue.read_text(encoding="utf-8")
    assert str(messages.ROOT) not in catalogue.read_text(encoding="utf-8")
