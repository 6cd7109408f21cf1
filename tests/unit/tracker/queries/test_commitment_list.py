"""Choosing, counting and ordering the commitments of a plan."""

import datetime as dt

import pytest
from django.utils import translation

from tests import factories
from tracker.actions.seats import move_seat
from tracker.queries.commitment_index import index_of
from tracker.queries.commitment_list import Selection, counts, folded, found

TITLES = {
    3: ("Registro único de árboles", "Single register of trees"),
    6: ("Niñez y agua", "Childhood and water"),
    16: ("El plan de 2016", "The plan of 2016"),
}


@pytest.fixture
def plan(here):
    plan = factories.add_plan(here.pat, slug="search")
    for number, (es, en) in TITLES.items():
        factories.add_commitment(
            plan, here.pat, number=number, title_es=es, title_en=en, ogp_id=f"MX{number:04}"
        )
    return plan


def numbers(plan, q="", sort="number", **chosen):
    index = index_of(plan, plan.as_of())
    return [row.number for row in found(index, Selection(q=q, chosen=chosen, sort=sort))]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", [3, 6, 16]),
        ("arboles", [3]),
        ("ÁRBOLES", [3]),
        ("a\u0301rboles", [3]),  # an accent of its own
        ("ninez", [6]),
        ("trees", [3]),
        ("regist uni", [3]),
        ("registro agua", []),
        ("6", [6]),
        ("16", [16]),
        ("2016", [16]),
        ("01", []),
        ("mx0006", [6]),
        ("MX00", [3, 6, 16]),
        ("plan, de", [16]),
        ("%", []),
        ("_", []),
        ("  ", []),
    ],
)
def test_words_are_found_whatever_their_accents_and_capitals(plan, q, expected):
    if q.strip() or not q:
        assert numbers(plan, q=q) == expected


def test_folding_leaves_letters_alone():
    assert folded("Ñandú ÇÉ") == "nandu ce"


@pytest.mark.parametrize(("language", "first"), [("es", 16), ("en", 6)])
def test_titles_are_sorted_in_the_language_of_the_page(plan, language, first):
    with translation.override(language):
        assert numbers(plan, sort="title")[0] == first


@pytest.fixture
def spoken(here, clock):
    """The first is agreed, the second contested, the third contested for longer, nobody spoke of the fourth."""
    third = factories.add_commitment(here.plan, here.pat, number=3)
    factories.add_commitment(here.plan, here.pat, number=4)
    for commitment in (here.other_commitment, third):
        factories.give_seat(commitment, here.organisations["mira-el-gasto"], here.pat)
    factories.give_seat(third, here.organisations["auditoria"], here.pat, "leads")
    for commitment, official, watcher, verdict in (
        (third, here.omar, here.tomas, "limited"),
        (here.other_commitment, here.omar, here.tomas, "not_started"),
        (here.commitment, here.amina, here.lucia, "complete"),
    ):
        factories.report(commitment, official, completion="complete")
        factories.observe(commitment, watcher, completion=verdict)
        clock.shift(dt.timedelta(days=1))
    return here.plan


def test_options_of_a_facet_widen_and_facets_narrow(spoken):
    assert numbers(spoken, divergence=("contested",)) == [2, 3]
    assert numbers(spoken, divergence=("contested", "agreed")) == [1, 2, 3]
    assert numbers(spoken, divergence=("contested", "agreed"), civil_society=("complete",)) == [1]
    assert numbers(spoken, government=("complete",), civil_society=("complete",)) == [1]
    assert numbers(spoken, government=("none",)) == [4]
    assert numbers(spoken, government=("any",)) == [1, 2, 3]


def test_signals_narrow_each_other(spoken):
    assert numbers(spoken, signal=("silent",)) == [4]
    assert numbers(spoken, signal=("silent_government",)) == [4]
    assert numbers(spoken, signal=("silent", "overdue")) == []


def test_organisations_are_found_by_seat_and_by_milestone(spoken):
    assert numbers(spoken, organisation=("rios-claros",)) == [1]
    assert numbers(spoken, organisation=("ministerio-del-agua", "auditoria")) == [1, 2, 3]


def test_who_left_the_table_is_not_found_there(spoken, here):
    seat = here.other_commitment.seats.get(organisation__slug="mira-el-gasto")
    move_seat(seat=seat, verb="leave", by=here.pat, seen_version=seat.version, reason="Se fue.")
    assert numbers(spoken, organisation=("mira-el-gasto",)) == [3]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("number", [1, 2, 3, 4]),
        ("divergence", [2, 3, 1, 4]),
        ("contested", [3, 2, 1, 4]),
        ("updated", [1, 2, 3, 4]),
    ],
)
def test_orders(spoken, sort, expected):
    assert numbers(spoken, sort=sort) == expected


def test_a_count_says_what_choosing_would_leave(spoken):
    index = index_of(spoken, spoken.as_of())
    for chosen in ({}, {"divergence": ("contested",)}, {"signal": ("silent",)}):
        selection = Selection(chosen=chosen)
        for facet, options in counts(index, selection).items():
            for option, count in options.items():
                kept = chosen.get(facet, ()) if facet == "signal" else ()
                wanted = (*kept, option)
                assert len(numbers(spoken, **{**chosen, facet: wanted})) == count


def test_an_index_is_made_anew_after_a_write(spoken, here, django_assert_num_queries):
    today = spoken.as_of()
    index_of(spoken, today)
    with django_assert_num_queries(1):
        index_of(spoken, today)
    factories.observe(here.commitment, here.lucia, completion="not_started")
    assert numbers(spoken, divergence=("contested",)) == [1, 2, 3]


def test_an_index_is_made_anew_the_next_day(spoken):
    with_today = index_of(spoken, spoken.as_of())
    assert index_of(spoken, spoken.as_of() + dt.timedelta(days=1)) is not with_today
