import json
import re
import time

from django.core.management.base import BaseCommand, CommandError

from ledger.models import Chain
from tracker.demo.sample import Size, make
from tracker.models import Plan

LARGEST = 32_000  # a commitment's number is a small integer


class Command(BaseCommand):
    help = "Make a synthetic plan of any size, with a history that verifies, for measurements."

    def add_arguments(self, parser):
        parser.add_argument("--commitments", type=int, required=True)
        parser.add_argument("--milestones", type=int, required=True, help="of each commitment")
        parser.add_argument(
            "--observations",
            type=int,
            required=True,
            help="entries in all: observations, reports, responses and assessments",
        )
        parser.add_argument("--seed", type=int, required=True, help="the same seed, the same plan")
        parser.add_argument("--plan", help="its slug (sample-SEED)")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *, commitments, milestones, observations, seed, plan, verbosity, **options):
        slug = plan or f"sample-{seed}"
        if not 1 <= commitments <= LARGEST or not 0 <= milestones <= LARGEST or observations < 0:
            raise CommandError(
                f"A plan has 1 to {LARGEST} commitments, and nothing less than 0 of the rest.",
                returncode=2,
            )
        if not re.fullmatch(r"[a-z0-9-]{1,40}", slug):
            raise CommandError(
                "A slug has up to 40 small letters, digits and hyphens.", returncode=2
            )
        if Plan.objects.filter(slug=slug).exists():
            raise CommandError(
                f"There already is a plan “{slug}”: give another with --plan.", returncode=1
            )
        quiet = options["json"] or not verbosity
        began = time.monotonic()
        made = make(
            size=Size(commitments, milestones, observations),
            seed=seed,
            slug=slug,
            tell=(lambda sentence: None) if quiet else self.stdout.write,
        )
        seconds = round(time.monotonic() - began, 1)
        history = Chain.objects.get(key=made.chain_key).seq
        if options["json"]:
            result = {
                "plan": slug,
                "commitments": commitments,
                "milestones": commitments * milestones,
                "entries": observations,
                "history": history,
                "seconds": seconds,
            }
            self.stdout.write(json.dumps(result))
        elif verbosity:
            self.stdout.write(f"Plan {slug}: {history} entries of history in {seconds} s.")
