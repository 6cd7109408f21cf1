"""The register of obstacles: facets, groups by law and by who can unblock, words, costs."""

import datetime as dt
import gzip

import pytest
from django.core.management import call_command

from accounts.models import User
from tests import factories
from tests.factories.many import add_many_commitments
from tests.factories.many_obstacles import add_many_obstacles
from tests.sending import text_of
from tracker.models import Hold, Milestone, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

REGISTER = "/en/obstacles/"


def page_of(client, query="", status=200):
    response = client.get(f"{REGISTER}{query}")
    assert response.status_code == status
    return text_of(response)


@pytest.fixture
def several(here):
    """One law stops two commitments; government and civil society differ on it in the first."""
    here.legal = factories.describe(
        here.commitment, here.amina, text="No se puede publicar el padrón."
    )
    here.seen = factories.describe(
        here.commitment,
        here.lucia,
        text="Nadie quiere publicarlo.",
        type="political",
        law="",
        article="",
        same_as=here.legal,
        unblocker=here.organisations["ministerio-del-agua"],
    )
    here.elsewhere = factories.describe(
        here.other_commitment,
        here.omar,
        text="Tampoco el gasto.",
        law="LEY DE AGUAS",
        article="artículo 14",
        opened_date=dt.date(2026, 3, 1),
    )
    here.budget = factories.describe(
        here.commitment,
        here.lucia,
        text="No hay partida.",
        type="budget",
        severity="slows",
        law="",
        article="",
    )
    factories.resolve(here.budget, here.lucia)
    return here


def test_one_obstacle_is_one_row_with_both_sides(several, client):
    page = page_of(client)
    assert "3 of 3" in page
    assert page.count("No se puede publicar el padrón.") == 1
    assert "Nadie quiere publicarlo." not in page
    assert "Government says legal; Civil society says political." in page
    assert "Open for 312 days" in page
    assert "Resolved on 1 Sep 2026, after 229 days" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=open", {"padrón", "Tampoco"}),
        ("?state=resolved", {"partida"}),
        ("?state=differing", {"padrón"}),
        ("?type=political", {"padrón"}),
        ("?type=legal&type=budget", {"padrón", "Tampoco", "partida"}),
        ("?side=civil_society", {"padrón", "partida"}),
        ("?severity=slows", {"partida"}),
        ("?unblocker=ministerio-del-agua", {"padrón"}),
        ("?unblocker=el+congreso", {"padrón", "Tampoco", "partida"}),
        ("?law=ley+aguas%7C14", {"padrón", "Tampoco"}),
        ("?q=padron", {"padrón"}),
        ("?q=LEY+aguas", {"padrón", "Tampoco"}),
        ("?plan=vereda&state=open&side=government", {"padrón", "Tampoco"}),
    ],
)
def test_each_facet_keeps_what_it_says(several, client, query, shown):
    page = page_of(client, query)
    for words in ("padrón.", "Tampoco", "partida"):
        assert (words in page) == (words.rstrip(".") in shown), words


def test_counts_are_the_rows_behind_them(several, client):
    register = client.get(REGISTER).context["filters"]
    for facet in register.facets:
        for option in facet.options:
            found = client.get(REGISTER, {facet.name: option.value}).context["count"]
            assert found == option.count, (facet.name, option.value)


def test_a_law_and_whoever_can_unblock_say_what_they_stop(several, client):
    page = page_of(client, "?by=law&state=open")
    assert "Ley de Aguas, Art. 14" in page
    assert "Stops 2 commitments in 1 plan" in page
    assert "the longest for 312 days" in page
    page = page_of(client, "?by=unblocker")
    assert "El Congreso" in page
    assert "MINAGUA" in page
    for group in client.get(f"{REGISTER}?by=unblocker").context["groups"]:
        found = client.get(group.url).context["count"]
        assert group.count.startswith(f"{found} obstacle")


