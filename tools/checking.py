"""`./onda check`: everything a machine can say about the code without running the tests."""

import os
import secrets
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tools.environment import PYTHON, ROOT, VENV, known_variables


class Check(NamedTuple):
    """One program, what it answers for, and what mends its findings."""

    name: str
    command: list[str | Path]
    mend: str = ""


def checks() -> list[Check]:
    """Return all checks, the slowest first."""
    python: list[str | Path] = [PYTHON, "-m"]
    manage: list[str | Path] = [PYTHON, "manage.py"]
    ruff, briefly = [*python, "ruff"], ["--output-format", "concise"]
    templates = sorted((ROOT / "templates").rglob("*.html"))
    found = [
        Check("types", [*python, "mypy"]),
        Check("format", [*ruff, "format", "--check", *briefly], ".venv/bin/ruff format"),
        Check("lint", [*ruff, "check", *briefly], ".venv/bin/ruff check --fix"),
        Check(
            "templates", [VENV / "bin" / "djade", "--check", *templates], ".venv/bin/djade FILES"
        ),
        Check(
            "migrations",
            [*manage, "makemigrations", "--check", "--dry-run"],
            "./onda manage makemigrations",
        ),
        Check("deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"]),
        Check("translations", [*python, "tools.messages", "check"], "./onda messages"),
    ]
    if (ROOT / "tracker" / "management" / "commands" / "generate_docs.py").exists():
        found.append(
            Check(
                "documents",
                [*manage, "generate_docs", "--check"],
                "./onda manage generate_docs",
            )
        )
    return found


def run_all() -> int:
    """Run every check, two at a time, and print the findings and one line for each."""
    wanted = checks()
    with tempfile.TemporaryDirectory(prefix="onda-check-") as folder:
        variables = production_like(folder)
        with ThreadPoolExecutor(max_workers=2) as pool:
            done = list(pool.map(lambda check: _run(check, variables), wanted))
    for check, outcome in zip(wanted, done, strict=True):
        if outcome.returncode:
            print(f"== {check.name} ==\n{outcome.stdout}{outcome.stderr}".rstrip() + "\n")
    failed = 0
    for check, outcome in zip(wanted, done, strict=True):
        failed += bool(outcome.returncode)
        mend = f" (mend: {check.mend})" if outcome.returncode and check.mend else ""
        print(f"{check.name + ':':<14}{f'FAILED{mend}' if outcome.returncode else 'ok'}")
    return 1 if failed else 0


def production_like(folder: str) -> dict[str, str]:
    """Return the variables of a server on the open internet, with nothing of this machine's settings."""
    ours = set(known_variables())
    return {name: value for name, value in os.environ.items() if name not in ours} | {
        "ONDA_ENV_FILE": os.devnull,
        "ONDA_DATA_DIR": folder,
        "ONDA_PUBLIC_URL": "https://onda.example.org",
        "SECRET_KEY": secrets.token_urlsafe(60),
    }


def _run(check: Check, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(check.command, cwd=ROOT, env=variables, capture_output=True, text=True)
