"""A pytest plugin that gives every run an environment of its own (loaded by `-p`, see pyproject.toml).

It must speak before pytest-django reads the settings: no .env of the developer, no variable of the shell
and no file of the site may reach a test. `ONDA_TEST_DATABASE=postgresql` asks for PostgreSQL: the server
named by `TEST_POSTGRES_URL`, or else a throw-away one (tests/postgres.py).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"


def names_in(example: Path) -> list[str]:
    """Return the variables that an .env file names, also where they are commented out."""
    lines = (line.removeprefix("#") for line in example.read_text().splitlines())
    names = (line.partition("=")[0] for line in lines if "=" in line)
    return [name for name in names if name.isidentifier() and name.isupper()]


def prepare() -> None:
    """Set the variables for this run and make its data folder."""
    for name in names_in(EXAMPLE):
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
    """Leave out what only costs time in tests: hashed names of static files, slow password hashes."""
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_report_header(config: pytest.Config) -> str:
    database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    return f"database: {settings.SQLITE_LIBRARY if database == 'sqlite3' else 'PostgreSQL'}"
