"""Guards in the database itself: the history refuses UPDATE, DELETE, REPLACE and TRUNCATE.

One UPDATE is let through: that of a value to nothing, where an erasure says so; and an erasure is
taken only with the keys of both sides (`erasing`).

They are (re)installed after every migration, because SQLite drops the triggers of a table that
it rebuilds, and looked for at start and by `verify_history`.
"""

TABLES = ("ledger_historyentry", "ledger_historyvalue", "ledger_erasure")
REFUSAL = "the history is append-only"
UNAGREED = "both sides have to decide before words are erased"

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
    "ledger_erasure": ("SELECT 1 FROM ledger_erasure WHERE id = NEW.id OR value_id = NEW.value_id"),
}
# Guards of earlier releases, which stricter or finer ones have replaced.
RETIRED = {"ledger_historyvalue_no_update": "ledger_historyvalue"}

ONLY_ERASED = (
    "NEW.salt IS NULL AND NEW.value IS NULL AND NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id"
    " AND NEW.field = OLD.field AND NEW.leaf = OLD.leaf"
    " AND EXISTS (SELECT 1 FROM ledger_erasure WHERE value_id = OLD.id)"
)


KEYS = (
    "SELECT 1 FROM ledger_historyentry asked, ledger_historyentry confirmed,"
    " ledger_historyvalue gone, ledger_historyentry said,"
    " ledger_historyvalue about, ledger_historyvalue listed WHERE "
)
AGREE = (
    "asked.id = NEW.asked_id AND confirmed.id = NEW.confirmed_id",
    "gone.id = NEW.value_id AND said.id = gone.entry_id",
    "asked.kind = 'redaction.asked' AND confirmed.kind = 'redaction.confirmed'",
    "asked.subject_uid = confirmed.subject_uid AND asked.seq < confirmed.seq",
    "asked.side IN ('government', 'civil_society')",
    "confirmed.side IN ('government', 'civil_society') AND asked.side <> confirmed.side",
    "asked.chain_id = confirmed.chain_id AND asked.chain_id = said.chain_id",
    "about.entry_id = asked.id AND about.field = 'entry'",
    "listed.entry_id = asked.id AND listed.field = 'fields'",
)


def _two_keys(about, listed):
    """Return the query that finds a lawful erasure: two sides decided, about these very words.

    `about` compares a subject's uid as JSON writes it, `listed` looks for a field in a JSON list.
    """
    return KEYS + " AND ".join((*AGREE, about, listed))


def _verbs(table, verbs):
    """Return what a table refuses outright; a value may be updated to nothing."""
    return [v for v in verbs if (table, v) != ("ledger_historyvalue", "update")]


def _sqlite():
    for table in TABLES:
        for verb in _verbs(table, ("update", "delete")):
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
    yield (
        "ledger_historyvalue_only_erased",
        (
            "CREATE TRIGGER IF NOT EXISTS ledger_historyvalue_only_erased"
            f" BEFORE UPDATE ON ledger_historyvalue WHEN NOT ({ONLY_ERASED})"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        ),
    )
    keys = _two_keys(
        # SQLite keeps a uid as 32 digits.
        "replace(about.value, '-', '') = '[null,\"' || said.subject_uid || '\"]'",
        "instr(listed.value, '\"' || gone.field || '\"') > 0",
    )
    yield (
        "ledger_erasure_two_keys",
        (
            "CREATE TRIGGER IF NOT EXISTS ledger_erasure_two_keys BEFORE INSERT ON ledger_erasure"
            f" WHEN NOT EXISTS ({keys}) BEGIN SELECT RAISE(ABORT, '{UNAGREED}'); END"
        ),
    )


def _postgresql():
    for table in TABLES:
        for verb in _verbs(table, ("update", "delete", "truncate")):
            level = "STATEMENT" if verb == "truncate" else "ROW"
            name = f"{table}_no_{verb}"
            yield (
                name,
                (
                    f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb.upper()} ON {table}"
                    f" FOR EACH {level} EXECUTE FUNCTION ledger_refuse();"
                    f" ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
                ),
            )
    for name, event, table, function in (
        ("ledger_historyvalue_only_erased", "UPDATE", TABLES[1], "ledger_only_erased"),
        ("ledger_erasure_two_keys", "INSERT", TABLES[2], "ledger_two_keys"),
    ):
        yield (
            name,
            (
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {function}();"
                f" ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
            ),
        )


def _function(name, body):
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {body} END $$"
    )


def _functions():
    keys = _two_keys(
        "about.value = '[null,\"' || said.subject_uid::text || '\"]'",
        "strpos(listed.value, '\"' || gone.field || '\"') > 0",
    )
    yield _function("ledger_refuse", f"RAISE EXCEPTION '{REFUSAL}';")
    yield _function(
        "ledger_only_erased",
        f"IF {ONLY_ERASED} THEN RETURN NEW; END IF; RAISE EXCEPTION '{REFUSAL}';",
    )
    yield _function(
        "ledger_two_keys",
        f"IF EXISTS ({keys}) THEN RETURN NEW; END IF; RAISE EXCEPTION '{UNAGREED}';",
    )


def statements(connection):
    return dict({"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]())


def install(connection):
    """Create every missing guard. Safe to repeat."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for function in _functions() if is_postgresql else ():
            cursor.execute(function)
        for statement in statements(connection).values():
            cursor.execute(statement)
        for name, table in RETIRED.items():
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if is_postgresql else "")
            )


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
    if "ledger_erasure" in connection.introspection.table_names():
        install(connection)
