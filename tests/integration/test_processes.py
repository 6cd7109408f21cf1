"""The proofs of `benchmarks/`, small: many processes at once, and processes killed in the middle.

At full size: `./onda bench processes` and `./onda bench kill`, with `--postgres` on the other engine.
"""

import json
import os
import subprocess
import sys

from django.conf import settings

from tools.environment import ROOT

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def proof(name, *sizes):
    engine = ("--postgres",) if ON_POSTGRESQL else ()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", name, "--json", *engine, *sizes],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert done.stdout, done.stderr
    result = json.loads(done.stdout)
    print(result)  # noqa: T201 -- the figures, for whoever runs with -s
    assert done.returncode == 0, result
    return result


def test_processes_lose_no_update_to_each_other():
    result = proof("processes", "--workers", "4", "--edits", "25", "--milestones", "10")
    assert result["history_entries"] == result["entries_to_expect"]
    assert min(result["accepted_by_kind"].values()) > 0
    assert len(result["accepted_by_kind"]) == 4
    assert result["accepted"] + result["refused_as_stale"] == 100
    assert result["lost_updates"] == 0
    assert result["faults"] == {}
    assert result["history_is_whole"]


def test_killed_processes_lose_and_double_nothing():
    result = proof("kill", "--rounds", "3", "--milestones", "5")
    assert result["killed"] == 3
    assert result["acknowledged"] > 3
    assert (result["lost"], result["doubled"]) == (0, 0)
    assert result["refused"] == []
    assert result["history_is_whole"]
