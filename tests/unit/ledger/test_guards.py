"""The database itself refuses to change the history, on both engines."""

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import triggers
from ledger.checks import triggers_are_present
from tests import guards

ATTACKS = {
    "update": "UPDATE ledger_historyentry SET kind = 'x' WHERE seq = 1",
    "update everything": "UPDATE ledger_historyentry SET side = 'government'",
    "delete": "DELETE FROM ledger_historyentry WHERE seq = 1",
    "delete everything": "DELETE FROM ledger_historyentry",
    "update a value": "UPDATE ledger_historyvalue SET value = '\"x\"'",
    "erase a value": "UPDATE ledger_historyvalue SET value = NULL, salt = NULL",
    "delete a value": "DELETE FROM ledger_historyvalue",
}
ENTRY = "id, chain_id, seq, at, kind, subject_type, subject_uid, subject_version, context_uid, side"
REST = "organisation, organisation_name, fields_root, prev_hash, hash"
COPY = f"INTO ledger_historyentry ({ENTRY}, {REST}) SELECT {ENTRY}, {REST} FROM ledger_historyentry"
SQLITE_ATTACKS = {
    "replace": f"INSERT OR REPLACE {COPY} WHERE seq = 1",
    "replace under another id": (
        f"INSERT OR REPLACE {COPY}".replace("SELECT id", "SELECT id + 100000") + " WHERE seq = 1"
    ),
    "replace a value": (
        "REPLACE INTO ledger_historyvalue (id, entry_id, field, leaf)"
        " SELECT id, entry_id, field, 'x' FROM ledger_historyvalue LIMIT 1"
    ),
}
POSTGRESQL_ATTACKS = {
    "truncate": "TRUNCATE ledger_historyvalue, ledger_erasure",
    "truncate with its parent": "TRUNCATE ledger_historyentry CASCADE",
    "upsert": (f"INSERT {COPY} WHERE seq = 1 ON CONFLICT (id) DO UPDATE SET kind = 'x'"),
    "replica role": (
        "SET LOCAL session_replication_role = replica; DELETE FROM ledger_historyvalue"
    ),
}


@pytest.mark.parametrize("name", [*ATTACKS, *SQLITE_ATTACKS, *POSTGRESQL_ATTACKS])
def test_the_history_refuses(name, here):
    own = SQLITE_ATTACKS if connection.vendor == "sqlite" else POSTGRESQL_ATTACKS
    statement = {**ATTACKS, **own}.get(name)
    if statement is None:
        return  # the other engine has no such statement
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_replace_is_refused_also_where_the_pragma_is_off(here):
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
        try:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(SQLITE_ATTACKS["replace"])
        finally:
            cursor.execute("PRAGMA recursive_triggers=ON")


def test_a_lost_guard_is_reported_and_restored(here):
    assert triggers.missing(connection) == []
    guards.drop(connection)
    assert len(triggers.missing(connection)) == 10
    assert len(triggers_are_present(None, databases=["default"])) == 10
    triggers.install(connection)
    assert triggers.missing(connection) == []
