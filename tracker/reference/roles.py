import inspect
from importlib import import_module
from pkgutil import iter_modules

from accounts.authorization import people, second_factor
from tracker import authorization
from tracker.authorization.roles import OWN, ROLES, TABLE
from tracker.reference.tables import WRITTEN, first_sentence, table

INTRODUCTION = """\
# Who may send what

Every address that takes a form, and everybody who may send it. Tests let people of all kinds send all of them, also those who may not, and
compare. Who may not is told why, gets their text back, and nothing is written; what somebody may not even see is answered as if
it did not exist. The table is [`roles.py`](../../tracker/authorization/roles.py)."""


def text():
    """Return the page."""
    parts = [WRITTEN, INTRODUCTION, "## The people", _people()]
    for title, rows in TABLE.items():
        parts += [f"## {title}", _who(rows)]
    parts += ["## About oneself", table(("address", "who"), sorted(OWN.items()))]
    parts += ["## The rules", _rules()]
    return "\n\n".join(parts) + "\n"


def _people():
    return table(("role", "who"), ROLES.items())


def _who(rows):
    body = [
        (what, *("●" if role in allowed else "" for role in ROLES))
        for what, allowed in rows.values()
    ]
    return table(("", *ROLES), body)


def _rules():
    """Return every rule with what it says of itself; several names may be one rule."""
    names = {}
    for module in _modules():
        for name, rule in vars(module).items():
            if name.startswith("may_") and rule.__module__ == module.__name__:
                names.setdefault(rule, []).append(name)
    rows = [
        (", ".join(f"`{name}`" for name in named), first_sentence(inspect.getdoc(rule)))
        for rule, named in names.items()
    ]
    return table(("rule", "says"), sorted(rows))


def _modules():
    found = iter_modules(authorization.__path__, f"{authorization.__name__}.")
    return [people, second_factor, *(import_module(module.name) for module in found)]
