"""Each door of the administration, tried by everybody."""

import datetime as dt
import re
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.actions.memberships import end_membership
from accounts.models import User
from ledger.models import Chain, HistoryEntry, recorded_models
from ledger.verification import rebuild_check, verify
from tests import factories, world
from tests.integration.admin_doors import DOORS, KEEPERS, add_plan, furnish
from tests.integration.admin_forms import errors, fill, list_page, speaking_english
from tracker.admin import site
from tracker.models import Entry

REFUSED = re.compile(r"Only (the|a) secretariat|the secretariat of this plan")
EVERYBODY = ("visitor", "amina", "lucia", "irene", "sara", "operator", "pat")
# 401: sign in first. 404: somebody else's draft plan, which is hidden.
REFUSALS = (401, 403, 404)


@pytest.fixture
def stage(here):
    return furnish(speaking_english(here))


def browser_of(here, name):
    browser = Client()
    if name != "visitor":
        browser.force_login(getattr(here, name))
    return browser


def count():
    return HistoryEntry.objects.count(), Entry.everything.count()


@contextmanager
def trial():
    """Try something, then take it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_door_opens_to_those_it_is_meant_for(door, stage):
    stage.sara = factories.add_member(factories.add_organisation("secretariat"), "Sara")
    User.objects.filter(pk=stage.sara.pk).update(language="en")
    page, typed = door(stage)
    sent = fill(browser_of(stage, "pat"), page, **typed)
    allowed = DOORS[door] | ({"sara"} if DOORS[door] == KEEPERS or door is add_plan else set())
    for name in EVERYBODY:
        before = count()
        with trial():
            response = browser_of(stage, name).post(page, sent)
            if name in allowed:
                assert response.status_code == 302, (name, errors(response))
                assert count() == (before[0] + 1, before[1])
                assert by_whom() in ("secretariat", "operator")
            else:
                assert response.status_code in REFUSALS, name
                assert count() == before
                if response.status_code == 403:
                    assert REFUSED.search(response.content.decode()), name


def by_whom():
    return HistoryEntry.objects.order_by("pk").last().side


def test_what_is_done_through_the_doors_verifies(stage):
    browser = browser_of(stage, "pat")
    for door in DOORS:
        page, typed = door(stage)
        browser.post(page, fill(browser, page, **typed))
    assert [finding for chain in Chain.objects.all() for finding in verify(chain)] == []
    assert list(rebuild_check(recorded_models())) == []


@pytest.mark.parametrize("name", ["amina", "lucia", "irene", "tomas"])
def test_the_others_do_not_even_come_in(stage, name):
    response = browser_of(stage, name).get("/admin/")
    assert response.status_code == 403
    assert "Only the secretariat" in response.content.decode()


def test_a_visitor_signs_in_on_the_page_that_all_use(client, here):
    response = client.get("/admin/tracker/plan/", follow=True)
    assert response.request["PATH_INFO"].endswith("/accounts/login/")
    assert response.request["QUERY_STRING"] == "next=%2Fadmin%2Ftracker%2Fplan%2F"


def test_a_visitor_is_led_to_no_other_site(client, db):
    response = client.get("/admin/login/?next=https://evil.example/", follow=True)
    assert 'name="next"' not in response.content.decode()


@pytest.mark.parametrize("name", ["pat", "operator"])
def test_every_page_opens(stage, name):
    factories.report(stage.milestone, stage.amina)
    browser = browser_of(stage, name)
    assert browser.get("/admin/").status_code == 200
    for model in site._registry:
        assert browser.get(list_page(model)).status_code == 200
        assert browser.get(list_page(model), {"q": "a'\"%;--"}).status_code == 200
        row = model._default_manager.order_by("pk").first()
        if row is None or row in (getattr(stage, "draft_plan", None),):
            continue
        opts = model._meta
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        assert browser.get(page).status_code == 200
        history = browser.get(page.replace("/change/", "/history/"), follow=True)
        assert history.status_code == 200


def test_nothing_of_django_or_allauth_is_here():
    assert {model._meta.label for model in site._registry} == {
        "accounts.Membership",
        "accounts.Organisation",
        "accounts.User",
        "ledger.HistoryEntry",
        "tracker.Commitment",
        "tracker.CommitmentText",
        "tracker.Entry",
        "tracker.Lineage",
        "tracker.Milestone",
        "tracker.Plan",
        "tracker.Seat",
        "tracker.Theme",
    }


@pytest.mark.parametrize(
    "path", ["password_change/", "autocomplete/", "r/1/1/", "auth/group/", "sessions/session/"]
)
def test_other_doors_do_not_exist(as_, pat, path):
    assert as_(pat).get(f"/admin/{path}").status_code == 404


def test_the_administration_speaks_the_language_of_the_person(as_, pat):
    page = as_(pat).get("/admin/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="es"' in page


def test_leaving_the_secretariat_closes_the_door_at_once(as_, here):
    browser = as_(here.pat)
    assert browser.get("/admin/").status_code == 200
    end_membership(
        membership=here.pat.memberships.get(),
        by=here.operator,
        seen_version=1,
        until=world.NOW.date() - dt.timedelta(days=1),
    )
    assert browser.get("/admin/").status_code == 403
