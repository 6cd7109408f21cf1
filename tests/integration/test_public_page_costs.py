"""What the public pages cost: questions to the database do not grow with the plan, nor does the page."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories.many import add_many_commitments
from tracker.queries.commitment_index import forget

MOST_QUERIES = 15
MOST_BYTES = 40_000  # compressed
PAGES = [
    "/en/",
    "/en/plans/",
    "/en/plans/sized/",
    "/en/plans/sized/commitments/",
    "/en/plans/sized/commitments/?q=numero&divergence=contested&sort=divergence",
    "/en/plans/sized/commitments/?page=1&signal=overdue&organisation=rios-claros",
]


def plan_of(here, size):
    plan = factories.add_plan(here.pat, slug="sized")
    add_many_commitments(plan, list(here.organisations.values()), here.amina, size)
    factories.add_event(plan, here.pat)
    return plan


def queries_of(client, path):
    """Return how many questions a page asks when nothing was asked before."""
    forget()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("reader", ["visitor", "lucia", "pat"])
def test_questions_to_the_database_do_not_grow_with_the_plan(here, as_, reader, visitor):
    client = as_(visitor if reader == "visitor" else getattr(here, reader))
    plan = plan_of(here, 10)
    small = {path: queries_of(client, path) for path in PAGES}
    type(plan).objects.filter(pk=plan.pk).update(slug="small")
    plan_of(here, 1000)
    assert {path: queries_of(client, path) for path in PAGES} == small
    assert max(small.values()) <= MOST_QUERIES, small


def test_a_page_stays_small_however_large_the_plan(here, client):
    plan_of(here, 1000)
    for path in PAGES:
        content = client.get(path).content
        assert len(gzip.compress(content, 6)) <= MOST_BYTES, path


def test_a_plan_that_did_not_change_is_asked_for_less(here, client):
    plan_of(here, 100)
    path = "/en/plans/sized/commitments/"
    cold = queries_of(client, path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    assert len(asked) <= cold - 4
