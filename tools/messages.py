"""Translations: collect the texts, compile the catalogues, check that they are complete.

Runs inside the environment (`python -m tools.messages update|compile|check`). Babel does what the
gettext programs would do, so that nobody has to install those. English is the source language.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CODE = ("accounts", "ledger", "tracker")
TEMPLATES = ("templates",)
CATALOGUES = {"es": ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"}

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")
# Babel writes dates, its version and invented addresses into the header; a catalogue should change
# only with its texts.
HEADER_NOISE = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team'
    r"|Report-Msgid-Bugs-To): .*\n",
    re.MULTILINE,
)


# --- Collecting ----------------------------------------------------------------------------------


def collect() -> Catalog:
    """Return a catalogue of every text marked for translation, in the order of the files."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = as_python(text, str(path.relative_to(ROOT)))
        place = str(path.relative_to(ROOT))
        for line, texts, comments, context in extract(
            "python",
            io.BytesIO(text.encode()),
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=False,
        ):
            found.add(texts, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def sources() -> Iterator[Path]:
    """Yield the files that can hold a text: code without migrations, and templates."""
    for name in CODE:
        for path in sorted((ROOT / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    for name in TEMPLATES:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in (".html", ".txt", ".svg", ".xml"):
                yield path


def as_python(template: str, origin: str) -> str:
    """Return the template's texts as Python calls, each on its line."""
    # Django leaves the indentation of the markup, which Python would refuse.
    lines = templatize(template, origin=origin).splitlines()
    return "\n".join(line.strip() for line in lines) + "\n"


# --- Catalogues ----------------------------------------------------------------------------------


def read(path: Path, language: str) -> Catalog:
    """Read a catalogue; an absent one is empty."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def updated(language: str, found: Catalog) -> str:
    """Return the text of the catalogue with what was found: new texts empty, changed ones fuzzy."""
    catalogue = read(CATALOGUES[language], language)
    catalogue.update(found)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "Onda", "1"
    catalogue.header_comment = (
        f"# Onda in the language {language}. `./onda messages` keeps this file; translate msgstr."
    )
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    file = io.BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False, sort_by_file=True)
    return HEADER_NOISE.sub("", file.getvalue().decode())


def update() -> None:
    """Write the texts found in the sources into every catalogue."""
    found = collect()
    for language, path in CATALOGUES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = updated(language, found)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        print(
            f"{path.relative_to(ROOT)}: {len(found)} texts, {len(list(unfinished(language)))} to do"
        )


def compile_all() -> None:
    """Write the compiled catalogues. Fuzzy translations are left out."""
    for language, path in CATALOGUES.items():
        if not path.exists():
            continue
        compiled = path.with_suffix(".mo")
        # Whole or not at all: a server may be reading the old one.
        draft = compiled.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, read(path, language))
        draft.replace(compiled)


# --- Checking ------------------------------------------------------------------------------------


def unfinished(language: str) -> Iterator[str]:
    """Yield one line for each text that is missing, doubtful or has lost a placeholder."""
    for message in read(CATALOGUES[language], language):
        if not message.id:
            continue
        if fault := fault_of(message):
            text = message.id if isinstance(message.id, str) else message.id[0]
            yield f"{language}: {fault}: {text!r}"


def fault_of(message: Message) -> str | None:
    """Name what is wrong with one translation."""
    originals = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    translations = (
        (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    )
    if not all(translations):
        return "not translated"
    if message.fuzzy:
        return "fuzzy, to be confirmed"
    wanted = set().union(*(PLACEHOLDER.findall(text) for text in originals))
    for translation in translations:
        given = set(PLACEHOLDER.findall(translation))
        # A singular may say “one” instead of the number.
        if given - wanted or (len(originals) == 1 and wanted - given):
            return "placeholders differ"
    return None


def check() -> list[str]:
    """Return the findings: catalogues that lag behind the sources, and unfinished texts."""
    found = collect()
    findings = []
    for language, path in CATALOGUES.items():
        if not path.exists() or updated(language, found) != path.read_text(encoding="utf-8"):
            findings.append(f"{path.relative_to(ROOT)} lags behind the sources: ./onda messages")
        findings.extend(unfinished(language))
    return findings


def main(step: str) -> int:
    match step:
        case "update":
            update()
        case "compile":
            compile_all()
        case "check":
            findings = check()
            print("\n".join(findings) or "translations complete")
            return 1 if findings else 0
        case _:
            print("usage: python -m tools.messages update|compile|check", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
