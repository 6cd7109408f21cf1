"""Trying something in the small world, seeing what was written, and taking it back."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction


@contextmanager
def trial():
    """Try something, then take it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written():
    """Return what is different after any write: how many rows each table has, and their versions.

    One query, for it is asked by the thousand.
    """
    asked = dict(_questions())
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(asked.values()))
        return dict(zip(asked, cursor.fetchone(), strict=True))


def _questions():
    for app in ("accounts", "ledger", "tracker"):
        for model in apps.get_app_config(app).get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            yield model, f"(SELECT COUNT(*) FROM {table})"
            if any(field.name == "version" for field in model._meta.local_fields):
                yield (model, "versions"), f"(SELECT SUM(version) FROM {table})"
