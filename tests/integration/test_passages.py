"""Going through all that one owes, one milestone after the other."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.desk import DESK, REPORTED, recorded
from tests.integration.test_desk_home import own_many
from tests.sending import buttons_of, send, text_of
from tracker.models import Entry, ProgressReport

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

ROUND = f"{DESK}round/"
ALL = f"{ROUND}all/"
# Not asked for what is said: savepoints, and the limits on how much one person sends.
OTHERS = re.compile("SAVEPOINT|onda_cache")


@pytest.fixture
def owed(here):
    """Three milestones of the ministry: 1.21 and 1.22 are overdue, 1.1 is due later."""
    owner = here.organisations["ministerio-del-agua"]
    more = [
        factories.add_milestone(
            here.commitment, here.pat, number=n, owner=owner, due_date=dt.date(2026, 10, n)
        )
        for n in (21, 22)
    ]
    return [*more, here.milestone]


@pytest.fixture
def begun(as_, here, owed):
    client = as_(here.amina)
    client.post(f"{ROUND}begin/")
    return client


def at(milestone):
    return f"{ROUND}{milestone.uid}/"


def leads_to(response, milestone):
    """Follow a redirect into the passage and return the page, which must be a milestone's."""
    assert response.status_code == 302, text_of(response)
    page = response.client.get(response["Location"])
    assert (page.status_code, page["Location"]) == (302, at(milestone))
    return response.client.get(page["Location"])


def test_it_lists_what_is_owed_and_begins_when_asked(as_, here, owed):
    client = as_(here.amina)
    assert client.get(ROUND)["Location"] == ALL
    page = text_of(client.get(ALL))
    assert "3 milestones one after the other" in page
    assert page.index(">1.21<") < page.index(">1.22<") < page.index(">1.1<")
    page = leads_to(client.post(f"{ROUND}begin/"), owed[0])
    assert "Milestone 1 of 3" in text_of(page)
    assert "Publish as Government · MINAGUA and go on" in text_of(page)


def test_publishing_saving_skipping_each_lead_on_and_the_list_says_what_came_of_it(begun, owed):
    page = leads_to(send(begun, at(owed[0]), **REPORTED), owed[1])
    assert "1 published, 2 left." in text_of(page)
    page = leads_to(send(begun, page, text="A medias.", draft="1"), owed[2])
    assert "1 published, 1 draft, 1 left." in text_of(page)
    response = begun.post(f"{ROUND}skip/", {"at": owed[2].uid})
    assert begun.get(response["Location"])["Location"] == ALL
    page = text_of(begun.get(ALL))
    assert "You are through" in page
    assert "1 published, 1 draft, 1 skipped." in page
    report = Entry.objects.get(milestone=owed[0])
    assert f"/en/desk/entries/{report.uid}/withdraw/" in page
    assert "A medias." in text_of(begun.get(at(owed[1])))


def test_nothing_to_report_leads_on_too(begun, here, owed):
    factories.report(owed[0], here.amina, "limited")
    page = text_of(begun.get(at(owed[0])))
    numbers = {
        name: page.rpartition(f'name="{name}" value="')[2].partition('"')[0]
        for name in ("uid", "version", "reports")
    }
    before = recorded()
    sent = numbers | {"passage": "1", "text": "Sigue la licitación."}
    path = f"{DESK}plans/vereda/commitments/1/milestones/21/nothing/"
    response = begun.post(path, sent)
    leads_to(response, owed[1])
    leads_to(begun.post(path, sent), owed[1])
    assert recorded() == before + 1
    assert ProgressReport.objects.get(uid=numbers["uid"]).text == "Sigue la licitación."
    assert "nothing to report" in text_of(begun.get(ALL))


def test_each_way_on_from_a_milestone_is_taken_from_a_browser(as_, here, owed):
    factories.report(owed[0], here.amina, "limited")
    as_(here.amina).post(f"{ROUND}begin/")
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = as_(here.amina).cookies
    page = text_of(browser.get(at(owed[0])))
    for action in ("/nothing/", "/desk/round/skip/"):
        form = re.search(rf'<form method="post" action="([^"]*{action})">(.*?)</form>', page, re.S)
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
        assert browser.post(form[1], fields).status_code == 302


def test_a_form_with_a_mistake_stays_where_it_is(begun, owed):
    response = send(begun, at(owed[0]), completion="complete", text="Todo listo.")
    assert response.status_code == 422
    page = text_of(response)
    assert "Todo listo." in page
    assert "Milestone 1 of 3" in page
    leads_to(send(begun, response, **REPORTED), owed[1])


def test_a_form_that_is_sent_twice_publishes_once(begun, owed):
    page = begun.get(at(owed[0]))
    for _twice in range(2):
        leads_to(send(begun, page, **REPORTED), owed[1])
    assert ProgressReport.objects.count() == 1


def test_two_people_who_report_at_once_meet(begun, here, owed):
    page = begun.get(at(owed[0]))
    factories.report(owed[0], here.amina, text="Lo de una colega.")
    response = send(begun, page, **REPORTED)
    assert response.status_code == 409
    assert "Lo de una colega." in text_of(response)


def test_a_lost_session_loses_no_word(as_, here, owed):
    client = as_(here.amina)
    page = client.get(at(owed[0]))
    client.logout()
    client.force_login(here.amina)
    response = send(client, page, **REPORTED)
    assert client.get(response["Location"])["Location"] == ALL
    assert ProgressReport.objects.count() == 1


