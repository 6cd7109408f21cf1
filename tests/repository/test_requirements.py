"""The locks name exact packages with hashes, and nothing of the machine they were made on."""

import re
import tomllib

import pytest

from tools.environment import ROOT

LOCKS = [ROOT / "requirements" / "base.lock", ROOT / "requirements" / "dev.lock"]
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)", re.MULTILINE)


def pins(path):
    return dict(PIN.findall(path.read_text()))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_registry_and_no_folder(path):
    text = path.read_text()
    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.MULTILINE)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_has_a_hash(path):
    for entry in re.split(r"\n(?=[a-z])", path.read_text().strip()):
        assert "--hash=sha256:" in entry


def test_the_tests_run_with_what_the_site_runs_with():
    base, dev = map(pins, LOCKS)
    assert base.items() <= dev.items()


def test_every_dependency_is_locked_and_explained():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    wanted = [
        (project["project"]["dependencies"], pins(LOCKS[0])),
        (project["dependency-groups"]["dev"], pins(LOCKS[1])),
    ]
    for names, locked in wanted:
        for requirement in names:
            name = re.match(r"[a-z0-9-]+", requirement).group()
            assert name in locked
            line = next(line for line in text.splitlines() if f'    "{name}' in line)
            above = text.splitlines()[text.splitlines().index(line) - 1]
            assert " # " in line or above.strip().startswith("#"), f"why is {name} there?"
