"""`./onda test`: the suite on SQLite, on PostgreSQL and in a browser, and a plain account of what ran."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tools.environment import PYTHON, ROOT

# pytest's status for “nothing was selected” and ours for “no PostgreSQL to be had” (tests/postgres.py).
NOTHING_SELECTED = 5
NOT_AVAILABLE = 77

CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass
class Lane:
    """One run of pytest: the whole suite on one engine, or the journeys in the browser."""

    name: str
    variables: dict[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    output: Path | None = None
    skipped_because: str = ""
    selects: bool = False
    seconds: float = 0

    def start(self, arguments: list[str], *, quietly: bool = False) -> None:
        """Start pytest, to the terminal or, quietly, into a file."""
        self.output = self.folder / f"{self.name}.txt" if quietly else None
        self.selects = bool(arguments)
        cache = f"cache_dir=.pytest_cache/{self.name}"
        command: list[str | Path] = [PYTHON, "-m", "pytest", "-o", cache, *arguments]
        variables = os.environ | self.variables | {"ONDA_TEST_REPORT": str(self.report_file)}
        if sys.stdout.isatty():  # also for what goes to the terminal by way of a file
            variables["FORCE_COLOR"] = "1"
        self.seconds = -time.monotonic()
        if self.output is None:
            print(f"\n== {self.name} ==", flush=True)
            self.process = subprocess.Popen(command, cwd=ROOT, env=variables)
        else:
            with self.output.open("wb") as file:
                self.process = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=variables,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                )

    def finish(self) -> None:
        """Wait for the end, and show what was said quietly."""
        if self.process is None:
            return
        self.process.wait()
        self.seconds += time.monotonic()
        if self.output is not None:
            said = self.output.read_text(errors="replace")
            print(f"\n== {self.name} ==\n{said}", flush=True)
            if self.process.returncode == NOT_AVAILABLE:
                self.skipped_because = said.strip().splitlines()[-1]

    def stop(self) -> None:
        """End a run the way Ctrl-C does, so that it removes its databases and servers."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()

    @property
    def report_file(self) -> Path:
        return self.folder / f"{self.name}.json"

    @property
    def failed(self) -> bool:
        if self.process is None or self.skipped_because:
            return bool(self.skipped_because) and in_ci()
        if self.process.returncode == NOTHING_SELECTED:
            return not self.selects  # the whole suite cannot be empty; a selection can
        return self.process.returncode != 0

    def summary(self) -> str:
        """Say in one line what ran, or why it did not."""
        if self.skipped_because:
            verdict = ", which counts as a failure with CI=true" if in_ci() else ""
            return f"{self.name}: SKIPPED{verdict}: {self.skipped_because}"
        if not self.report_file.exists():
            return f"{self.name}: FAILED before the first test"
        counts = json.loads(self.report_file.read_text())
        told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
        return f"{self.name}: {told or 'no test selected'} in {self.seconds:.0f} s"


def run_all(arguments: list[str]) -> int:
    """Run every lane that this machine allows. Arguments go to pytest."""
    with tempfile.TemporaryDirectory(prefix="onda-test-") as name:
        folder = Path(name)
        sqlite = Lane("SQLite", {"ONDA_TEST_LANE": "engine"}, folder)
        postgres = Lane(
            "PostgreSQL",
            {"ONDA_TEST_LANE": "engine", "ONDA_TEST_DATABASE": "postgresql"},
            folder,
        )
        browser = Lane("Browser", {"ONDA_TEST_LANE": "browser"}, folder)
        lanes = (sqlite, postgres, browser)
        try:
            # Side by side where there are two processors: PostgreSQL, which takes longest, beside the others.
            if beside := (os.cpu_count() or 1) > 1:
                postgres.start(arguments, quietly=True)
            sqlite.start(arguments)
            sqlite.finish()
            run_browser(browser, arguments)
            if not beside:
                postgres.start(arguments, quietly=True)
            postgres.finish()
        finally:
            for lane in lanes:
                lane.stop()
        print()
        for lane in lanes:
            print(lane.summary())
        return 1 if any(lane.failed for lane in lanes) else 0


def run_browser(lane: Lane, arguments: list[str]) -> None:
    """Run the journeys when there is a browser to make them in."""
    chromium = find_chromium()
    if chromium is None:
        lane.skipped_because = "no Chromium was found (Debian: apt-get install chromium; elsewhere name it in CHROMIUM=)."
        return
    lane.variables["CHROMIUM"] = chromium
    lane.start(arguments)
    lane.finish()


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome: what CHROMIUM names, else what is installed."""
    named = os.environ.get("CHROMIUM")
    for candidate in [named] if named else CHROMIUMS:
        if found := shutil.which(candidate):
            return found
    return None


def in_ci() -> bool:
    """Tell whether a skip has to count as a failure."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
