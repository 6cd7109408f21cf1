"""What the page of a commitment costs."""

import gzip

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracker.models import Milestone

URL = "/en/plans/vereda/commitments/1/"


def make_long(here, first, last, words_count):
    """Add milestones from one number to another, and words all over them."""
    for number in range(first, last + 1):
        factories.add_milestone(
            here.commitment, here.pat, number=number, owner=here.milestone.owner
        )
    subjects = list(
        Milestone.objects.filter(commitment=here.commitment)
        .select_related("owner", "commitment__plan")
        .exclude(number=2)
    )
    for number in range(words_count):
        subject = subjects[number % len(subjects)]
        text = f"{number} " + " ".join(f"word{number * k % 997}" for k in range(60))
        if number % 3 == 0:
            factories.report(subject, here.amina, "complete", text=text)
        elif number % 3 == 1:
            question = factories.observe(subject, here.lucia, text=text, asks="And the rest?")
        else:
            factories.respond(question, here.amina, text=text)


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_milestones_and_entries(here):
    person = Client()
    person.force_login(here.lucia)
    factories.add_text(here.commitment, here.pat)
    make_long(here, 3, 3, 9)
    few = queries_of(Client(), URL), queries_of(person, URL), queries_of(person, URL)
    make_long(here, 4, 12, 60)
    assert (queries_of(Client(), URL), queries_of(person, URL), queries_of(person, URL)) == few
    # What waits on the desk is counted by the first page after something was recorded.
    assert few[1] <= 16
    assert max(few[0], few[2]) <= 15


def test_a_long_page_stays_under_40_kilobytes(here, client):
    make_long(here, 3, 25, 300)
    for url in (URL, URL.replace("/en/", "/es/")):
        assert len(gzip.compress(client.get(url).content)) <= 40_000
