"""Which SQLite library Django uses. Imported by the settings, before Django opens a database.

SQLite 3.7.0 to 3.51.2 can corrupt a write-ahead log when two connections write and checkpoint at the
same moment (sqlite.org/wal.html, "the WAL-reset bug"). Python's own sqlite3 module is bound to the
library of the operating system, which is mostly one of those; the pysqlite3 wheel brings a newer one.
"""

import sqlite3 as system_library
import sys
from importlib import import_module
from typing import NamedTuple

WAL_IS_SAFE_FROM = (3, 51, 3)


class Library(NamedTuple):
    """The SQLite library in use, and the journal that is safe with it."""

    name: str
    version: tuple[int, int, int]

    @property
    def journal_mode(self) -> str:
        return "WAL" if self.version >= WAL_IS_SAFE_FROM else "DELETE"

    def __str__(self) -> str:
        return f"SQLite {'.'.join(map(str, self.version))} ({self.name})"


def choose() -> Library:
    """Put the newest SQLite at hand in the place of the module `sqlite3`, and say which one it is."""
    system = Library("the system's library", system_library.sqlite_version_info[:3])
    if system.version >= WAL_IS_SAFE_FROM:
        return system
    try:
        wheel = import_module("pysqlite3")
        dbapi2 = import_module("pysqlite3.dbapi2")
    except ImportError:  # the wheel exists for Linux on x86-64 only
        return system
    sys.modules["sqlite3"] = wheel
    sys.modules["sqlite3.dbapi2"] = dbapi2
    return Library("the pysqlite3 wheel", dbapi2.sqlite_version_info[:3])
