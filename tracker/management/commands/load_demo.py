import json

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tracker.demo import load, sign_ins
from tracker.demo.loading import NotEmpty

COLUMNS = ("name", "organisation", "side", "email", "password")


class Command(BaseCommand):
    help = "Load the demonstration plans into an empty database and print who can sign in."

    def add_arguments(self, parser):
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--archive-only", action="store_true", help="only the real, ended plans")
        part.add_argument("--example-only", action="store_true", help="only the invented plan")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, quietly, when there are plans"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *, archive_only, example_only, if_empty, verbosity, **options):
        try:
            with transaction.atomic():
                loaded = load(archive=not example_only, example=not archive_only)
                if loaded.sign_ins:
                    transaction.on_commit(lambda: sign_ins.write(loaded.sign_ins))
        except NotEmpty:
            if if_empty:
                return
            raise CommandError(
                "This database already has plans. The demonstration is loaded into an empty one: "
                "set ONDA_DATA_DIR or DATABASE_URL to a new place.",
                returncode=1,
            ) from None
        slugs = [plan.slug for plan in loaded.plans]
        if options["json"]:
            self.stdout.write(json.dumps({"plans": slugs, "sign_ins": loaded.sign_ins}))
        elif verbosity:
            self.stdout.write(f"Loaded {', '.join(slugs)}.")
            self._print_table(loaded.sign_ins)

    def _print_table(self, people):
        rows = [COLUMNS, *(tuple(person[name] for name in COLUMNS) for person in people)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows if people else []:
            cells = zip(row, widths, strict=True)
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in cells).rstrip())
