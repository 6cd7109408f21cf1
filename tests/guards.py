"""The history's guards in the database, taken away for a moment: only tests do this."""

from contextlib import contextmanager

from ledger import triggers


def drop(connection):
    """Remove every guard, as somebody with the database file in hand could."""
    settle(connection)
    with connection.cursor() as cursor:
        for name, statement in triggers.statements(connection).items():
            if connection.vendor == "postgresql":
                table = statement.split(" ON ")[1].split()[0]
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def settle(connection):
    """Run PostgreSQL's waiting checks now: a table with waiting checks cannot be altered."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def dropped(connection):
    drop(connection)
    try:
        yield
    finally:
        settle(connection)
        triggers.install(connection)
