"""A pytest plugin that gives every run an environment of its own (loaded by `-p`, see pyproject.toml).

It must speak before pytest-django reads the settings: no .env of the developer, no variable of the shell
and no file of the site may reach a test. `ONDA_TEST_DATABASE=postgresql` asks for PostgreSQL: the server
named by `TEST_POSTGRES_URL`, or else a throw-away one (tests/postgres.py).
"""

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from tools.environment import known_variables

TESTS = Path(__file__).resolve().parent


def prepare() -> None:
    """Set the variables for this run and make its data folder."""
    for name in known_variables():
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix="onda-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "static").mkdir()
    os.environ |= {
        "ONDA_ENV_FILE": os.devnull,
        "ONDA_DATA_DIR": str(folder),
        "ONDA_PUBLIC_URL": "http://testserver",
        "ONDA_LOG_FORMAT": "plain",
        "SECRET_KEY": "for-tests-only-" + 50 * "x",
        # Playwright keeps an event loop in the main thread, where Django would refuse the database.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    if os.environ.get("ONDA_TEST_DATABASE") == "postgresql":
        from tests import postgres

        os.environ["DATABASE_URL"] = os.environ.get("TEST_POSTGRES_URL") or postgres.start()


prepare()


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what only costs time in tests: hashed names of static files, slow password hashes.

    Tests send faster than people; those of the limits set them.
    """
    settings.WRITES_A_MINUTE = settings.WRITES_AN_HOUR = 1_000_000
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what belongs to the lane that `./onda test` asks for (ONDA_TEST_LANE): the browser
    journeys, or an engine. A few walks over pages and rules ask nothing of the engine; they name
    the one that they are tried on (`engine`)."""
    lane = os.environ.get("ONDA_TEST_LANE")
    engine = os.environ.get("ONDA_TEST_DATABASE", "sqlite")
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        in_browser = item.path.is_relative_to(TESTS / "functional")
        if in_browser:
            item.add_marker(pytest.mark.browser)
        wanted = lane is None or in_browser == (lane == "browser")
        named = item.get_closest_marker("engine")
        if lane == "engine" and named is not None and named.args[0] != engine:
            wanted = False
        (kept if wanted else left_out).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the counts where `./onda test` reads them (ONDA_TEST_REPORT)."""
    if report := os.environ.get("ONDA_TEST_REPORT"):
        counts = {
            {"error": "errors"}.get(outcome, outcome): len(terminalreporter.stats.get(outcome, []))
            for outcome in ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
        }
        Path(report).write_text(json.dumps(counts))


def pytest_report_header(config: pytest.Config) -> str:
    database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    return f"database: {settings.SQLITE_LIBRARY if database == 'sqlite3' else 'PostgreSQL'}"
