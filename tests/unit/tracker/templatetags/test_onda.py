"""The atoms of the two-voice display."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator

from accounts.models import Side
from tracker.completion import Completion
from tracker.templatetags import figures, onda
from tracker.two_voices import State


def view(code, **more):
    return {
        "completion": code,
        "label": Completion(code).label if code else "",
        "verdicts": [],
    } | more


def status(government=None, civil_society=None, independent=None, **more):
    return {
        "government": government,
        "civil_society": civil_society,
        "independent": independent,
        "state": "unreported",
        "contested_since": None,
        "days_contested": None,
    } | more


@pytest.mark.parametrize("side", list(Side))
def test_every_side_has_a_class_a_name_and_its_own_shape(side):
    assert onda.voice_class(side.value)
    assert str(onda.voice_label(side.value))
    assert onda.mark(side.value) == onda.mark(side)
    others = [onda.mark(other.value) for other in Side if other != side]
    assert onda.mark(side.value) not in others


@pytest.mark.parametrize("code", [None, *Completion])
def test_every_verdict_has_a_bar_and_a_word(code):
    others = [onda.level(other) for other in (None, *Completion) if other != code]
    assert onda.level(code) not in others
    assert str(onda.completion_label(code))


def test_voice_never_leaves_the_side_out():
    assert "Government" in onda.voice("government")
    assert "Government" in onda.voice("government", "Land Registry")
    compact = onda.voice("government", "Land Registry", "/x/", True)
    assert '<span class="vh">Government: </span><a href="/x/">Land Registry</a>' in compact


def test_voice_escapes_the_name():
    assert "<b>" not in onda.voice("civil_society", "<b>")


def test_voice_of_takes_models_and_plain_values_and_nobody():
    model = SimpleNamespace(short="LR", get_absolute_url=lambda: "/lr/")
    assert 'href="/lr/"' in onda.voice_of("government", model)
    assert 'href="/x/"' in onda.voice_of("government", {"short": "LR", "url": "/x/"})
    assert onda.voice_of("government", None) == onda.voice("government")


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_sign_and_words(state):
    drawn = onda.divergence(status(state=state.value))
    assert "<svg" in drawn
    assert str(state.label) in drawn


def test_contested_says_since_when():
    contested = status(state="contested", contested_since=dt.date(2015, 3, 12), days_contested=67)
    assert "Contested since" in onda.divergence(contested)
    assert "67 days" not in onda.divergence(contested)
    assert "67 days" in onda.divergence(contested, True)
    assert "2015-03-12" in onda.divergence(contested)


def test_silence_has_words_of_its_own_on_each_side():
    assert onda.said(status(), "government") == (None, "Not reported")
    assert onda.said(status(civil_society=view(None)), "civil_society") == (None, "Not assessed")


def test_ruler_shows_single_verdicts_only_when_there_are_several():
    one = view("limited", verdicts=[view("limited")])
    assert figures.ruler_figure(status(civil_society=one)).points == []
    two = view("limited", verdicts=[view("limited"), view("complete")])
    assert len(figures.ruler_figure(status(civil_society=two)).points) == 2


def test_words_of_a_difference_keep_spaces_outside_the_marks():
    assert figures.word_difference("With 28 registers", "With 40 registers") == [
        ("same", "", "With"),
        ("del", " ", "28"),
        ("ins", " ", "40"),
        ("same", "", " registers"),
    ]
    assert figures.word_difference(None, "new") == [("ins", "", "new")]


def test_pages_shown_leave_out_the_middle():
    page = Paginator(range(1000), 10).page(50)
    assert onda.pages_shown(page) == [1, None, 49, 50, 51, None, 100]


def test_page_link_keeps_the_filters():
    assert onda.page_link("q=water", 2) == "?q=water&page=2"
    assert onda.page_link("", 2) == "?page=2"


class SampleForm(forms.Form):
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)
    words = forms.CharField(label="Words")
    address = forms.URLField(error_messages={"required": "Give an address"}, assume_scheme="https")


def test_errors_lead_to_the_first_control_and_name_the_field_where_words_repeat():
    assert onda.error_list(SampleForm({})) == [
        {"target": "id_kind_0", "message": "Kind: This field is required."},
        {"target": "id_words", "message": "Words: This field is required."},
        {"target": "id_address", "message": "Give an address"},
    ]


def test_control_says_which_error_describes_it():
    drawn = onda.control(SampleForm({})["words"], lang="es")
    assert 'aria-describedby="id_words_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'lang="es"' in drawn
