"""Where `./onda run` listens, what it hands to the server, when it prepares anew."""

import socket

import pytest

from tools import serving
from tools.serving import Address
from tools.trouble import Trouble


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_told_with_the_next_one(taken_port):
    with pytest.raises(Trouble, match=f"PORT={taken_port + 1} ./onda run"):
        serving.free(Address("127.0.0.1", taken_port))


def test_port_zero_becomes_a_free_one():
    assert serving.free(Address("127.0.0.1", 0)).port > 1023


@pytest.mark.parametrize("host", ["no such host", "192.0.2.1"])
def test_an_address_of_another_machine_is_told(host):
    with pytest.raises(Trouble, match="no address of this machine"):
        serving.free(Address(host, 0))


@pytest.mark.parametrize("port", ["http", "-1", "65536", "80.5"])
def test_a_port_that_is_none_is_told(port):
    with pytest.raises(Trouble, match=f"PORT={port} is not a port"):
        serving.address({"PORT": port})


def test_the_defaults_are_this_machine_and_port_8000():
    assert serving.address({}) == Address("127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::1", "http://[::1]:80"),
        ("::", "http://127.0.0.1:80"),
        ("plans.local", "http://plans.local:80"),
    ],
)
def test_the_address_to_type(host, url):
    assert Address(host, 80).url == url


def test_without_a_public_address_the_server_gets_the_one_it_listens_on():
    child = serving.variables({}, Address("127.0.0.1", 8123))
    assert child["ONDA_PUBLIC_URL"] == "http://127.0.0.1:8123"
    assert child["PORT"] == "8123"


def test_a_public_address_that_was_set_stays(monkeypatch):
    monkeypatch.delenv("ONDA_PUBLIC_URL")
    settings = {"ONDA_PUBLIC_URL": "https://onda.example.org"}
    child = serving.variables(settings, Address("0.0.0.0", 8000))
    assert "ONDA_PUBLIC_URL" not in child  # the settings read it from .env
    assert "ALLOWED_HOSTS" not in child


def test_on_every_address_the_names_of_this_machine_are_allowed():
    child = serving.variables({"ALLOWED_HOSTS": "more.example"}, Address("0.0.0.0", 8000))
    assert {"more.example", socket.gethostname()} <= set(child["ALLOWED_HOSTS"].split(","))
    assert "*" not in child["ALLOWED_HOSTS"]


def test_on_one_address_that_one_is_allowed():
    child = serving.variables({}, Address("192.0.2.7", 8000))
    assert child["ALLOWED_HOSTS"] == "192.0.2.7"


@pytest.fixture
def prepared(monkeypatch):
    """Count the preparations instead of making them."""
    calls = []
    monkeypatch.setattr(serving.subprocess, "run", lambda *args, **kwargs: calls.append(args))
    return calls


def test_a_second_start_prepares_nothing(tmp_path, prepared):
    (tmp_path / "onda.sqlite3").touch()
    for _ in range(2):
        serving.prepare({}, {}, tmp_path)
    assert len(prepared) == 1


def test_another_database_file_is_prepared(tmp_path, prepared):
    database = tmp_path / "onda.sqlite3"
    database.touch()
    serving.prepare({}, {}, tmp_path)
    database.rename(tmp_path / "old")
    database.touch()
    serving.prepare({}, {}, tmp_path)
    assert len(prepared) == 2


def test_changed_code_is_prepared(tmp_path, prepared, monkeypatch):
    monkeypatch.setattr(serving, "ROOT", tmp_path)
    (tmp_path / "onda.sqlite3").touch()
    (tmp_path / "tracker" / "migrations").mkdir(parents=True)
    serving.prepare({}, {}, tmp_path)
    (tmp_path / "tracker" / "migrations" / "0002_more.py").touch()
    serving.prepare({}, {}, tmp_path)
    assert len(prepared) == 2


def test_a_database_elsewhere_is_prepared_at_every_start(tmp_path, prepared):
    (tmp_path / "onda.sqlite3").touch()
    for _ in range(2):
        serving.prepare({}, {"DATABASE_URL": "postgresql://server/onda"}, tmp_path)
    assert len(prepared) == 2


def test_the_sign_ins_are_a_table(capsys):
    person = {
        "name": "Amina",
        "organisation": "A",
        "side": "government",
        "email": "a@b",
        "password": "p",
    }
    serving.print_sign_ins([person, person | {"name": "Lu"}])
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["name", "organisation", "side", "email", "password"]
    assert lines[4].index("government") == lines[2].index("side")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, True),
        ({"ONDA_PUBLIC_URL": "https://onda.example.org"}, False),
        ({"ONDA_REQUIRE_MFA": "stewards"}, False),
        ({"ONDA_PUBLIC_URL": "https://onda.example.org", "ONDA_REQUIRE_MFA": "none"}, True),
    ],
)
def test_it_is_told_when_nobody_needs_a_second_factor(capsys, tmp_path, settings, told):
    serving.tell(settings, Address("127.0.0.1", 8000), tmp_path)
    assert ("second factor" in capsys.readouterr().out) == told
