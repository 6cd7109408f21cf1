"""Public pages read again: one query and no page while nothing changed, a new page at once when something did."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client

from tests import factories
from tracker.actions import entries

PAGES = ("/en/", "/en/plans/", "/en/plans/vereda/", "/en/plans/vereda/commitments/")


def again(client, path, response):
    return client.get(path, headers={"if-none-match": response.headers["ETag"]})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(
    here, client, path, django_assert_num_queries
):
    first = client.get(path)
    assert first.status_code == 200
    with django_assert_num_queries(1):
        second = again(client, path, first)
    assert second.status_code == 304
    assert not second.content
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in second.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_new_after_any_public_write(here, client, path):
    first = client.get(path)
    factories.report(here.commitment, here.amina)
    assert again(client, path, first).status_code == 200


def test_a_draft_changes_no_public_page(here, client):
    first = client.get(PAGES[2])
    entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        text="Todavía no.",
        type="question",
    )
    assert again(client, PAGES[2], first).status_code == 304


def test_a_page_is_new_on_the_next_day_where_the_plan_lives(here, client):
    with time_machine.travel(dt.datetime(2026, 11, 24, 5, 59, tzinfo=dt.UTC), tick=False):
        first = client.get(PAGES[2])
    # six in the morning in Greenwich is midnight in Mexico City
    with time_machine.travel(dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC), tick=False):
        assert again(client, PAGES[2], first).status_code == 200


def test_a_page_is_new_in_another_release(here, client, monkeypatch):
    first = client.get(PAGES[0])
    monkeypatch.setattr("tracker.views.public.validators.release", lambda: "another")
    assert again(client, PAGES[0], first).status_code == 200


def test_languages_and_filters_are_pages_of_their_own(here, client):
    first = client.get("/en/plans/vereda/")
    assert again(client, "/es/plans/vereda/", first).status_code == 200
    assert again(client, "/en/plans/vereda/commitments/?q=agua", first).status_code == 200


def test_a_page_of_a_person_is_never_kept(here, as_):
    response = as_(here.lucia).get(PAGES[2])
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_a_page_with_a_message_is_never_kept(here, client):
    client.force_login(here.amina)
    signed_out = client.post("/en/accounts/logout/")
    assert signed_out.status_code == 302
    if "messages" in client.cookies:
        response = client.get(PAGES[0])
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers


def test_what_is_not_there_has_no_validator(here, client):
    response = client.get("/en/plans/nowhere/")
    assert response.status_code == 404
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_reading(here, path):
    assert Client().post(path).status_code == 405
