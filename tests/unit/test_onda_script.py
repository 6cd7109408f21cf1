"""The script `./onda` itself: what it says and how it ends."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.environment import ROOT

SCRIPT = ROOT / "onda"


def onda(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ./onda with an environment that holds nothing but what is given."""
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]])
def test_without_a_command_it_says_what_it_can_do(arguments):
    done = onda(*arguments)
    assert done.returncode == 0
    for command in ("run", "test", "check", "bench", "manage", "messages", "lock"):
        assert f"./onda {command}" in done.stdout


def test_an_unknown_command_is_wrong_usage():
    done = onda("serve")
    assert done.returncode == 2
    assert "“serve” is not a command" in done.stderr


def test_run_refuses_arguments():
    done = onda("run", "8001")
    assert done.returncode == 1
    assert "PORT=8001 ./onda run" in done.stderr


def test_an_old_python_is_told_so():
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(SCRIPT)!r})"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Onda needs Python 3.11 or newer and this is Python 3.9.")


def test_an_old_python_can_read_the_script_far_enough():
    ast.parse(SCRIPT.read_text(), feature_version=(3, 4))


def test_trouble_is_one_sentence_and_no_traceback(tmp_path: Path):
    broken = tmp_path / "env"
    broken.write_text("SECRET_KEY\n")
    done = onda("run", ONDA_ENV_FILE=str(broken), PORT="0")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "env, line 1 is not NAME=value" in done.stderr


def test_it_works_from_any_folder(tmp_path: Path):
    done = subprocess.run([SCRIPT, "help"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
