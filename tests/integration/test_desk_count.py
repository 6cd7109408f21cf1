"""The number beside “My desk” on every page of somebody signed in."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracker.queries.reasons.listing import count_waiting
from tracker.queries.reasons.reader import Reader

COUNT = re.compile(r'<b class="tag tag--fill">(\d+)</b>')


def of(person):
    """Return what the number says on a page that somebody opens now."""
    browser = Client()
    browser.force_login(person)
    found = COUNT.search(browser.get("/en/about/").content.decode())
    return int(found[1]) if found else 0


def test_it_moves_with_what_anybody_records(here):
    before = of(here.amina)
    observation = factories.observe(here.milestone, here.lucia, asks="¿Cuándo?")
    assert of(here.amina) == before + 1
    waiting = of(here.lucia)
    factories.respond(observation, here.amina)
    assert of(here.amina) == before
    assert of(here.lucia) == waiting + 1


def test_it_moves_when_a_day_begins(here, clock):
    march = dt.date(2027, 3, 31)
    made = factories.propose(here.milestone, here.amina, due_date=march, due_precision="month")
    # Unanswered past its day, the proposal waits for whoever made it.
    midnight = dt.datetime.combine(made.answer_by, dt.time(), ZoneInfo(made.plan.timezone))
    midnight += dt.timedelta(days=1)
    clock.move_to(midnight - dt.timedelta(seconds=1))
    before = of(here.amina)
    clock.move_to(midnight)
    assert of(here.amina) == before + 1


def test_it_is_not_that_of_a_colleague_of_another_organisation(here):
    factories.observe(here.milestone, here.lucia, asks="¿Cuándo?")
    assert of(here.amina) > of(here.omar)


def test_reading_on_costs_one_query(here):
    person = here.amina
    organisations = [m.organisation for m in person.memberships.select_related("organisation")]
    reader = Reader(person, organisations, dt.datetime.now(dt.UTC))
    first = count_waiting(reader)
    with CaptureQueriesContext(connection) as asked:
        assert count_waiting(reader) == first
    assert len(asked) == 1