def test_the_order_asked_for(several, client):
    page = page_of(client, "?sort=longest")
    assert page.index("padrón.") < page.index("Tampoco") < page.index("partida")
    page = page_of(client, "?sort=newest&state=open")
    assert page.index("Tampoco") < page.index("padrón.")


@pytest.mark.parametrize(
    "query",
    ["?type=x", "?sort=x", "?by=x", "?plan=x", "?law=x", "?unblocker=x", "?state=x", "?side=x"],
)
def test_what_the_register_does_not_know_is_refused_with_a_sentence(several, client, query):
    page = page_of(client, query, status=400)
    assert "“x”" in page


def test_pages_that_are_not_there(several, client):
    for query in ("?page=2", "?page=x", "?page=0"):
        assert client.get(f"{REGISTER}{query}").status_code == 404


def test_nothing_found_and_nothing_there(several, client, here):
    assert "No obstacle fits" in page_of(client, "?q=zzz")


def test_hidden_words_are_in_no_row_no_group_and_no_search(several, client):
    several.plan = factories.name_stewards(several)
    held = factories.describe(
        several.commitment,
        several.amina,
        text="Vive en Rua Longa 12.",
        law="Ley Rua",
        unblocker_text="Rua Longa",
    )
    assert "rua" in page_of(client, "?by=unblocker").casefold()
    factories.hold(held, several.omar)
    for query in ("", "?by=law", "?by=unblocker"):
        page = page_of(client, query).casefold()
        assert "rua" not in page
    assert client.get(f"{REGISTER}?q=rua").context["count"] == 0
    assert Hold.objects.exists()


def test_a_plan_in_preparation_shows_nothing(several, as_, client):
    assert "3 of 3" in page_of(as_(several.pat))
    Plan.objects.filter(pk=several.plan.pk).update(status="draft")
    client.logout()
    assert "No obstacles yet" in page_of(client)


# --- Late without a reason ------------------------------------------------------------------------


def unexplained(here, day):
    return set(Milestone.objects.unexplained(day).values_list("number", flat=True))


def test_a_milestone_long_overdue_has_no_reason_until_an_obstacle_blocks_it(here):
    due = here.milestone.due_date
    late = due + dt.timedelta(days=31)
    assert unexplained(here, due + dt.timedelta(days=30)) == set()
    assert unexplained(here, late) >= {1}
    here.before = unexplained(here, late)
    one = factories.describe(here.commitment, here.lucia, blocks=[here.milestone])
    assert unexplained(here, late) == here.before - {1}
    factories.resolve(one, here.lucia)
    assert unexplained(here, late) == here.before
    factories.describe(here.commitment, here.amina)  # the whole commitment
    assert unexplained(here, late) == set()
    factories.describe(here.other_commitment, here.omar)


def test_what_lies_with_the_table_is_no_reason_yet(here):
    from tests.integration.obstacle_writes import draft
    from tracker.actions import sharing

    late = here.milestone.due_date + dt.timedelta(days=31)
    sharing.share(entry=draft(here), by=here.lucia, seen_version=1)
    assert 1 in unexplained(here, late)


# --- What it costs --------------------------------------------------------------------------------


def test_ten_thousand_cost_as_many_queries_as_a_few(several, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(15) as few:
        client.get(REGISTER)
    author = User.objects.get(name="Amina")
    plan = factories.add_plan(several.pat, slug="grande")
    organisations = list(several.organisations.values())[:4]
    commitments = add_many_commitments(plan, organisations, author, 200)
    add_many_obstacles(commitments, organisations, author, 10_000)
    with django_assert_max_num_queries(15) as many:
        response = client.get(REGISTER)
    assert len(many) <= len(few) + 1
    assert response.context["total"] == 10_003
    assert len(response.context["rows"]) == 25
    assert len(gzip.compress(response.content)) <= 40 * 1024
    for query in ("?by=law", "?by=unblocker", "?q=estorba&state=open", "?page=200"):
        with django_assert_max_num_queries(15):
            assert client.get(f"{REGISTER}{query}").status_code == 200
    call_command("verify_history", verbosity=0)
