"""`./onda check`: everything a machine can say about the code without running the tests."""

import os
import secrets
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tools.environment import PYTHON, ROOT


class Check(NamedTuple):
    """One program and what it answers for."""

    name: str
    arguments: list[str]
    mends: str = ""


def checks() -> list[Check]:
    """Return all checks, the slowest first."""
    manage = ["manage.py"]
    return [
        Check("types", ["-m", "mypy"]),
        Check("format", ["-m", "ruff", "format", "--check"], ".venv/bin/ruff format"),
        Check("lint", ["-m", "ruff", "check"], ".venv/bin/ruff check --fix"),
        Check("templates", ["-m", "djade", "--check", *_templates()], "djade on these files"),
        Check(
            "migrations",
            [*manage, "makemigrations", "--check", "--dry-run"],
            "./onda manage makemigrations",
        ),
        Check("documents", [*manage, "generate_docs", "--check"], "./onda manage generate_docs"),
        Check("deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"]),
        Check("translations", ["-m", "tools.messages", "check"], "./onda messages"),
    ]


def run_all() -> int:
    """Run every check, two at a time, and print the findings and one line for each."""
    with tempfile.TemporaryDirectory(prefix="onda-check-") as folder:
        variables = os.environ | production_like(folder)
        with ThreadPoolExecutor(max_workers=2) as pool:
            done = list(pool.map(lambda check: _run(check, variables), checks()))
    for check, outcome in zip(checks(), done, strict=True):
        if outcome.returncode:
            print(f"== {check.name} ==\n{outcome.stdout}{outcome.stderr}".rstrip() + "\n")
    failed = 0
    for check, outcome in zip(checks(), done, strict=True):
        failed += bool(outcome.returncode)
        mend = f" (mend: {check.mends})" if outcome.returncode and check.mends else ""
        print(f"{check.name + ':':<14}{f'FAILED{mend}' if outcome.returncode else 'ok'}")
    return 1 if failed else 0


def production_like(folder: str) -> dict[str, str]:
    """Return the variables of a server that stands on the open internet, and nobody's .env."""
    return {
        "ONDA_ENV_FILE": os.devnull,
        "ONDA_DATA_DIR": folder,
        "ONDA_PUBLIC_URL": "https://onda.example.org",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DEBUG": "false",
        "DATABASE_URL": "",
    }


def _templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted(Path(ROOT, "templates").rglob("*.html"))]


def _run(check: Check, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PYTHON, *check.arguments], cwd=ROOT, env=variables, capture_output=True, text=True
    )
