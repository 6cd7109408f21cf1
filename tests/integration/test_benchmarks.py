"""The benchmarks still run: every page they ask for answers, however small the plan."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tools.environment import ROOT

SMALL = "--commitments 4 --milestones 3 --observations 30 --rounds 1 --row 2 --json"


def bench(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="brings its own SQLite file, so once is enough",
)
def test_everything_that_is_measured_answers():
    done = bench(*SMALL.split())
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert result["missing"] == []
    assert result["engine"] == "sqlite"
    by_name = {row["name"]: row for row in result["rows"]}
    assert len(by_name) == 10
    assert by_name["repeat read"]["queries"] == 1
    assert all(row["units"] > 0 for row in by_name.values())


def test_wrong_usage_is_told():
    done = bench("--rounds", "0")
    assert done.returncode == 2
    assert "less than one" in done.stderr
