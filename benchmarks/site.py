"""A site of its own for one run: an empty folder, an empty database, the settings of production."""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

import django
from django.core.management import call_command


def prepare(on_postgresql):
    """Set up Django on a fresh database. Returns the folder of a PostgreSQL server, or None."""
    folder = Path(tempfile.mkdtemp(prefix="onda-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = None
    url = ""
    if on_postgresql:
        from tests import postgres

        url = postgres.start()
        server = Path(url.removeprefix("postgresql://postgres@/").removesuffix("/postgres"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "ONDA_ENV_FILE": os.devnull,
        "ONDA_DATA_DIR": str(folder),
        "ONDA_PUBLIC_URL": "http://testserver",
        "ONDA_LOG_FORMAT": "plain",
        "SECRET_KEY": "for-measurements-only-" + 50 * "x",
        "DATABASE_URL": url,
        "DEBUG": "0",
    }
    django.setup()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.map"])
    return server
