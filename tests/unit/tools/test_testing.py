"""The account that `./onda test` gives of itself."""

import json

import pytest

from tools import testing
from tools.testing import Lane


class Ended:
    """A process that has ended."""

    def __init__(self, status: int) -> None:
        self.returncode = status


@pytest.fixture
def lane(tmp_path, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    return Lane("SQLite", {}, tmp_path)


def test_a_run_is_told_with_its_counts(lane):
    lane.report_file.write_text(json.dumps({"passed": 3, "failed": 0, "skipped": 1}))
    lane.process, lane.seconds = Ended(0), 2.4
    assert lane.summary() == "SQLite: 3 passed, 1 skipped in 2 s"
    assert not lane.failed


@pytest.mark.parametrize(
    ("status", "selects", "failed"),
    [(0, False, False), (1, True, True), (5, True, False), (5, False, True)],
)
def test_which_ends_are_failures(lane, status, selects, failed):
    lane.process, lane.selects = Ended(status), selects
    assert lane.failed is failed


def test_a_run_that_never_began_is_a_failure(lane):
    lane.process = Ended(4)
    assert lane.failed
    assert lane.summary() == "SQLite: FAILED before the first test"


@pytest.mark.parametrize(
    ("ci", "failed"), [("", False), ("true", True), ("1", True), ("false", False)]
)
def test_a_skip_is_a_failure_in_ci_only(lane, monkeypatch, ci, failed):
    monkeypatch.setenv("CI", ci)
    lane.skipped_because = "no Chromium was found"
    assert lane.failed is failed
    assert "no Chromium was found" in lane.summary()


def test_the_named_browser_is_the_only_candidate(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert testing.find_chromium() is None
