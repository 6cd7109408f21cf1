"""Where ripples are read: the register, and the pages of commitment, plan, organisation and desk."""

import datetime as dt
import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories.many import add_many_ripples
from tests.reading import read, words
from tests.sending import text_of
from tracker.actions import entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

REGISTER = "/en/ripples/"
COMMITMENT = "/en/plans/vereda/commitments/1/"
LONG_AGO = dt.date(2026, 5, 1)


@pytest.fixture
def chain(here):
    """A chain over two layers: a corroborated one of government, and one for the worse that followed."""
    here.first = factories.ripple(
        here.commitment, here.amina, title="Un solo registro", layer="data", type="data"
    )
    factories.find(here.first, here.lucia)
    here.second = factories.ripple(
        here.commitment,
        here.lucia,
        title="Dos pozos dejan de publicarse",
        led_by=here.first,
        effect="worse",
        anticipated="no",
    )
    return here


# --- The register ----------------------------------------------------------------------------------


def test_the_journalist_finds_what_changed_and_who_confirms_it_in_one_click(chain, client):
    assert f'href="{REGISTER}"' in text_of(client.get("/en/"))
    page = read(REGISTER)
    assert "2 ripples · 1 corroborated · 1 for the worse" in page
    assert "Un solo registro" in page
    assert "23 Nov 2026: corroborated by Civil society: Ríos Claros" in page
    assert "Waits for somebody of another side to confirm or reject it." in page
    assert "It follows from Un solo registro" in page
    assert "Nobody expected it" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("layer=data", ["first"]),
        ("layer=data&layer=public_service", ["first", "second"]),
        ("state=corroborated", ["first"]),
        ("state=noticed", ["second"]),
        ("side=civil_society", ["second"]),
        ("type=data", ["first"]),
        ("effect=worse", ["second"]),
        ("plan=vereda&commitment=1", ["first", "second"]),
        ("plan=vereda&commitment=2", []),
        ("organisation=rios-claros", ["second"]),
        # What came of the commitments that it leads is its own too.
        ("organisation=ministerio-del-agua", ["first", "second"]),
        ("organisation=auditoria", []),
        ("q=REGISTRO", ["first"]),
        ("q=pozos+publicarse", ["second"]),
        ("q=nada", []),
        ("sort=oldest", ["first", "second"]),
        ("sort=commitment", ["first", "second"]),
    ],
)
def test_filters_find_the_ripples_asked_for(chain, client, query, found):
    page = text_of(client.get(f"{REGISTER}?{query}"))
    for name in ("first", "second"):
        ripple = getattr(chain, name)
        assert (f'id="r-{ripple.uid}"' in page) == (name in found)


@pytest.mark.parametrize(
    "query",
    [
        "layer=moon",
        "state=x",
        "side=operator",
        "type=x",
        "effect=x",
        "plan=x",
        "commitment=1",
        "plan=vereda&commitment=x",
        "organisation=x",
        "sort=x",
    ],
)
def test_an_unknown_filter_is_refused_with_a_sentence(here, client, query):
    assert client.get(f"{REGISTER}?{query}").status_code == 400


def test_a_page_that_does_not_exist_is_not_found(here, client):
    for page in ("2", "x", "0"):
        assert client.get(f"{REGISTER}?page={page}").status_code == 404


def test_an_empty_register_says_how_a_ripple_gets_there(here):
    assert "No ripples yet" in read(REGISTER)


def test_what_was_corrected_or_withdrawn_is_not_in_the_register(chain):
    factories.ripple(chain.commitment, chain.amina, title="Dos registros", corrects=chain.first)
    entries.withdraw(entry=chain.second, reason="No era.", by=chain.lucia, seen_version=2)
    page = read(REGISTER)
    assert "1 ripple · 0 corroborated" in page
    assert "Dos registros" in page


def test_ten_thousand_ripples_cost_few_queries_and_a_small_page(here, client):
    factories.ripple(here.commitment, here.amina)
    few = _queries(client, REGISTER)
    add_many_ripples(here.commitment, here.amina, here.lucia, 10_000)
    many = _queries(client, REGISTER)
    assert many <= 15
    assert many <= few + 1
    for query in ("?page=200", "?layer=data&state=corroborated", "?q=onda&sort=oldest"):
        assert _queries(client, REGISTER + query) <= 15
    page = client.get(REGISTER)
    assert "10,001" in text_of(page)
    assert len(gzip.compress(page.content)) <= 40_000


