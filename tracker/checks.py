"""System checks: what an operator should know before the site is open."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, register
from django.core.checks import Warning as Caution
from django.db import connections


def _uses_sqlite() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


@register
def sqlite_journal(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the SQLite library is too old for the write-ahead log."""
    library = settings.SQLITE_LIBRARY
    if not _uses_sqlite() or library.journal_mode == "WAL":
        return []
    return [
        Caution(
            f"{library} can damage a write-ahead log, so journal_mode=DELETE is used: one reader or writer at a time.",
            hint="Install SQLite 3.51.3 or newer, or name a PostgreSQL server in DATABASE_URL.",
            id="tracker.W001",
        )
    ]


@register(Tags.security, deploy=True)
def plain_http(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the public address is plain http."""
    if settings.SERVED_OVER_HTTPS:
        return []
    return [
        Caution(
            f"The public address {settings.PUBLIC_URL} is plain http: passwords can be read on the way.",
            hint="Set ONDA_PUBLIC_URL to the https address of the site.",
            id="tracker.W002",
        )
    ]


@register(Tags.database)
def sqlite_state(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Say which SQLite library and which of its safeguards are in force (`check --database default`)."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            state = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
            }
        messages.append(
            Info(
                f"{settings.SQLITE_LIBRARY}: "
                + ", ".join(f"{key}={value}" for key, value in state.items()),
                id="tracker.I001",
            )
        )
    return messages