def test_it_goes_on_where_it_was_left(begun, owed):
    begun.post(f"{ROUND}skip/", {"at": owed[0].uid})
    assert begun.get(ROUND)["Location"] == at(owed[1])
    begun.post(f"{ROUND}begin/")
    assert begun.get(ROUND)["Location"] == at(owed[0])


def test_a_passage_through_one_plan_alone(as_, here, owed):
    client = as_(here.amina)
    assert client.get(f"{ROUND}?plan=vereda")["Location"] == f"{ALL}?plan=vereda"
    assert "begin/?plan=vereda" in text_of(client.get(f"{ALL}?plan=vereda"))
    other = factories.add_plan(here.pat, slug="otro")
    assert "owes no milestone" in text_of(client.get(f"{ALL}?plan={other.slug}"))


def test_what_is_not_mine_is_refused_with_the_reason(begun, here):
    page = begun.get(at(here.cso_milestone))
    assert page.status_code == 403
    assert "Ríos Claros" in text_of(page)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("x/", 404),
        ("00000000-0000-0000-0000-000000000000/", 404),
        ("?after=x", 404),
        ("?plan=nowhere", 400),
        ("all/?page=two", 400),
        ("all/?page=9", 404),
    ],
)
def test_what_does_not_exist_is_refused(begun, path, status):
    assert begun.get(f"{ROUND}{path}").status_code == status


@pytest.mark.parametrize("data", [{}, {"at": "x"}, {"at": "00000000-0000-0000-0000-000000000000"}])
def test_skipping_nothing_is_refused(begun, data):
    assert begun.post(f"{ROUND}skip/", data).status_code in (400, 404)


@pytest.mark.parametrize("name", ["tomas", "pat", "irene", "operator"])
def test_who_owes_nothing_is_told_so(as_, here, name):
    assert "owes no milestone" in text_of(as_(getattr(here, name)).get(ALL))


@pytest.mark.parametrize("number", [5, 500])
def test_it_costs_no_more_for_somebody_who_owes_much(as_, here, number):
    own_many(here, number)
    client = as_(here.amina)
    client.post(f"{ROUND}begin/")
    first = client.get(ROUND)["Location"]
    with CaptureQueriesContext(connection) as asked:
        page = client.get(first)
    assert len(asked) <= 15
    assert f"Milestone 1 of {number + 1}" in text_of(page).replace(",", "")
    with CaptureQueriesContext(connection) as asked:
        assert send(client, page, **REPORTED).status_code == 302
    assert len([query for query in asked if not OTHERS.search(query["sql"])]) <= 25
    with CaptureQueriesContext(connection) as asked:
        client.get(ALL)
    assert len(asked) <= 12


# --- As the public will see it ------------------------------------------------------------------


def test_a_preview_keeps_a_draft_and_publishes_from_there(as_, here):
    client = as_(here.amina)
    path = f"{DESK}plans/vereda/commitments/1/milestones/1/report/"
    assert "preview" in buttons_of(client.get(path))
    before = recorded()
    response = send(client, path, **REPORTED, preview="1")
    assert response["Location"].endswith("/preview/")
    page = client.get(response["Location"])
    text = text_of(page)
    assert REPORTED["text"] in text
    assert "draft, only your organisation sees it" not in text
    assert recorded() == before
    response = send(client, page)
    report = Entry.objects.get(milestone=here.milestone)
    assert response["Location"] == report.get_absolute_url()
    assert [piece.title for piece in report.evidence.all()] == ["El archivo"]
    assert recorded() == before + 1


def test_a_preview_of_something_incomplete_leads_back_to_the_form(as_, here):
    client = as_(here.amina)
    path = f"{DESK}plans/vereda/commitments/1/milestones/1/report/"
    response = send(client, path, completion="limited", text="A medias.", preview="1")
    page = send(client, client.get(response["Location"]))
    assert page.status_code == 422
    assert "A medias." in text_of(page)


def test_a_preview_in_a_passage_goes_on_with_the_passage(begun, owed):
    response = send(begun, at(owed[0]), **REPORTED, preview="1")
    page = begun.get(response["Location"])
    leads_to(send(begun, page), owed[1])


@pytest.mark.parametrize("kind", ["observation", "response", "assessment"])
def test_every_kind_has_a_preview(as_, here, kind, observation):
    by, path, sent = {
        "observation": (
            here.lucia,
            f"{DESK}plans/vereda/commitments/1/milestones/1/observe/",
            {"type": "note", "text": "Una cosa.", "seen_by": "documents"},
        ),
        "response": (
            here.amina,
            f"{DESK}entries/{observation.uid}/respond/",
            {"outcome": "taken_up", "text": "Una cosa."},
        ),
        "assessment": (
            here.irene,
            f"{DESK}plans/vereda/commitments/1/assess/",
            {"report_title": "Informe", "completion": "limited", "text": "Una cosa."},
        ),
    }[kind]
    client = as_(by)
    page = client.get(send(client, path, **sent, preview="1")["Location"])
    assert "Una cosa." in text_of(page)
    assert ("Faltan dos archivos." in text_of(page)) is (kind == "response")
    published = send(client, page)
    assert published.status_code == 302
    assert client.get(page.request["PATH_INFO"])["Location"] == published["Location"]


def test_a_draft_of_others_has_no_preview(as_, here, client):
    response = send(as_(here.amina), f"{DESK}plans/vereda/commitments/1/report/", preview="1")
    for name in ("omar", "lucia", "pat", "irene"):
        assert as_(getattr(here, name)).get(response["Location"]).status_code == 404
    client.logout()
    assert client.get(response["Location"]).status_code == 302
