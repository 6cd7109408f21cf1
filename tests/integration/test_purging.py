"""Erased words are gone from the files of the database, not only from its rows."""

from pathlib import Path

import pytest
from django.db import connection

from tests import factories, world
from tracker.actions.purging import purge_erased
from tracker.chores import CHORES
from tracker.models import Redaction

SECRET = "canario-de-la-testigo-4711"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(transactional_db):
    return world.load()


def in_the_files():
    """Return the files of the database in whose bytes the secret stands."""
    name = Path(connection.settings_dict["NAME"])
    files = [name, *(name.with_name(name.name + end) for end in ("-wal", "-journal"))]
    return [file.name for file in files if file.exists() and SECRET.encode() in file.read_bytes()]


@pytest.fixture
def erased(here):
    factories.name_stewards(here)
    link = {"title": SECRET, "url": f"https://datos.vereda.example/{SECRET}.csv"}
    text = f"{SECRET} " * 400  # more than one page of the database
    here.said = factories.observe(here.milestone, here.lucia, text=text, evidence=[link])
    if connection.vendor == "sqlite":
        assert in_the_files()
    return here


def test_on_sqlite_no_byte_is_left(erased):
    factories.redact(erased.said, erased.omar, erased.tomas, ["text", "evidence"])
    if connection.vendor == "sqlite":
        assert in_the_files() == []
        assert Redaction.objects.get().purged_at


def test_the_chore_does_what_is_left_and_nothing_twice(erased):
    factories.redact(erased.said, erased.omar, erased.tomas, ["text", "evidence"])
    Redaction.objects.update(purged_at=None)
    assert purge_erased(world.NOW) == 1
    assert Redaction.objects.get().purged_at == world.NOW
    assert purge_erased(world.NOW) == 0


def test_the_worker_purges():
    assert purge_erased in [chore.run for chore in CHORES]


def test_what_was_asked_and_not_confirmed_is_not_purged(erased):
    factories.ask_redaction(erased.said, erased.omar)
    assert purge_erased(world.NOW) == 0
