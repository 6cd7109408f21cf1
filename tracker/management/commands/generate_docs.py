from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from tracker.reference import roles, workflow

FOLDER = settings.BASE_DIR / "docs" / "reference"
PAGES = {"roles.md": roles.text, "workflow.md": workflow.text}


class Command(BaseCommand):
    help = "Write the pages of docs/reference that follow from the code, or check that they do."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit 1 if one lags"
        )

    def handle(self, **options):
        with translation.override("en"):
            lagging = [name for name, text in PAGES.items() if _stands(name) != text()]
            for name in lagging if not options["check"] else ():
                (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
        for name in lagging:
            done = "lags behind the code" if options["check"] else "written"
            self.stdout.write(f"docs/reference/{name} {done}.")
        if lagging and options["check"]:
            raise SystemExit(1)


def _stands(name):
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
