"""`.venv` and `.env`."""

import hashlib
import stat
from pathlib import Path

import pytest

from tools import environment
from tools.trouble import Trouble


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An .env of our own and a shell that sets no secret."""
    path = tmp_path / ".env"
    monkeypatch.setenv("ONDA_ENV_FILE", str(path))
    monkeypatch.delenv("SECRET_KEY", raising=False)
    return path


def test_a_first_run_writes_a_secret_only_the_owner_can_read(env_file):
    environment.write_secrets()
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    assert len(environment.read_settings()["SECRET_KEY"]) > 60


def test_a_second_run_keeps_the_secret(env_file):
    environment.write_secrets()
    first = env_file.read_text()
    environment.write_secrets()
    assert env_file.read_text() == first


def test_each_first_run_has_another_secret(env_file):
    environment.write_secrets()
    first = env_file.read_text()
    env_file.unlink()
    environment.write_secrets()
    assert env_file.read_text() != first


def test_no_file_is_written_where_the_shell_sets_the_secret(env_file, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "from the shell")
    environment.write_secrets()
    assert not env_file.exists()


def test_the_shell_wins_over_the_file(env_file, monkeypatch):
    env_file.write_text("SECRET_KEY=from the file\nONDA_DB_POOL=3\n")
    monkeypatch.setenv("SECRET_KEY", "from the shell")
    settings = environment.read_settings()
    assert settings["SECRET_KEY"] == "from the shell"
    assert settings["ONDA_DB_POOL"] == "3"


@pytest.mark.parametrize("line", ["SECRET_KEY=a b", 'SECRET_KEY="a b"', "export SECRET_KEY='a b'"])
def test_values_may_be_quoted(env_file, line):
    env_file.write_text(f"# a remark\n\n{line}\n")
    assert environment.read_settings()["SECRET_KEY"] == "a b"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"SECRET_KEY=x\nDEBUG\n", "line 2 is not NAME=value"),
        (b"SECRET_KEY=x\n  indented=y\n", "line 2 is not NAME=value"),
        (b"SECRET_KEY=\xff\n", "is not UTF-8 text"),
        (b"DEBUG=true\n", "SECRET_KEY is missing"),
        (b"SECRET_KEY=\n", "SECRET_KEY is missing"),
    ],
)
def test_a_broken_file_is_named_with_the_way_on(env_file, content, sentence):
    env_file.write_bytes(content)
    with pytest.raises(Trouble, match=sentence):
        environment.read_settings()


def test_the_data_folder_is_private(tmp_path):
    folder = environment.data_folder({"ONDA_DATA_DIR": str(tmp_path / "a" / "b")})
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_environment_with_the_locked_packages_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "_create", lambda: None)
    monkeypatch.setattr(environment, "_install", lambda lock: pytest.fail("installed again"))
    lock = (environment.ROOT / "requirements" / "dev.lock").read_bytes()
    (tmp_path / ".installed-dev").write_text(hashlib.sha256(lock).hexdigest())
    environment.install("dev")
    environment.install("base")  # which dev includes


def test_another_lock_is_installed(tmp_path, monkeypatch):
    installed = []
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "_create", lambda: None)
    monkeypatch.setattr(environment, "_install", installed.append)
    (tmp_path / ".installed-base").write_text("of an older lock")
    environment.install("base")
    assert installed == ["base"]


def test_pip_keeps_where_it_fetches_from_but_not_where_it_would_install(monkeypatch):
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PIP_REQUIRE_VIRTUALENV", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "a mirror")
    variables = environment._environment_for_pip()
    assert "PIP_TARGET" not in variables
    assert "PIP_REQUIRE_VIRTUALENV" not in variables
    assert variables["PIP_INDEX_URL"] == "a mirror"
