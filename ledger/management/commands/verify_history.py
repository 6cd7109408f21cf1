import json

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ledger import triggers
from ledger.models import Chain
from ledger.verification import Finding, erasures_of, verify


class Command(BaseCommand):
    help = "Prove that the history was not rewritten. Exit 1 names every entry that does not fit."

    def add_arguments(self, parser):
        parser.add_argument("--plan", help="only this plan's history (its slug)")
        parser.add_argument("--head", help="SEQ:HASH that was kept elsewhere; needs --plan")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *, plan, head, **options):
        chains = self._chains(plan)
        witness = self._witness(head, plan)
        findings = [
            Finding("database", 0, f"guard “{name}” is missing")
            for name in triggers.missing(connection)
        ]
        erased = {}
        for chain in chains:
            findings += verify(chain, witness)
            erased[chain.key] = [
                {
                    "seq": value.entry.seq,
                    "field": value.field,
                    "asked": asked.seq,
                    "confirmed": by.seq,
                }
                for value, asked, by in erasures_of(chain).values()
            ]
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "verified": not findings,
                        "heads": {chain.key: chain.witness for chain in chains},
                        "erased": erased,
                        "findings": [finding._asdict() for finding in findings],
                    }
                )
            )
        else:
            for finding in findings:
                self.stdout.write(f"{finding.chain} {finding.seq}: {finding.problem}")
            if not findings:
                for chain in chains:
                    self.stdout.write(
                        f"{chain.key}: {chain.seq} entries verify, head {chain.witness}"
                    )
                    for gone in erased[chain.key]:
                        self.stdout.write(
                            "  {seq}: “{field}” was erased, asked in {asked},"
                            " confirmed in {confirmed}".format(**gone)
                        )
        if findings:
            raise SystemExit(1)

    def _chains(self, plan):
        chains = Chain.objects.order_by("key")
        if plan:
            chains = chains.filter(key=f"plan:{plan}")
            if not chains:
                raise CommandError(f"There is no history of a plan “{plan}”.", returncode=2)
        return list(chains)

    def _witness(self, head, plan):
        if not head:
            return None
        if not plan:
            raise CommandError("--head belongs to one plan: add --plan SLUG.", returncode=2)
        seq, _, fingerprint = head.partition(":")
        if not seq.isdigit() or len(fingerprint) != 64:
            raise CommandError("--head wants SEQ:HASH with 64 digits of hash.", returncode=2)
        return int(seq), fingerprint.lower()
