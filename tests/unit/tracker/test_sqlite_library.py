"""Which SQLite is used, and which journal goes with it."""

import sqlite3
import sys

import pytest
from django.conf import settings
from django.db import connection

from tracker import checks, sqlite_library
from tracker.sqlite_library import Library


@pytest.mark.parametrize(
    ("version", "journal"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 53, 4), "WAL")],
)
def test_the_write_ahead_log_needs_a_library_without_its_bug(version, journal):
    assert Library("a library", version).journal_mode == journal


def test_the_library_in_use_is_the_one_that_was_chosen():
    assert sqlite3.sqlite_version_info[:3] == settings.SQLITE_LIBRARY.version


def test_without_the_wheel_the_systems_library_is_used(monkeypatch):
    monkeypatch.setattr(sqlite_library.system_library, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    assert sqlite_library.choose() == Library("the system's library", (3, 40, 1))


def test_a_new_enough_system_library_is_kept(monkeypatch):
    monkeypatch.setattr(sqlite_library.system_library, "sqlite_version_info", (3, 60, 0))
    assert sqlite_library.choose() == Library("the system's library", (3, 60, 0))


def test_an_old_library_is_reported(settings, monkeypatch):
    settings.SQLITE_LIBRARY = Library("the system's library", (3, 40, 1))
    monkeypatch.setattr(checks, "_uses_sqlite", lambda: True)
    (warning,) = checks.sqlite_journal(None)
    assert warning.id == "tracker.W001"
    assert "SQLite 3.40.1 (the system's library)" in warning.msg


def test_an_old_library_does_not_matter_to_postgresql(settings, monkeypatch):
    settings.SQLITE_LIBRARY = Library("the system's library", (3, 40, 1))
    monkeypatch.setattr(checks, "_uses_sqlite", lambda: False)
    assert checks.sqlite_journal(None) == []


@pytest.mark.django_db
@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"][-7:] != "sqlite3", reason="of SQLite")
class TestSafeguards:
    """What the settings ask of SQLite is in force on a connection."""

    @pytest.mark.parametrize(
        ("pragma", "value"),
        [("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)],
    )
    def test_pragma(self, pragma, value):
        with connection.cursor() as cursor:
            assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value

    def test_the_journal_is_the_one_that_is_safe(self):
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        assert mode == settings.SQLITE_LIBRARY.journal_mode.lower()

    def test_the_check_says_which(self):
        (info,) = checks.sqlite_state(None, databases=["default"])
        assert str(settings.SQLITE_LIBRARY) in info.msg
        assert "recursive_triggers=1" in info.msg
