"""`./onda run`: install, prepare and serve the site, and stop everything it started."""

import ctypes
import hashlib
import http.client
import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools import environment
from tools.environment import PYTHON, ROOT
from tools.trouble import Trouble

# Code that decides what the database and the static files look like.
PREPARED_FROM = (
    "accounts",
    "demo",
    "ledger",
    "locale",
    "requirements",
    "static",
    "tools",
    "tracker",
)
# What happens by the clock: see `manage.py work`.
WORKER: list[str | Path] = [PYTHON, ROOT / "manage.py", "work"]
SECONDS_TO_START = 60
SECONDS_TO_STOP = 12
SECONDS_BETWEEN_WORKERS = 10


class Address(NamedTuple):
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to type into a browser on this machine."""
        name = "127.0.0.1" if self.is_every else self.host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}"

    @property
    def is_every(self) -> bool:
        return self.host in ("0.0.0.0", "::")  # noqa: S104 -- compared, not bound

    @property
    def is_local(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def serve() -> int:
    """Serve until Ctrl-C or SIGTERM."""
    settings = dict(os.environ)
    if environment.env_file().exists():
        settings = environment.read_settings()  # a broken .env is told before anything is installed
    where = free(address(settings))
    environment.install("base")
    environment.write_secrets()
    settings = environment.read_settings()
    folder = environment.data_folder(settings)
    environment.compile_messages()
    child = variables(settings, where)
    prepare(child, settings, folder)
    running = [start([PYTHON, "-m", "gunicorn", "--config", ROOT / "gunicorn.conf.py"], child)]
    try:
        wait_for_answer(running[0], where)
        running.append(start(WORKER, child))
        tell(settings, where, folder)
        return watch(running, child)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        stop(*running)


# --- Where ---------------------------------------------------------------------------------------


def address(settings: dict[str, str]) -> Address:
    """Read HOST and PORT."""
    port = settings.get("PORT") or "8000"
    if not port.isdecimal() or int(port) > 65535:
        raise Trouble(f"PORT={port} is not a port: choose a number between 1024 and 65535.")
    return Address(settings.get("HOST") or "127.0.0.1", int(port))


def free(where: Address) -> Address:
    """Return the address once it is sure that it can be listened on; port 0 becomes a free one."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            where.host, where.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
            return where._replace(port=trial.getsockname()[1])
    except socket.gaierror as error:
        raise Trouble(
            f"HOST={where.host} is no address of this machine: use 127.0.0.1 for this machine only"
            " or 0.0.0.0 for its network."
        ) from error
    except PermissionError as error:
        raise Trouble(
            f"Port {where.port} is for the system only: choose another, PORT=8000 ./onda run"
        ) from error
    except OSError as error:
        if "Cannot assign" in str(error) or "Can't assign" in str(error):
            raise Trouble(
                f"HOST={where.host} is no address of this machine: use 127.0.0.1 or 0.0.0.0."
            ) from error
        raise Trouble(
            f"Port {where.port} on {where.host} is taken by another program:"
            f" stop that one or choose another, PORT={where.port + 1} ./onda run"
        ) from error


def variables(settings: dict[str, str], where: Address) -> dict[str, str]:
    """Return what a child process gets: the shell's variables and, unless an address was set, ours.

    Without ONDA_PUBLIC_URL this is a trial over plain http; the names by which this machine can be
    reached at HOST then become allowed hosts.
    """
    child = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "VIRTUAL_ENV")}
    child |= {"HOST": where.host, "PORT": str(where.port)}
    for name in ("WORKERS", "THREADS"):
        if settings.get(name):
            child[name] = settings[name]
    if not settings.get("ONDA_PUBLIC_URL"):
        child["ONDA_PUBLIC_URL"] = where.url
        names = [name for name in settings.get("ALLOWED_HOSTS", "").split(",") if name]
        child["ALLOWED_HOSTS"] = ",".join([*names, *_names_of(where)])
    return child


def _names_of(where: Address) -> list[str]:
    if where.is_local:
        return []
    if not where.is_every:
        return [f"[{where.host}]" if ":" in where.host else where.host]
    names = {socket.gethostname(), socket.getfqdn()}
    try:
        names |= {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None)}
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only chooses the way out
            names.add(probe.getsockname()[0])
    except OSError:  # a machine without a network or without a name of its own
        pass
    return sorted(f"[{name}]" if ":" in name else name for name in names)


