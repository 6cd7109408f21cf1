"""Guards in the database itself: the history refuses UPDATE, DELETE, REPLACE and TRUNCATE.

They are (re)installed after every migration, because SQLite drops the triggers of a table that
it rebuilds, and looked for at start and by `verify_history`.
"""

TABLES = ("ledger_historyentry", "ledger_historyvalue")
REFUSAL = "the history is append-only"

# SQLite's INSERT OR REPLACE deletes the old row without firing delete triggers unless a pragma
# says so; a guard before the insert closes that door whatever the pragma.
DUPLICATE = {
    "ledger_historyentry": (
        "SELECT 1 FROM ledger_historyentry WHERE id = NEW.id OR hash = NEW.hash"
        " OR prev_hash = NEW.prev_hash OR (chain_id = NEW.chain_id AND seq = NEW.seq)"
        " OR (subject_uid = NEW.subject_uid AND subject_version = NEW.subject_version)"
    ),
    "ledger_historyvalue": (
        "SELECT 1 FROM ledger_historyvalue WHERE id = NEW.id"
        " OR (entry_id = NEW.entry_id AND field = NEW.field)"
    ),
}


def _sqlite():
    for table in TABLES:
        for verb in ("update", "delete"):
            name = f"{table}_no_{verb}"
            yield (
                name,
                (
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb.upper()} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                ),
            )
        name = f"{table}_no_replace"
        yield (
            name,
            (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE INSERT ON {table}"
                f" WHEN EXISTS ({DUPLICATE[table]})"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            ),
        )


def _postgresql():
    for table in TABLES:
        for verb, level in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            name = f"{table}_no_{verb}"
            yield (
                name,
                (
                    f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb.upper()} ON {table}"
                    f" FOR EACH {level} EXECUTE FUNCTION ledger_refuse();"
                    f" ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
                ),
            )


FUNCTION = (
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)


def statements(connection):
    return dict({"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]())


def install(connection):
    """Create every missing guard. Safe to repeat."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statement in statements(connection).values():
            cursor.execute(statement)


def missing(connection):
    """Return the names of the guards that the database does not have, or has disabled."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in statements(connection) if name not in present]


def install_after_migrate(sender, using, plan=None, **kwargs):
    from django.db import connections

    connection = connections[using]
    if "ledger_historyvalue" in connection.introspection.table_names():
        install(connection)