def _queries(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


# --- Commitment, plan, organisation ----------------------------------------------------------------


def test_the_commitment_shows_rings_and_a_list_that_says_the_same(chain, client):
    page = text_of(client.get(COMMITMENT))
    for number, ripple in enumerate((chain.first, chain.second), 1):
        assert f'<a href="#r-{ripple.uid}"' in page
        assert f'aria-label="Ripple {number}: {ripple.title}"' in page
        assert f'<li id="r-{ripple.uid}">' in page
    assert 'class="chain"' in page
    assert "It is counted beside completion, never inside it." in page
    assert '<a href="#ripples">2 ripples · 1 corroborated · 1 for the worse</a>' in page


def test_a_commitment_without_a_ripple_says_so_and_asks_nothing_more(here, client):
    without = _queries(client, COMMITMENT)
    assert "None recorded" in words(client.get(COMMITMENT))
    ripple = factories.ripple(here.commitment, here.amina)
    factories.find(ripple, here.lucia)
    # The evidence of the finding, like any evidence; nothing for the ripples themselves.
    assert _queries(client, COMMITMENT) <= without + 1


def test_the_figures_of_a_decimal_comma_stay_drawable(chain, client):
    page = client.get("/es/plans/vereda/commitments/1/").content.decode()
    drawing = page[page.index('class="plot"') : page.index("</svg>", page.index('class="plot"'))]
    assert " cx=" in drawing
    assert "," not in drawing.replace("Onda 1:", "").split("aria-label")[0]
    for name in ("cx", "cy", "x", "y", "r"):
        for piece in drawing.split(f' {name}="')[1:]:
            float(piece.partition('"')[0])


def test_the_plan_counts_its_ripples_by_layer_and_leads_to_them(chain, client):
    page = text_of(client.get("/en/plans/vereda/"))
    assert 'href="/en/ripples/?plan=vereda&layer=data"' in page
    assert "2 ripples · 1 corroborated · 1 for the worse" in page


def test_an_organisation_shows_what_it_noticed_and_what_came_of_its_commitments(chain):
    for slug, shown in (("ministerio-del-agua", True), ("rios-claros", False), ("foro", None)):
        page = read(f"/en/organisations/{slug}/")
        assert ("Ripples it noticed or set in motion" in page) == (shown is not None)
        if shown is not None:
            section = page[page.index("Ripples it noticed") : page.index("What it said")]
            assert ("2 ripples" in section) == shown
            assert "Dos pozos dejan de publicarse" in section


def test_ripples_are_shown_after_the_plans_end(chain):
    factories.end(chain.plan, chain.pat)
    assert "Un solo registro" in read(COMMITMENT)
    assert "Un solo registro" in read(REGISTER)


@pytest.mark.parametrize("url", [REGISTER, COMMITMENT, "/en/plans/vereda/"])
def test_a_draft_is_nowhere(chain, as_, url):
    entries.save_draft(
        kind="ripple",
        subject=chain.commitment,
        by=chain.lucia,
        uid="5c7e3b3e-7f0c-4c1e-9f3e-1a2b3c4d5e6f",
        seen_version=0,
        title="Borrador secreto",
    )
    for person in (chain.amina, chain.lucia, chain.pat):
        assert "Borrador secreto" not in text_of(as_(person).get(url))


# --- The desk --------------------------------------------------------------------------------------


def test_a_ripple_waits_on_the_desks_of_another_side(here, as_):
    ripple = factories.ripple(here.commitment, here.amina, title="Un solo registro")
    for person, waits in ((here.lucia, True), (here.irene, True), (here.amina, False)):
        page = text_of(as_(person).get("/en/desk/"))
        assert ("Un solo registro" in page and f"{ripple.uid}/find/" in page) == waits
    assert "Un solo registro" not in text_of(as_(here.tomas).get("/en/desk/"))
    factories.find(ripple, here.lucia, "rejects", evidence=[])
    assert f"{ripple.uid}/find/" not in text_of(as_(here.lucia).get("/en/desk/"))
    factories.find(ripple, here.irene)
    assert f"{ripple.uid}/find/" not in text_of(as_(here.irene).get("/en/desk/"))


def test_a_corroborated_ripple_is_due_for_another_look_after_half_a_year(here, as_, clock):
    ripple = factories.ripple(here.commitment, here.amina, noticed_date=LONG_AGO)
    factories.find(ripple, here.lucia)
    assert "Ripples due for another look" not in text_of(as_(here.lucia).get("/en/desk/"))
    clock.shift(dt.timedelta(days=190))
    for person, due in ((here.lucia, True), (here.amina, False)):
        page = text_of(as_(person).get("/en/desk/"))
        assert (f"{ripple.uid}/find/" in page) == due
    factories.find(ripple, here.irene, "lasting")
    assert f"{ripple.uid}/find/" not in text_of(as_(here.lucia).get("/en/desk/"))
