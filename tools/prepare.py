"""Bring the database and the static files up to date. Runs inside the environment (`python -m tools.prepare`).

One process for what would be five management commands: most of the time of each is Django's start.
"""

import os
import sys
import time

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        django.setup()
        migrate()
        call_command("createcachetable", verbosity=0)
        # Maps are for developers' tools; hashing and compressing them takes longer than all the rest.
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.map"])
        load_demonstration()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(
            f"The database cannot be used ({str(error).strip()}):"
            " check DATABASE_URL, its server and the free space of the disk."
        )


def migrate() -> None:
    """Apply what is missing and say how much it was."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        print(f"Preparing the database ({len(missing)} migrations) …", flush=True)
    call_command("migrate", interactive=False, verbosity=0)


def load_demonstration() -> None:
    """Fill an empty database with the demonstration plans, all of them or none."""
    if "load_demo" not in get_commands() or apps.get_model("tracker", "Plan").objects.exists():
        return
    print("Loading the demonstration plans …", flush=True)
    began = time.monotonic()
    with transaction.atomic():
        call_command("load_demo", verbosity=0)
    print(f"Loaded in {time.monotonic() - began:.0f} s.", flush=True)


if __name__ == "__main__":
    main()
