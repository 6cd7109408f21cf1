"""Pages for machines: alive, ready, what may be crawled, whom to tell of a hole."""

import datetime as dt
from collections import namedtuple
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder

from tests import guards
from tracker.views import health


def test_live_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz/live")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_says_ok(client, here, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        response = client.get("/healthz/ready")
    assert (response.status_code, response.content) == (200, b"ok\n")


def not_ready(client):
    response = client.get("/healthz/ready")
    assert (response.status_code, response.content) == (503, b"fail\n")
    return True


def test_not_ready_when_a_guard_is_gone(client, here):
    with guards.dropped(connection):
        assert not_ready(client)


def test_not_ready_when_a_migration_is_missing(client, here):
    MigrationRecorder(connection).record_unapplied("ledger", "0002_erasure")
    assert not_ready(client)


def test_not_ready_when_the_disk_is_full(client, here, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: usage(100, 96, 4))
    assert not_ready(client)


def test_not_ready_and_still_alive_when_the_database_is_away(client, here):
    with mock.patch.object(CursorWrapper, "execute", side_effect=OperationalError("refused")):
        assert not_ready(client)
        client.cookies["onda"] = "a" * 32
        assert client.get("/healthz/live").status_code == 200


def test_whoever_runs_the_site_learns_which_check_failed(as_, here):
    with guards.dropped(connection):
        response = as_(here.operator).get("/healthz/ready")
    assert response.status_code == 503
    checks = response.json()["checks"]
    assert checks == {"database": True, "migrations": True, "guards": False, "disk": True}


def test_others_who_signed_in_do_not(as_, here):
    assert as_(here.amina).get("/healthz/ready").content == b"ok\n"


def test_robots_may_read_what_is_public(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /es/desk/" in lines
    assert "Disallow: /" not in lines


def fields(client):
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_security_txt_has_what_its_standard_asks(client, db):
    found = fields(client)
    expires = dt.datetime.fromisoformat(found["Expires"])
    now = dt.datetime.now(dt.UTC)
    assert now < expires < now + dt.timedelta(days=365)
    assert found["Canonical"] == "http://testserver/.well-known/security.txt"
    assert found["Preferred-Languages"] == "es, en"


@pytest.mark.parametrize(
    ("named", "contact"),
    [
        ("", "http://testserver/en/about/#contact"),
        ("security@onda.example", "mailto:security@onda.example"),
        ("https://onda.example/security", "https://onda.example/security"),
    ],
)
def test_its_contact_is_an_address(client, db, settings, named, contact):
    settings.SECURITY_CONTACT = named
    assert fields(client)["Contact"] == contact
