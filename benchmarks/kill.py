"""Server processes are killed while people publish: what was acknowledged is there, once.

The site runs under its application server. Writers publish observations over HTTP; whoever gets no
answer sends the same form again, as people do. All the while a process of the server, picked at
random, is killed with SIGKILL.
"""

import http.client
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from http import HTTPStatus
from importlib import import_module
from urllib.parse import urlencode

from benchmarks import proving, site
from benchmarks.forms import fields_of
from tools.environment import ROOT

OBSERVED = {"type": "disputes", "seen_by": "data_test", "completion": "limited"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 30  # seconds


def main(arguments):
    """Run the proof and print the figures. Returns 1 when a write was lost or doubled."""
    parser = proving.parser("kill", __doc__)
    parser.add_argument("--rounds", type=int, default=20, help="processes killed")
    parser.add_argument("--writers", type=int, default=4)
    options = parser.parse_args(arguments)
    site.prepare(options.postgres)
    proving.build(options.milestones)
    server = Server()
    stop = threading.Event()
    writers = [Writer(server.port, n, options, stop) for n in range(options.writers)]
    try:
        server.wait()
        for writer in writers:
            writer.start()
        killed = _kill(server, options, writers)
        stop.set()
        for writer in writers:
            writer.join(PATIENCE)
    finally:
        stop.set()
        server.end()
    return proving.tell(_judge(options, writers, killed), options.json)


class Server:
    """The application server, with the settings of `site.prepare`."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        variables = {"PORT": str(self.port), "HOST": "127.0.0.1", "WORKERS": "2", "THREADS": "4"}
        # Writers that are programs write faster than people may.
        fast = {"ONDA_WRITES_A_MINUTE": "1000000", "ONDA_WRITES_AN_HOUR": "1000000"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--log-level", "critical"],
            cwd=ROOT,
            env=os.environ | variables | fast,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait(self):
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if ask(self.port, "GET", "/healthz/live")[0] == HTTPStatus.OK:
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("The server did not answer.")

    def kill_one(self, chance):
        """Kill one of the processes that answer."""
        pid = self._process.pid
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = [int(child) for child in file.read().split()]
        if not children:
            return False
        os.kill(chance.choice(children), signal.SIGKILL)
        return True

    def end(self):
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)


def ask(port, method, path, body=None, headers=None):
    """Return the status, the headers and the body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    except http.client.HTTPException as fault:  # it broke off in the middle
        raise ConnectionError(str(fault)) from fault
    finally:
        connection.close()


class Writer(threading.Thread):
    """Somebody who publishes one observation after another, and sends again what got no answer."""

    def __init__(self, port, number, options, stop):
        super().__init__(daemon=True)
        self.port, self.stop, self.chance = port, stop, random.Random(options.seed + number)
        self.paths = [
            f"/en/desk/plans/vereda/commitments/1/milestones/{n}/observe/"
            for n in range(1, options.milestones + 1)
        ]
        self.cookies = {"Cookie": f"onda={_session()}; csrf={secrets.token_hex(16)}"}
        self.sent, self.acknowledged, self.repeated, self.refusals = set(), {}, 0, []
        self.answered_at = []

    def run(self):
        while not self.stop.is_set():
            form = self._until_answered("GET", self.chance.choice(self.paths))
            if form is None:
                return
            path, (_status, _headers, page) = form
            values = fields_of(page) | OBSERVED | {"text": "Faltan dos archivos."}
            self.sent.add(values["uid"])
            done = self._until_answered("POST", path, urlencode(values))
            if done is None:
                return
            _path, (status, headers, _page) = done
            if status == HTTPStatus.FOUND:
                self.acknowledged[values["uid"]] = headers["Location"]
            else:
                self.refusals.append(status)

    def _until_answered(self, method, path, body=None):
        """Ask until there is an answer; None where the proof ended meanwhile."""
        while True:
            try:
                answer = ask(self.port, method, path, body, self.cookies | FORM)
            except OSError:
                self.repeated += method == "POST"
                if self.stop.wait(0.05):
                    return None
                continue
            self.answered_at.append(time.monotonic())
            return path, answer


def _session():
    """Return the key of a session in which Lucía is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.models import User

    user = User.objects.get(name="Lucia")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def _kill(server, options, writers):
    """Kill a process in each round, in the middle of the writing. Returns when, of each."""
    chance, killed = random.Random(options.seed), []
    while len(killed) < options.rounds:
        time.sleep(0.3 + chance.random())
        enough = sum(len(w.acknowledged) for w in writers) > 2 * len(killed)
        if enough and server.kill_one(chance):
            killed.append(time.monotonic())
    time.sleep(1)
    return killed


def _judge(options, writers, killed):
    """Return the figures: each acknowledged form must have made one entry, told once."""
    from ledger.models import HistoryEntry
    from tracker.models import Entry

    acknowledged = {uid for writer in writers for uid in writer.acknowledged}
    sent = {uid for writer in writers for uid in writer.sent}
    kept = [str(uid) for uid in Entry.objects.values_list("uid", flat=True)]
    told = [
        str(uid)
        for uid in HistoryEntry.objects.filter(kind="observation.published").values_list(
            "subject_uid", flat=True
        )
    ]
    result = {
        "engine": "postgresql" if options.postgres else "sqlite",
        "killed": len(killed),
        "acknowledged": len(acknowledged),
        "sent_again": sum(writer.repeated for writer in writers),
        "refused": sorted(status for writer in writers for status in writer.refusals),
        "lost": len(acknowledged - set(kept)) + len(acknowledged - set(told)),
        "doubled": len(kept) - len(set(kept)) + len(told) - len(set(told)),
        "not_sent_but_there": len(set(kept) - sent),
        "longest_silence": _longest_silence(writers, killed),
        "history_is_whole": proving.is_whole(),
    }
    result["proven"] = (
        bool(acknowledged)
        and not (result["lost"] or result["doubled"] or result["not_sent_but_there"])
        and set(kept) == set(told)
        and result["history_is_whole"]
    )
    return result


def _longest_silence(writers, killed):
    """Return how many seconds it took at most, after a kill, until somebody was answered."""
    answered = sorted(at for writer in writers for at in writer.answered_at)
    waits = [next((at for at in answered if at > kill), kill) - kill for kill in killed]
    return round(max(waits, default=0), 2)
