import json

from django.core.management.base import BaseCommand

from ledger.models import recorded_models
from ledger.projections import projection_checks
from ledger.verification import rebuild_check


class Command(BaseCommand):
    help = "Fold the history and compare every row with it. Exit 1 names each row that differs."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, **options):
        drifts = list(rebuild_check(recorded_models()))
        for check in projection_checks:
            drifts += check()
        if options["json"]:
            found = [{**drift._asdict(), "uid": str(drift.uid)} for drift in drifts]
            self.stdout.write(json.dumps({"clean": not drifts, "findings": found}))
        else:
            for drift in drifts:
                self.stdout.write(f"{drift.subject_type} {drift.uid}: {drift.problem}")
            if not drifts:
                self.stdout.write("Every row is what the history says.")
        if drifts:
            raise SystemExit(1)
