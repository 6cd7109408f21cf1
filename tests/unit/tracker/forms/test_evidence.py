"""Evidence: addresses that anybody can follow, in rows that keep what was typed."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from tracker.forms.evidence import MOST_ROWS, Address, EvidenceRows, written_rows

GOOD = {
    "evidence-1-url": "https://datos.vereda.example/a.csv",
    "evidence-1-title": "The file",
    "evidence-1-fact_date": "2026-10-01",
    "evidence-1-relation": "contradicts",
}


@pytest.mark.parametrize(
    "address",
    [
        "https://datos.vereda.example/a.csv",
        "http://vereda.example",
        "HTTPS://Vereda.Example/ñandú?q=1&p=2#corte",
        "https://vereda.example:8443/a",
        "https://192.0.2.7/registro",
        "https://[2001:db8::1]/registro",
        "https://información.vereda.example/",
        "https://myorbit.ly/a",
        "https://vereda.example/correo@vereda.example",
    ],
)
def test_open_addresses_are_taken(address):
    assert Address().clean(f" {address} ") == address


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("vereda.example/a.csv", "beginning with https:// or http://"),
        ("ftp://vereda.example/a", "beginning with https:// or http://"),
        ("javascript:alert(1)", "beginning with https:// or http://"),
        ("JaVaScRiPt://vereda.example/%0aalert(1)", "beginning with https:// or http://"),
        ("data:text/html,<script>", "beginning with https:// or http://"),
        ("file:///etc/passwd", "beginning with https:// or http://"),
        ("//vereda.example/a", "beginning with https:// or http://"),
        ("https://", "beginning with https:// or http://"),
        ("https:///a", "beginning with https:// or http://"),
        ("mailto:a@vereda.example", "beginning with https:// or http://"),
        ("https://amina:secret@vereda.example/", "Take the name and password out"),
        ("https://amina@vereda.example/", "Take the name and password out"),
        ("https://@vereda.example/", "Take the name and password out"),
        ("https://bit.ly/3abc", "bit.ly hides where the link leads"),
        ("https://www.tinyurl.com/x", "tinyurl.com hides where the link leads"),
        ("http://eu.bit.ly/x", "hides where the link leads"),
        ("https://T.CO/x", "t.co hides where the link leads"),
        ("https://vereda", "not a web address"),
        ("https://ver eda.example/", "not a web address"),
        ("https://vereda.example:99999/", "not a web address"),
        ("https://[::1", "not a web address"),
        ("https://-vereda.example/", "not a web address"),
        ("https://vereda.example/" + "a" * 1000, "at most 1,000 fit"),
        ("https://vereda.example/\0", "invisible control character"),
    ],
)
def test_other_addresses_are_refused_with_a_sentence(address, sentence):
    with pytest.raises(ValidationError, match=sentence.replace("(", r"\(")):
        Address().clean(address)


def rows(data):
    form = EvidenceRows(data)
    form.is_valid()
    return form


def test_a_full_row_becomes_a_piece():
    form = rows(GOOD)
    assert form.cleaned_data["evidence"] == [
        {
            "url": "https://datos.vereda.example/a.csv",
            "title": "The file",
            "fact_date": dt.date(2026, 10, 1),
            "relation": "contradicts",
        }
    ]


def test_empty_rows_are_nothing_and_order_is_kept():
    form = rows(
        {
            "evidence-1-relation": "supports",
            "evidence-3-url": "https://a.example/",
            "evidence-3-title": "Third",
            "evidence-2-url": "https://b.example/",
            "evidence-2-title": "Second",
        }
    )
    assert [piece["title"] for piece in form.cleaned_data["evidence"]] == ["Second", "Third"]
    assert {piece["relation"] for piece in form.cleaned_data["evidence"]} == {"supports"}


@pytest.mark.parametrize(
    ("left_out", "field"),
    [("evidence-1-url", "evidence-1-url"), ("evidence-1-title", "evidence-1-title")],
)
def test_half_a_row_says_what_is_missing(left_out, field):
    form = rows({**GOOD, left_out: ""})
    assert list(form.errors) == [field]


def test_there_are_three_rows_and_one_more_on_request():
    assert EvidenceRows().row_count == 3
    assert EvidenceRows(one_more=True).row_count == 4
    grown = EvidenceRows(initial={"evidence-4-url": "x"}, one_more=True)
    assert grown.row_count == 5
    assert [row["number"] for row in grown.evidence_rows if row["open"]] == [1, 4, 5]


@pytest.mark.parametrize("name", ["evidence-99-url", "evidence-00-url", "evidence-1-pk"])
def test_names_that_no_page_sends_change_little(name):
    form = rows({name: "https://a.example/"})
    assert form.row_count <= MOST_ROWS
    assert form.is_valid()


def test_twenty_rows_are_the_most():
    full = EvidenceRows(initial={f"evidence-{MOST_ROWS}-url": "x"}, one_more=True)
    assert full.row_count == MOST_ROWS
    assert not full.can_grow


def test_pieces_written_into_a_form_come_back_the_same():
    pieces = rows(GOOD).cleaned_data["evidence"]
    assert rows(written_rows(pieces)).cleaned_data["evidence"] == pieces
