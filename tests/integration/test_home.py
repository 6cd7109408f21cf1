"""The way in: the reader's language, the plans, what is contested now, what changed last."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.links import links_of
from tracker.models import Plan


def text_of(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(plain).split())


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ({}, "/es/"),
        ({"accept-language": "en-GB,en;q=0.8"}, "/en/"),
        ({"accept-language": "es-MX"}, "/es/"),
        ({"accept-language": "fr,en;q=0.5"}, "/en/"),
        ({"accept-language": "fr"}, "/es/"),
        ({"accept-language": "fr", "cookie": "django_language=en"}, "/en/"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(here, client, asked, led_to):
    response = client.get("/", headers=asked)
    assert response.status_code == 302
    assert response.headers["Location"] == led_to
    assert {"Accept-Language", "Cookie"} <= {
        name.strip() for name in response.headers["Vary"].split(",")
    }


def test_the_bare_address_leads_to_the_language_of_the_account(here, as_):
    response = as_(here.lucia).get("/", headers={"accept-language": "en"})
    assert response.headers["Location"] == "/es/"


def test_home_shows_what_is_contested_in_plans_in_force(here, client):
    factories.report(here.commitment, here.amina, completion="complete")
    factories.observe(here.commitment, here.lucia, completion="not_started")
    page = client.get("/en/")
    assert "Contested since" in page.content.decode()
    urls = [link.url for link in links_of(page)]
    assert "/en/plans/vereda/commitments/1/" in urls
    assert "/en/plans/vereda/commitments/?divergence=contested&sort=contested" in urls


def test_home_shows_the_newest_changes_first_in_the_days_of_the_plan(here, client, clock):
    clock.move_to(dt.datetime(2026, 12, 3, 2, 0, tzinfo=dt.UTC))  # still the 2nd in Mexico City
    report = factories.report(here.commitment, here.amina)
    clock.shift(dt.timedelta(hours=1))
    factories.add_milestone(here.other_commitment, here.pat)
    page = client.get("/en/")
    changes = re.search(r'id="changes".*?</section>', page.content.decode(), re.DOTALL).group()
    said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", changes)).split())
    assert said.index("added a milestone: 2 Spending") < said.index(
        "published a progress report: 1 Water"
    )
    assert report.get_absolute_url() in changes
    assert "2 Dec" in said
    assert "3 Dec" not in said


def test_home_says_when_there_is_nothing(here, client):
    said = text_of(client.get("/en/"))
    assert "In the plans in force, no commitment is contested." in said


def test_what_is_invented_is_called_an_example(here, client):
    plan = factories.add_plan(here.pat, slug="invented", nature="example")
    commitment = factories.add_commitment(plan, here.pat, number=1)
    factories.give_seat(commitment, here.organisations["ministerio-del-agua"], here.pat, "leads")
    factories.give_seat(commitment, here.organisations["rios-claros"], here.pat)
    factories.report(commitment, here.amina, completion="complete")
    factories.observe(commitment, here.lucia, completion="not_started")
    page = client.get("/en/").content.decode()
    for part in ("contested", "changes", "plans"):
        section = re.search(rf'<section [^>]*id="{part}".*?</section>', page, re.DOTALL).group()
        assert "example" in section


def test_a_draft_leaves_no_trace_on_home_and_in_the_list_of_plans(here, client):
    factories.add_plan(
        here.pat, slug="secret", in_force=False, title_en="Secret plan", title_es="Plan secreto"
    )
    for path in ("/en/", "/en/plans/"):
        assert "Secret plan" not in text_of(client.get(path))
        assert "secret" not in client.get(path).content.decode()
    client.force_login(here.pat)
    assert "Secret plan" in text_of(client.get("/en/plans/"))


def test_every_count_of_the_list_of_plans_leads_to_as_many_rows(here, client):
    factories.report(here.commitment, here.amina, completion="complete")
    factories.observe(here.commitment, here.lucia, completion="not_started")
    for path in ("/en/", "/en/plans/"):
        counted = [
            link
            for link in links_of(client.get(path))
            if "/commitments/?" in link.url or link.url.endswith("/commitments/")
        ]
        assert [link.number for link in counted] == [2, 1, 1]
        for link in counted:
            listed = client.get(link.url)
            assert listed.context["page_obj"].paginator.count == link.number


def test_plans_in_force_stand_before_the_others(here, client):
    factories.add_plan(
        here.pat,
        slug="older",
        nature="archive",
        official_count=9,
        start_date=dt.date(2027, 1, 1),
        end_date=dt.date(2028, 12, 31),
        in_force=False,
    )
    Plan.objects.filter(slug="older").update(status="ended")
    said = text_of(client.get("/en/plans/"))
    assert said.index("In force") < said.index("Not in force")
    assert "0 commitments known of 9" in said
    assert "documented from public sources" in said


def test_a_site_without_plans_says_so(db, client):
    Plan.objects.filter(slug="vereda").update(status="draft")
    assert "No plan is published here yet." in text_of(client.get("/en/"))
    assert "No plan yet" in text_of(client.get("/en/plans/"))


def test_costs_do_not_grow_with_the_number_of_plans(here, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/")
            client.get("/en/plans/")
        return len(queries)

    factories.report(here.commitment, here.amina, completion="complete")
    factories.observe(here.commitment, here.lucia, completion="not_started")
    before = asked()
    for number in range(5):
        plan = factories.add_plan(here.pat, slug=f"further-{number}")
        factories.add_commitment(plan, here.pat, number=1)
    assert asked() == before


def test_a_signed_in_reader_is_led_to_the_desk(here, as_):
    urls = [link.url for link in links_of(as_(here.lucia).get("/en/"))]
    assert "/en/desk/" in urls
