"""What the address of the list says, and the sentence for what it cannot mean."""

import pytest
from django.http import QueryDict

from tests import factories
from tracker.forms.commitment_filters import CommitmentFilters
from tracker.queries.commitment_index import index_of


@pytest.fixture
def read(here):
    factories.add_theme(here.plan, here.pat, slug="agua")

    def form(query):
        index = index_of(here.plan, here.plan.as_of())
        return CommitmentFilters(QueryDict(query), index=index, themes=["agua"])

    return form


@pytest.mark.parametrize(
    ("query", "facet", "expected"),
    [
        ("", "government", ()),
        ("voice=government&status=complete", "government", ("complete",)),
        ("voice=government&status=complete&status=none", "government", ("complete", "none")),
        ("voice=government&voice=civil_society&status=complete", "civil_society", ("complete",)),
        ("voice=independent", "independent", ("any",)),
        ("status=civil_society.limited", "civil_society", ("limited",)),
        ("voice=government&status=complete&status=civil_society.none", "government", ("complete",)),
        ("voice=government&status=complete&status=civil_society.none", "civil_society", ("none",)),
        ("divergence=contested&divergence=contested", "divergence", ("contested",)),
        ("divergence=&state=", "divergence", ()),
        ("theme=agua&theme=none", "theme", ("agua", "none")),
        ("organisation=rios-claros", "organisation", ("rios-claros",)),
        ("organisation=revisor", "organisation", ("revisor",)),  # exists, without a seat here
        ("signal=overdue&signal=silent", "signal", ("overdue", "silent")),
        ("ambition=none", "ambition", ("none",)),
        ("utm_source=mail", "state", ()),
    ],
)
def test_an_address_is_read(read, query, facet, expected):
    form = read(query)
    assert form.is_valid(), form.errors
    assert form.selection().chosen[facet] == expected


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("voice=mars", "mars"),
        ("voice=government&status=done", "done"),
        ("status=mars.complete", "mars.complete"),
        ("status=complete", "voice=government"),
        ("divergence=war", "war"),
        ("state=gone", "gone"),
        ("theme=fire", "fire"),
        ("organisation=nobody", "nobody"),
        ("signal=smoke", "smoke"),
        ("ambition=huge", "huge"),
        ("sort=colour", "colour"),
        ("q=" + "a" * 201, "200"),
        ("q=%00", "Null"),
    ],
)
def test_an_unknown_value_is_named_in_a_sentence(read, query, named):
    form = read(query)
    assert not form.is_valid()
    assert named in form.sentence()
    assert form.sentence().endswith(".")


def test_words_and_order(read):
    selection = _valid(read("q=+agua+limpia+&sort=title"))
    assert selection.q == "agua limpia"
    assert selection.sort == "title"
    assert not _valid(read("q=++")).is_filtered


def _valid(form):
    assert form.is_valid()
    return form.selection()
