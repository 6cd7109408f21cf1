"""The background worker: what is due is done, once a time, and one failure stops nothing else."""

import datetime as dt
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError

from tests import world
from tests.running import Site
from tracker.chores import MINUTE, Chore, run_due


def counted(calls, name="count", every=MINUTE):
    return Chore(name, every, lambda now: calls.append(now) or 0)


def test_a_chore_runs_when_its_time_has_come():
    calls, last_runs = [], {}
    chores = [counted(calls)]
    for seconds in (0, 59, 60, 61, 120):
        run_due(chores, last_runs, world.NOW + dt.timedelta(seconds=seconds))
    assert [(at - world.NOW).seconds for at in calls] == [0, 60, 120]


def test_a_chore_that_fails_stops_no_other(caplog):
    def away(now):
        raise OperationalError("the database is away")

    def wrong(now):
        raise ValueError("a mistake of ours")

    calls = []
    chores = [Chore("away", MINUTE, away), Chore("wrong", MINUTE, wrong), counted(calls)]
    run_due(chores, {}, world.NOW)
    assert len(calls) == 1
    assert "away was put off: the database is away" in caplog.text
    assert "wrong failed" in caplog.text


def test_sessions_that_ended_are_removed(db):
    past, future = (world.NOW + dt.timedelta(hours=h) for h in (-1, 1))
    Session.objects.create(session_key="old", session_data="", expire_date=past)
    Session.objects.create(session_key="new", session_data="", expire_date=future)
    call_command("work", "--once")
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_it_stops_when_it_is_told_to(tmp_path):
    """Started as the server's unit starts it, it ends by SIGTERM with 0 and without a trace."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=settings.BASE_DIR,
        stderr=subprocess.PIPE,
        text=True,
    )
    began = next((line for line in worker.stderr if "the worker started" in line), None)
    worker.send_signal(signal.SIGTERM)
    said = worker.communicate(timeout=20)[1]
    assert began, said
    assert worker.returncode == 0, said
    assert "Traceback" not in said


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")
def test_run_starts_it_and_starts_it_again(tmp_path):
    site = Site(tmp_path)
    try:
        site.url()
        worker = _worker_of(site)
        subprocess.run(["kill", "-9", str(worker)], check=True)
        end = time.monotonic() + 30
        while _worker_of(site) in (None, worker) and time.monotonic() < end:
            time.sleep(0.5)
        assert _worker_of(site) not in (None, worker)
        assert "starting it again" in site.said()
    finally:
        last = _worker_of(site)
        site.stop(signal.SIGTERM)
    assert subprocess.run(["kill", "-0", str(last)], stderr=subprocess.DEVNULL).returncode


def _worker_of(site):
    """Return the process id of a site's worker, or None."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_text().split("\0")
        except OSError:  # it ended while we looked
            continue
        if parent == str(site.process.pid) and "work" in command:
            return int(folder.name)
    return None
