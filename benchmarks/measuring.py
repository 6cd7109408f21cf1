"""CPU per request: rows of requests to ours and to the reference, taken in turns."""

import gc
import gzip
import os
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Clock:
    """Counts the CPU seconds of this process and of the database server that it started."""

    def __init__(self, server_folder):
        self._postmaster = None
        if server_folder:
            pid = (server_folder / "data" / "postmaster.pid").read_text().splitlines()[0]
            self._postmaster = int(pid)

    def read(self):
        return time.process_time() + (self._server() if self._postmaster else 0)

    def _server(self):
        """Return the seconds of the server and its children, also those that have ended."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                values = stat.read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parent, times = int(values[1]), list(map(int, values[11:15]))
            if parent == self._postmaster:
                ticks += times[0] + times[1]
            elif int(stat.parent.name) == self._postmaster:
                ticks += sum(times)
        return ticks / os.sysconf("SC_CLK_TCK")


@dataclass
class Subject:
    """Something to measure. `requests(n)` prepares n requests, outside of what is measured."""

    name: str
    requests: object
    status: int = 200
    goal: float | None = None
    against: str = ""  # the subject whose cost is the unit of the goal, instead of the reference
    costs: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    queries: int = 0
    size: int = 0
    compressed: int = 0

    @property
    def units(self):
        return statistics.median(self.costs)

    @property
    def milliseconds(self):
        return statistics.median(self.seconds) * 1000


class Row:
    """Answers requests one after the other with a WSGI application."""

    def __init__(self, application, clock):
        self._application, self._clock = application, clock

    def answer(self, request):
        """Return the status and the body."""
        said = []
        response = self._application(dict(request.environ), lambda *head: said.append(head))
        body = b"".join(response)
        response.close()
        return int(said[0][0].split()[0]), body

    def cost(self, requests, status=200):
        """Return the CPU seconds of one request. Raises RuntimeError when one is answered otherwise."""
        gc.collect()
        began = self._clock.read()
        answers = {self.answer(request)[0] for request in requests}
        seconds = self._clock.read() - began
        if answers != {status}:
            raise RuntimeError(f"answered {sorted(answers)}, not {status}")
        return seconds / len(requests)


class Comparison:
    """Measures subjects against the reference, in short rows that alternate."""

    def __init__(self, application, reference, clock, row=20):
        self._ours, self._theirs = Row(application, clock), Row(reference, clock)
        self._row = row
        self.reference_seconds = []
        for _ in range(5):
            self._theirs.answer(RequestFactory().get("/"))

    def look(self, subject):
        """Ask once and note queries and size. Returns what is wrong, or an empty string."""
        try:
            (request,) = subject.requests(1)
        except LookupError as error:
            return str(error)
        with CaptureQueriesContext(connection) as captured:
            status, body = self._ours.answer(request)
        asked = [q["sql"] for q in captured.captured_queries]
        subject.queries = sum(not sql.startswith(TRANSACTION) for sql in asked)
        subject.size, subject.compressed = len(body), len(gzip.compress(body, 6))
        return "" if status == subject.status else f"answers {status}, not {subject.status}"

    def measure(self, subject):
        """Take one row of the subject between two of the reference."""
        requests = subject.requests(self._row)
        before = self._reference_row()
        seconds = self._ours.cost(requests, subject.status)
        unit = (before + self._reference_row()) / 2
        self.reference_seconds.append(unit)
        subject.seconds.append(seconds)
        subject.costs.append(seconds / unit)

    def _reference_row(self):
        requests = [RequestFactory().get("/") for _ in range(max(self._row // 2, 1))]
        return self._theirs.cost(requests)
