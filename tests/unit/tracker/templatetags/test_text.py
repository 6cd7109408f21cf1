"""Dates, numbers, authored text and languages as pages write them."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tracker.templatetags import text

DAY = dt.date(2015, 3, 12)


def test_day_is_readable_and_exact():
    assert text.day(DAY) == '<time datetime="2015-03-12">12 Mar 2015</time>'
    with translation.override("es"):
        assert text.day(dt.date(2015, 9, 1)) == '<time datetime="2015-09-01">1 sep 2015</time>'


@pytest.mark.parametrize("write", [text.day, text.day_short, text.moment, text.relative_days])
def test_no_date_is_written_as_nothing(write):
    assert write(None) == ""


def test_moment_is_written_in_the_current_time_zone():
    evening = dt.datetime(2015, 3, 12, 23, 30, tzinfo=dt.UTC)
    assert "12 Mar 2015, 23:30" in text.moment(evening)
    with text.timezone.override("Asia/Tokyo"):
        assert "13 Mar 2015, 08:30" in text.moment(evening)
        assert "2015-03-13" in text.day(evening)


def test_day_short_leaves_out_this_year_only():
    today = text.dates.today()
    assert str(today.year) not in text.day_short(today).split(">")[1]
    assert "2015" in text.day_short(DAY)


@pytest.mark.parametrize(
    ("day", "precision", "words"),
    [
        (dt.date(2026, 3, 31), "day", "31 Mar 2026"),
        (dt.date(2026, 3, 31), "month", "Mar 2026"),
        (dt.date(2026, 3, 31), "quarter", "Q1 2026"),
        (dt.date(2027, 11, 30), "season", "Sep–Nov 2027"),
        (dt.date(2027, 2, 28), "season", "Dec 2026–Feb 2027"),
        (dt.date(2026, 12, 31), "year", "2026"),
        (dt.date(2029, 12, 31), "recurring", "until 2029"),
        (None, "recurring", "recurring"),
        (None, "ongoing", "ongoing"),
        (None, "unknown", "no date given"),
        (None, "day", "no date given"),
    ],
)
def test_period_says_as_much_as_is_known(day, precision, words):
    assert text.period(day, precision) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (-1, "1 day ago"), (-67, "67 days ago"), (1, "in 1 day"), (11, "in 11 days")],
)
def test_relative_days_count_from_today(days, words):
    assert text.relative_days(text.dates.today() + dt.timedelta(days=days)) == words


def test_numbers_follow_the_language():
    assert text.number(1240) == "1,240"
    with translation.override("es"):
        assert text.number(1240) == "1\u202f240"


# --- Authored text ---


def test_paragraphs_escape_everything():
    written = text.paragraphs('<script>alert("1")</script>\n\n<b>two</b>\nthree')
    assert written.count("<p>") == 2
    assert "<script" not in written
    assert "<b>" not in written
    assert "two&lt;/b&gt;<br>three" in written


@pytest.mark.parametrize(
    ("sentence", "address"),
    [
        ("See https://land.example/a?b=1&c=2.", "https://land.example/a?b=1&amp;c=2"),
        ("(https://land.example/a)", "https://land.example/a"),
        ("https://land.example/a_(b), then", "https://land.example/a_(b)"),
        ("«http://land.example»", "http://land.example"),
    ],
)
def test_bare_addresses_become_links_without_the_sign_after_them(sentence, address):
    written = text.paragraphs(sentence)
    assert f'<a href="{address}" rel="nofollow ugc noopener noreferrer">{address}</a>' in written


@pytest.mark.parametrize(
    "hostile",
    ["javascript:alert(1)", "data:text/html,x", "//land.example", "ftp://land.example", "https://"],
)
def test_nothing_else_becomes_a_link(hostile):
    assert "<a " not in text.paragraphs(hostile)


@given(st.text(max_size=80) | st.text(alphabet="htps:/. ()<>\"'&\nx", max_size=80))
def test_paragraphs_never_let_a_tag_through(words):
    bare = text.paragraphs(words)
    for tag in ("<p>", "</p>", "<br>", "</a>"):
        bare = bare.replace(tag, "")
    bare = text.re.sub(
        r'<a href="https?://[^"<>\s]*" rel="nofollow ugc noopener noreferrer">', "", bare
    )
    assert "<" not in bare
    assert ">" not in bare


# --- Languages ---


@pytest.mark.parametrize(
    ("frame", "language", "words", "used"),
    [
        ({"title_es": "Plan", "title_en": "The plan"}, "en", "The plan", "en"),
        ({"title_es": "El plan", "title_en": ""}, "en", "El plan", "es"),
        ({"title_es": "", "title_en": "The plan"}, "es", "The plan", "en"),
        ({"title_es": "", "title_en": ""}, "es", "", "es"),
    ],
)
def test_localized_falls_back_to_the_other_language(frame, language, words, used):
    with translation.override(language):
        assert text.localized(frame, "title") == words
        assert text.localized_lang(frame, "title") == used


def test_lang_attr_marks_only_what_is_in_another_language():
    assert text.lang_attr("es") == ' lang="es"'
    assert text.lang_attr("en") == ""
    assert text.lang_attr("") == ""


@pytest.mark.parametrize(("page", "name"), [("en", "Spanish"), ("es", "español")])
def test_language_name_is_written_as_within_a_sentence(page, name):
    with translation.override(page):
        assert text.language_name("es") == name
