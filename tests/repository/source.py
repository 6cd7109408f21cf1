"""The project's own source, as the rules of the repository read it."""

import ast
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("ledger", "accounts", "tracker")


@cache
def modules():
    """Return `{dotted name: syntax tree}` of every module of the three applications."""
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(part for part in parts if part != "__init__")
            found[name] = ast.parse(path.read_text(), str(path))
    return found


def imports(tree):
    """Return the dotted names that a module imports, also inside functions."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def tracked(*patterns):
    """Return the files that belong to the project, whether or not it is a git checkout."""
    skipped = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"}
    return [
        path
        for pattern in patterns
        for path in sorted(ROOT.rglob(pattern))
        if path.is_file() and not skipped & set(path.relative_to(ROOT).parts)
    ]
