"""System checks: run by `manage.py check --database default` and before serving."""

from django.core.checks import Error
from django.db import connections

from ledger import triggers


def triggers_are_present(app_configs, databases=None, **kwargs):
    """Report every guard of the history that a database has lost."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if "ledger_erasure" not in connection.introspection.table_names():
            continue
        errors += [
            Error(
                f"The database has lost the guard “{name}” of the history.",
                hint="Run `manage.py migrate` to restore it, then `manage.py verify_history`.",
                id="ledger.E001",
            )
            for name in triggers.missing(connection)
        ]
    return errors
