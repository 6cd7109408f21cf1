"""The commands of `./onda` and how they end: 0 done, 1 trouble or a finding, 2 wrong usage."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from types import FrameType

from tools import checking, environment, serving, testing
from tools.environment import PYTHON, ROOT
from tools.trouble import Trouble, sentence_for

USAGE = """\
Onda: the shared record of an open government action plan.

  ./onda run            install, prepare and serve the site (HOST=, PORT=, WORKERS=, THREADS=)
  ./onda test [ARGS]    run all tests on SQLite, on PostgreSQL and in a browser; ARGS go to pytest
  ./onda check          format, lint, types, templates, migrations, documents, deployment, translations
  ./onda bench [ARGS]   measure pages and writes
  ./onda manage ARGS    any management command, for instance: ./onda manage verify_history
  ./onda pictures       take the pictures of the guides anew (needs a Chromium)
  ./onda messages       collect the texts to translate into locale/ and compile them
  ./onda lock [ARGS]    renew requirements/*.lock from pyproject.toml (needs uv; ARGS: --upgrade)
"""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    name, rest = (arguments or ["help"])[0], arguments[1:]
    if name in ("help", "-h", "--help"):
        print(USAGE, end="")
        return 0
    command = COMMANDS.get(name)
    if command is None:
        print(f"“{name}” is not a command of ./onda.\n\n{USAGE}", end="", file=sys.stderr)
        return 2
    try:
        return command(rest)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence_for(error), file=sys.stderr)
        return 1
    except subprocess.CalledProcessError:  # the child has said why
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _stop(number: int, frame: FrameType | None) -> None:
    """Let a termination unwind like Ctrl-C, so that children are stopped and files removed."""
    raise KeyboardInterrupt


def run(arguments: list[str]) -> int:
    """Serve the site."""
    if arguments:
        raise Trouble("./onda run takes no arguments: write PORT=8001 ./onda run.")
    return serving.serve()


def test(arguments: list[str]) -> int:
    """Run the tests."""
    environment.install("dev")
    environment.compile_messages()
    return testing.run_all(arguments)


def check(arguments: list[str]) -> int:
    """Run every check that is not a test."""
    environment.install("dev")
    environment.compile_messages()
    return checking.run_all()


def manage(arguments: list[str]) -> int:
    """Become a management command."""
    environment.install("base")
    environment.write_secrets()
    settings = environment.read_settings()
    environment.data_folder(settings)
    environment.compile_messages()
    variables = serving.variables(settings, serving.address(settings))
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *arguments], variables)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks."""
    if not (ROOT / "benchmarks" / "__main__.py").exists():
        raise Trouble("There are no benchmarks in this copy of the project.")
    environment.install("dev" if "--postgres" in arguments else "base")
    environment.compile_messages()
    return subprocess.run([PYTHON, "-m", "benchmarks", *arguments], cwd=ROOT).returncode


def pictures(arguments: list[str]) -> int:
    """Take the pictures of the guides anew."""
    environment.install("dev")
    return subprocess.run([PYTHON, "-m", "tools.pictures"], cwd=ROOT).returncode


def messages(arguments: list[str]) -> int:
    """Collect the texts to translate, then compile the translations."""
    environment.install("base")
    for step in ("update", "compile"):
        subprocess.run([PYTHON, "-m", "tools.messages", step], cwd=ROOT, check=True)
    return 0


def lock(arguments: list[str]) -> int:
    """Renew the locks. Only uv writes one lock for all platforms without naming a registry."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        raise Trouble("./onda lock needs uv: install it with pip, or name it in UV=.")
    options = [
        *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
        *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
    ]
    base, dev = "requirements/base.lock", "requirements/dev.lock"
    for extra in (["-o", base], ["-c", base, "--group", "dev", "-o", dev]):
        command = [uv, "pip", "compile", *options, *extra, *arguments, "pyproject.toml"]
        subprocess.run(command, cwd=ROOT, check=True)
    for name in (base, dev):
        if "://" in (ROOT / name).read_text():
            raise Trouble(f"{name} names an address: do not commit it.")
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "manage": manage,
    "pictures": pictures,
    "messages": messages,
    "lock": lock,
}
