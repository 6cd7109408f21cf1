"""The list of commitments: its filters, their counts, its order and its pages, all in its address."""

import datetime as dt
import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests import factories
from tests.factories.many import add_many_commitments
from tests.links import links_of

LIST = "/en/plans/vereda/commitments/"


def numbers(response):
    return [row.number for row in response.context["rows"]]


def found(response):
    return response.context["page_obj"].paginator.count


@pytest.fixture
def large(here):
    plan = factories.add_plan(here.pat, slug="large")
    add_many_commitments(plan, list(here.organisations.values()), here.amina, 60)
    return plan


def test_a_list_shows_number_title_who_and_both_voices(here, client):
    factories.report(here.commitment, here.amina, completion="complete")
    factories.observe(here.commitment, here.lucia, completion="not_started")
    page = client.get(LIST)
    body = page.content.decode()
    assert numbers(page) == [1, 2]
    for words in ("Water", "MINAGUA", "Ríos Claros", "Complete", "Not started", "Contested since"):
        assert words in body
    assert "Milestone 1" in body  # due next
    assert "31 Dec 2026" in body
    assert "<b>2 of 2</b> commitments" in body


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("divergence=war", "“war”"),
        ("status=complete", "voice=government"),
        ("theme=fire", "There is no theme “fire” in this plan."),
        ("organisation=nobody", "There is no organisation “nobody”."),
        ("sort=colour", "“colour”"),
        ("signal=%3Cscript%3E", "&lt;script&gt;"),
    ],
)
def test_an_unknown_filter_is_an_error_with_a_sentence(here, client, query, named):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert named in response.content.decode()


@pytest.mark.parametrize("page", ["0", "3", "-1", "abc", "1.5", "99999999999999999999"])
def test_a_page_that_does_not_exist_is_not_found(large, client, page):
    assert (
        client.get(f"/en/plans/large/commitments/?divergence=contested&page={page}").status_code
        == 404
    )


def test_an_unknown_plan_is_not_found(here, client):
    assert client.get("/en/plans/nowhere/commitments/").status_code == 404


def test_pages_follow_each_other_and_keep_the_filters(large, client):
    address = "/en/plans/large/commitments/?voice=government&status=none&status=complete&sort=title"
    first = client.get(address)
    assert found(first) == 20
    every = client.get("/en/plans/large/commitments/?state=in_force&sort=title")
    links = [link for link in links_of(every) if link.url.startswith("?")]
    assert links
    for link in links:
        given = dict(parse_qsl(urlsplit(link.url).query))
        assert given.pop("page").isdecimal()
        assert given == {"state": "in_force", "sort": "title"}
    second = client.get("/en/plans/large/commitments/?state=in_force&sort=title&page=2")
    shown = numbers(every) + numbers(second)
    assert len(set(shown)) == len(shown) == found(every)


def test_the_first_page_may_be_named_or_left_empty(large, client):
    plain = numbers(client.get("/en/plans/large/commitments/"))
    assert numbers(client.get("/en/plans/large/commitments/?page=1")) == plain
    assert numbers(client.get("/en/plans/large/commitments/?page=")) == plain


def test_each_chip_takes_one_filter_away(large, client):
    address = "/en/plans/large/commitments/?q=numero&voice=government&status=complete&divergence=contested"
    page = client.get(address)
    chips = page.context["filters"].chips
    assert [chip.label for chip in chips] == ["“numero”", "Contested", "Government: Complete"]
    less = [client.get(chip.url) for chip in chips]
    assert all(found(one) >= found(page) > 0 for one in less)
    assert [len(one.context["filters"].chips) for one in less] == [2, 2, 2]


def test_counts_of_a_facet_are_what_choosing_leaves(large, client):
    page = client.get("/en/plans/large/commitments/?divergence=contested")
    for facet in page.context["filters"].facets:
        for option in facet.options:
            if facet.name == "divergence":
                query = f"divergence={option.value}"
            else:
                query = f"divergence=contested&{facet.name}={option.value}"
            assert found(client.get(f"/en/plans/large/commitments/?{query}")) == option.count


def test_the_form_sends_what_is_checked(large, client):
    """Whoever sends the form as it stands gets the same list."""
    page = client.get(
        "/en/plans/large/commitments/?voice=government&status=complete&signal=slipped&q=compromiso"
    )
    sent = [("q", page.context["selection"].q), ("sort", page.context["selection"].sort)] + [
        (facet.name, option.value)
        for facet in page.context["filters"].facets
        for option in facet.options
        if option.checked
    ]
    assert numbers(client.get("/en/plans/large/commitments/", sent)) == numbers(page)


def test_nothing_found_says_why_and_what_next(here, client):
    page = client.get(f"{LIST}?q=nada")
    assert page.status_code == 200
    assert "No commitment fits" in page.content.decode()
    assert LIST in [link.url for link in links_of(page) if link.text == "Remove all filters"]


def test_a_plan_without_commitments_offers_nothing_to_remove(here, client):
    plan = factories.add_plan(here.pat, slug="bare")
    page = client.get(f"/en/plans/{plan.slug}/commitments/")
    assert "No commitments yet" in page.content.decode()
    assert "Remove all filters" not in page.content.decode()


def test_words_of_the_reader_are_shown_as_words(here, client):
    page = client.get(f"{LIST}?q=%3Cb%3Eagua")
    assert "<b>agua" not in page.content.decode()
    assert html.escape("<b>agua") in page.content.decode()


def test_overdue_milestones_are_called_so_and_counted(here, client):
    factories.add_milestone(here.other_commitment, here.pat, due_date=dt.date(2026, 11, 1))
    page = client.get(f"{LIST}?signal=overdue")
    assert numbers(page) == [2]
    body = page.content.decode()
    assert "22 days overdue" in body
    assert "1 milestone overdue" in body


def test_a_word_of_unknown_date_is_not_given_one(here, client):
    plan = factories.add_plan(
        here.pat,
        slug="archive",
        nature="archive",
        start_date=dt.date(2016, 1, 1),
        end_date=dt.date(2018, 12, 31),
    )
    commitment = factories.add_commitment(plan, here.pat, number=1)
    factories.document(
        commitment,
        here.organisations["ministerio-del-agua"],
        here.pat,
        said_date=dt.date(2018, 12, 31),
        said_precision="unknown",
    )
    body = client.get("/en/plans/archive/commitments/").content.decode()
    assert "no date given" in body
    assert "31 Dec" not in re.sub(r"<footer.*", "", body, flags=re.DOTALL)


def test_a_theme_without_commitments_can_be_asked_for(here, client):
    factories.add_theme(here.plan, here.pat, slug="vacio")
    assert found(client.get(f"{LIST}?theme=vacio")) == 0


def test_filters_are_not_pages_of_their_own_to_a_search_engine(here, client):
    body = client.get(f"{LIST}?divergence=contested").content.decode()
    assert f'rel="canonical" href="http://testserver{LIST}"' in body
