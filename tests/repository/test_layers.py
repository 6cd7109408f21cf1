"""Where things belong: imports go down only, and only actions write."""

import ast

import pytest

from tests.repository.source import imports, modules

# From the top down. A layer imports what stands below it, never what stands above.
LAYERS = [
    {
        *("views", "admin", "api", "management", "feeds", "exports", "demo", "middleware", "urls"),
        "chores",
    },
    {"forms", "presenters", "context_processors", "templatetags"},
    {"queries"},
    {"actions"},
    {"authorization", "workflow"},
    {"models"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
# Presenters ask rules which buttons to show; the folding of a status is both written and read.
PURE = {"completion", "due_dates", "two_voices", "kinds"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
          "update_or_create"}  # fmt: skip
# Names of dicts, whose `.update()` writes nothing.
PLAIN = ("context", "query", "parameters", "found", "change")
SILENT = ("views", "forms", "presenters", "templatetags", "context_processors")


def layer_of(name):
    """Return the layer of a dotted name such as `tracker.views.desk.home`, or None."""
    app, _, rest = name.partition(".")
    return rest.split(".")[0] if app in ("tracker", "accounts") and rest else None


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_go_down_only(name):
    own = RANK.get(layer_of(name))
    if own is None:
        return
    upward = {
        imported for imported in imports(modules()[name]) if RANK.get(layer_of(imported), 99) < own
    }
    # A lazy import that Django itself asks for: the manager of the user model.
    allowed = {"accounts.models.user": {"accounts.actions.users"}}
    assert upward - allowed.get(name, set()) == set()


@pytest.mark.parametrize("name", sorted(modules()))
def test_applications_depend_one_way(name):
    app = name.split(".")[0]
    forbidden = {"ledger": ("accounts", "tracker"), "accounts": ("tracker",)}.get(app, ())
    wrong = {i for i in imports(modules()[name]) if i.split(".")[0] in forbidden}
    assert wrong == set()


@pytest.mark.parametrize("name", [n for n in sorted(modules()) if layer_of(n) in SILENT], ids=str)
def test_views_and_forms_do_not_write(name):
    wrong = [
        f"line {node.lineno}: .{node.func.attr}()"
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not _a_plain_container(node.func.value)
    ]
    assert wrong == []


def _a_plain_container(value):
    """Return whether `.update()` is that of a dict: a literal, or a name that says so."""
    named = isinstance(value, ast.Name) and value.id in PLAIN
    session = isinstance(value, ast.Attribute) and value.attr in ("session", "headers")
    return named or session or isinstance(value, ast.Dict)


def test_only_recording_appends_to_the_history():
    callers = {
        name
        for name, tree in modules().items()
        if any(
            i in ("ledger.recording.append", "ledger.recording.append_all") for i in imports(tree)
        )
    }
    assert {c for c in callers if "recording" not in c} <= {"tracker.demo.sample"}
