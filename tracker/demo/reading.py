"""The files of demonstration data as plain dictionaries, in the order of their names."""

import tomllib

from django.conf import settings

FOLDER = settings.BASE_DIR / "demo"


def organisations(part):
    """Return the organisations of `archive` or `example`; a whole stands before its parts."""
    return _read(FOLDER / part / "organisations.toml")["organisation"]


def people():
    """Return the people of the example."""
    return _read(FOLDER / "example" / "people.toml")["person"]


def archived_plans():
    """Return the plans of the archive, the oldest first, each with its `commitments`."""
    files = sorted((FOLDER / "archive").glob("plan-*.toml"))
    plans = [_plan(file, file.with_suffix("")) for file in files]
    return sorted(plans, key=lambda frame: frame["plan"]["start"])


def example_plan():
    """Return the plan of the example with its `commitments` and their stories."""
    folder = FOLDER / "example"
    return _plan(folder / "plan.toml", folder / "commitments")


def archived(table):
    """Return the rows of `lineage`, `event` or `statement`, each in a file of the archive."""
    name = {"lineage": "lineage", "event": "events", "statement": "statements"}[table]
    return _read(FOLDER / "archive" / f"{name}.toml")[table]


def _plan(file, folder):
    commitments = [_read(inner) for inner in folder.glob("*.toml")]
    commitments.sort(key=lambda each: each["commitment"]["number"])
    return _read(file) | {"commitments": commitments}


def _read(file):
    return tomllib.loads(file.read_text(encoding="utf-8"))
