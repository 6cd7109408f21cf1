"""Somebody who sends faster than a person can is slowed down, and loses nothing."""

import pytest
from django.test import Client

from tests.desk import FROM_HERE, OBSERVE, OBSERVED, REPORT, REPORTED
from tests.sending import form_of, open_form, send
from tracker import write_limits
from tracker.models import Entry


@pytest.fixture(autouse=True)
def limits(settings):
    settings.WRITES_A_MINUTE, settings.WRITES_AN_HOUR = 3, 5


@pytest.fixture
def lucia_writes(here):
    client = Client(headers=FROM_HERE)
    client.force_login(here.lucia)
    return lambda text="Otra vez.": send(client, OBSERVE, **OBSERVED | {"text": text, "draft": "1"})


def test_the_limit_is_exact(lucia_writes):
    assert [lucia_writes().status_code for _ in range(5)] == [302, 302, 302, 429, 429]
    assert Entry.everything.count() == 3


def test_the_answer_says_when_and_gives_the_text_back(lucia_writes, clock):
    for _ in range(3):
        lucia_writes()
    clock.shift(15)
    response = lucia_writes("Una historia larga.")
    assert response.status_code == 429
    assert response["Retry-After"] == "45"
    assert "Wait 45 seconds" in response.content.decode()
    assert form_of(response)["text"] == "Una historia larga."


def test_who_waits_as_long_as_was_said_goes_on(lucia_writes, clock):
    for _ in range(4):
        response = lucia_writes()
    clock.shift(int(response["Retry-After"]))
    assert lucia_writes().status_code == 302


def test_there_is_a_limit_for_an_hour_too(lucia_writes, clock):
    statuses = []
    for _ in range(7):
        clock.shift(60)
        statuses.append(lucia_writes().status_code)
    assert statuses == [302] * 5 + [429] * 2
    clock.shift(3300)
    assert lucia_writes().status_code == 302


def test_nobody_is_slowed_down_by_somebody_else(lucia_writes, here):
    for _ in range(4):
        lucia_writes()
    client = Client(headers=FROM_HERE)
    client.force_login(here.amina)
    assert send(client, REPORT, **REPORTED).status_code == 302


def test_reading_and_signing_out_are_never_slowed_down(here, settings):
    settings.WRITES_A_MINUTE = 0
    client = Client(headers=FROM_HERE)
    client.force_login(here.lucia)
    assert open_form(client, OBSERVE)
    assert client.post("/en/accounts/logout/").status_code == 302


def test_a_draft_that_is_kept_while_one_types_is_no_sending_of_ones_own(here, settings):
    settings.WRITES_A_MINUTE = 0
    client = Client(headers=FROM_HERE)
    client.force_login(here.lucia)
    kept = send(client, OBSERVE, **OBSERVED | {"draft": "1", "autosave": "1"})
    assert kept.status_code == 200


def test_what_a_page_sends_by_itself_is_counted_apart(here):
    def waits(times, **how):
        return [write_limits.seconds_to_wait(here.lucia, **how) for _ in range(times)]

    assert not any(waits(write_limits.BY_ITSELF[write_limits.MINUTE], by_itself=True))
    assert not any(waits(3))
    assert all(waits(1, by_itself=True) + waits(1))


def test_without_a_cache_table_nobody_is_stopped(here, monkeypatch):
    """A cache that forgets lets everybody write."""
    monkeypatch.setattr(write_limits.cache, "set", lambda *args: None)
    assert not any(write_limits.seconds_to_wait(here.lucia) for _ in range(10))
