"""A running `./onda run`, with a data folder and an .env of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from tools.environment import ROOT

PATIENCE = 120


class Site:
    """A running `./onda run` with a data folder and an .env of its own."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.log = folder / "log"
        with self.log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "onda", "run"],
                env={
                    "PATH": os.environ["PATH"],
                    "ONDA_DATA_DIR": str(folder / "var"),
                    "ONDA_ENV_FILE": str(folder / ".env"),
                    "PORT": "0",
                    "WORKERS": "1",
                    **variables,
                },
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def url(self) -> str:
        """Wait until it says where it is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := re.search(r"Onda is at (http://\S+/) ", self.said()):
                return found[1]
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)
        raise AssertionError(self.said())

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)