# --- Before serving --------------------------------------------------------------------------------


def prepare(child: dict[str, str], settings: dict[str, str], folder: Path) -> None:
    """Bring database and static files up to date when the code or the database is another one."""
    stamp = folder / ".prepared"
    if stamp.is_file() and stamp.read_text() == _state(settings, folder):
        return
    subprocess.run([PYTHON, "-m", "tools.prepare"], cwd=ROOT, env=child, check=True)
    stamp.write_text(_state(settings, folder) or "")


def _state(settings: dict[str, str], folder: Path) -> str | None:
    """Return a digest of what a preparation depends on; nothing where that cannot be seen from here."""
    database = folder / "onda.sqlite3"
    if settings.get("DATABASE_URL") or not database.exists():
        return None
    digest = hashlib.sha256(str(database.stat().st_ino).encode())
    for name in PREPARED_FROM:
        for path, seen in _files(ROOT / name):
            digest.update(f"{path} {seen.st_mtime_ns} {seen.st_size}\n".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(Path(entry.path))
        else:
            yield entry.path, entry.stat()


# --- Serving ----------------------------------------------------------------------------------------


def start(command: list[str | Path], child: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process that Ctrl-C in the terminal does not reach and that ends when we are killed."""
    return subprocess.Popen(
        command, cwd=ROOT, env=child, start_new_session=True, preexec_fn=_end_with_parent
    )


def _end_with_parent() -> None:
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def watch(running: list[subprocess.Popen[bytes]], child: dict[str, str]) -> int:
    """Wait until the server ends, and return its status; a worker that ends is started again."""
    server, started = running[0], time.monotonic()
    while True:
        try:
            return server.wait(1) or 1  # a server that ends by itself is trouble
        except subprocess.TimeoutExpired:
            rested = time.monotonic() - started > SECONDS_BETWEEN_WORKERS
        if rested and running[1].poll() is not None:
            print("The background worker ended; starting it again.", flush=True)
            running[1], started = start(WORKER, child), time.monotonic()


def stop(*processes: subprocess.Popen[bytes]) -> None:
    """End processes, with patience first."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for_answer(server: subprocess.Popen[bytes], where: Address) -> None:
    """Wait until the server answers anything at all."""
    host = where.url.removeprefix("http://").rpartition(":")[0].strip("[]")
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if server.poll() is not None:
            raise Trouble("The server did not start; what it said stands above.")
        connection = http.client.HTTPConnection(host, where.port, timeout=5)
        try:
            connection.request("GET", "/healthz/live")
            connection.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise Trouble(f"The server did not answer within {SECONDS_TO_START} s.")


def tell(settings: dict[str, str], where: Address, folder: Path) -> None:
    """Print where the site is and who can sign in."""
    sign_ins = folder / "demo-sign-ins.json"
    if sign_ins.is_file():
        print_sign_ins(json.loads(sign_ins.read_text(encoding="utf-8")))
    print(f"Onda is at {settings.get('ONDA_PUBLIC_URL') or where.url + '/'} (Ctrl-C stops it).")
    if not where.is_local and not settings.get("ONDA_PUBLIC_URL"):
        print(
            "Anyone on this network can reach it, over plain http: for a trial, not for real work."
        )
    if nobody_needs_second_factor(settings):
        print("Nobody is asked for a second factor (ONDA_REQUIRE_MFA): for a trial only.")
    sys.stdout.flush()


def nobody_needs_second_factor(settings: dict[str, str]) -> bool:
    """Return whether a password alone lets everybody in: said, or left unsaid over plain http."""
    over_https = settings.get("ONDA_PUBLIC_URL", "").startswith("https:")
    said = settings.get("ONDA_REQUIRE_MFA") or ("stewards" if over_https else "none")
    return said == "none"


def print_sign_ins(people: list[dict[str, str]]) -> None:
    """Print the demonstration sign-ins as a table."""
    columns = ("name", "organisation", "side", "email", "password")
    rows = [
        columns,
        *(tuple(str(person.get(column, "")) for column in columns) for person in people),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print("\nDemonstration sign-ins:")
    for row in rows:
        print("  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip())
    print()
