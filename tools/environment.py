"""The environment every command runs in: `.venv`, `.env` and the variables of child processes."""

import fcntl
import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.trouble import Trouble, sentence_for_pip

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

LINE = re.compile(r"(?:export )?([A-Za-z_0-9]+)=(.*)")

TOP_OF_ENV = """\
# Written by ./onda on its first run. Keep it secret and out of backups that others can read.
# Everything that can be set is described in .env.example.
"""


# --- .venv --------------------------------------------------------------------------------------


def install(lock: str) -> None:
    """Make `.venv` hold what requirements/LOCK.lock names. Does nothing when it already does."""
    with _one_at_a_time():
        _create()
        # The locks agree on what both name, so whoever has `dev` has `base`.
        if not any(_is_installed(name) for name in {lock, "dev"}):
            _install(lock)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let a second ./onda, started meanwhile in another terminal, wait for the first."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _is_installed(lock: str) -> bool:
    stamp = VENV / f".installed-{lock}"
    return stamp.is_file() and stamp.read_text() == _digest(lock)


def _install(lock: str) -> None:
    path = ROOT / "requirements" / f"{lock}.lock"
    count = sum("==" in line for line in path.read_text().splitlines())
    print(f"Installing {count} packages; the first time takes about half a minute …", flush=True)
    done = subprocess.run(
        [
            *_pip(),
            *("install", "--quiet", "--disable-pip-version-check", "--no-input"),
            *("--require-hashes", "--only-binary=:all:", "-r", str(path)),
        ],
        env=_environment_for_pip(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise Trouble(sentence_for_pip(done.stdout))
    (VENV / f".installed-{lock}").write_text(_digest(lock))


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{lock}.lock").read_bytes()).hexdigest()


def _create() -> None:
    """Create `.venv`, or create it anew where it was half made or its Python is gone."""
    complete = VENV / ".complete"
    if complete.exists() and _works():
        return
    if not _has_pip(_interpreter()) and importlib.util.find_spec("ensurepip") is None:
        raise Trouble(
            "This Python has neither pip nor ensurepip: install one of them"
            " (Debian: apt-get install python3-pip) and run the same command again."
        )
    shutil.rmtree(VENV, ignore_errors=True)
    builder = venv.EnvBuilder(symlinks=True, with_pip=not _has_pip(_interpreter()))
    try:
        builder.create(VENV)
    except subprocess.CalledProcessError as error:
        raise Trouble(
            "This Python cannot make an environment"
            " (Debian: apt-get install python3-pip), then run the same command again."
        ) from error
    complete.touch()


def _works() -> bool:
    """Tell whether the environment's Python runs and still looks for packages where they are."""
    script = "import os, sys, sysconfig; sys.exit(not os.path.isdir(sysconfig.get_path('purelib')))"
    try:
        return (
            subprocess.run([PYTHON, "-I", "-c", script], stderr=subprocess.DEVNULL).returncode == 0
        )
    except OSError:  # its Python was removed
        return False


def _interpreter() -> str:
    """Return the machine's Python, also when ./onda was called with that of an environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _has_pip(python: str) -> bool:
    """Tell whether this Python has a pip that can install for another Python (22.3 or newer)."""
    script = "import pip; print(*pip.__version__.split('.')[:2])"
    found = subprocess.run([python, "-c", script], capture_output=True, text=True)
    numbers = found.stdout.split()
    return found.returncode == 0 and [int(n) for n in numbers if n.isdecimal()] >= [22, 3]


def _pip() -> list[str]:
    """Return the command of pip: `.venv`'s own, or the outer one told to install there.

    The outer one is used where it can be, because it spares installing pip; it also works on Debian,
    whose Python may lack ensurepip and whose pip refuses to install for the system.
    """
    if _has_pip(str(PYTHON)):
        return [str(PYTHON), "-m", "pip"]
    return [_interpreter(), "-m", "pip", "--python", str(PYTHON)]


def _environment_for_pip() -> dict[str, str]:
    """Drop what would make pip install elsewhere; where it fetches from stays the machine's choice."""
    elsewhere = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_USER"}
    return {k: v for k, v in os.environ.items() if k not in elsewhere} | {"PIP_USER": "0"}


# --- .env ---------------------------------------------------------------------------------------


def known_variables() -> list[str]:
    """Return every variable the site reads: what `.env.example` names, also in a remark."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    matches = (LINE.fullmatch(line.removeprefix("#")) for line in lines)
    return [match[1] for match in matches if match is not None]


def env_file() -> Path:
    """Return the file of settings: `.env`, or what ONDA_ENV_FILE names."""
    return Path(os.environ.get("ONDA_ENV_FILE") or ROOT / ".env")


def write_secrets() -> None:
    """Write a `.env` with a fresh secret key, readable by its owner only, if there is none."""
    path = env_file()
    if os.environ.get("SECRET_KEY") or path.exists():
        return
    content = f"{TOP_OF_ENV}SECRET_KEY={secrets.token_urlsafe(60)}\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(content)


def read_settings() -> dict[str, str]:
    """Return what `.env` and the shell set, the shell winning. Raises Trouble naming a wrong line."""
    path = env_file()
    values: dict[str, str] = {}
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise Trouble(f"{path.name} is not UTF-8 text: correct it or move it away.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match is None:
            raise Trouble(
                f"{path.name}, line {number} is not NAME=value: correct it, or move the file away and"
                " `./onda run` writes a fresh one."
            )
        value = match[2]
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        values[match[1]] = value
    values |= os.environ
    if not values.get("SECRET_KEY"):
        raise Trouble(
            f"SECRET_KEY is missing in {path.name}: fill it in as .env.example says, or move the file"
            " away and `./onda run` writes a fresh one."
        )
    return values


def data_folder(settings: dict[str, str]) -> Path:
    """Return the folder of the site's files (ONDA_DATA_DIR), made if need be."""
    folder = ROOT / (settings.get("ONDA_DATA_DIR") or "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


# --- Translations -------------------------------------------------------------------------------


def compile_messages() -> None:
    """Compile the translations that are newer than their compiled file."""
    for source in ROOT.glob("locale/*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            subprocess.run([PYTHON, "-m", "tools.messages", "compile"], cwd=ROOT, check=True)
            return
