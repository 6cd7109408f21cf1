"""`./onda run` as a person meets it: a first start, a second one, a clean stop."""

import json
import signal
import stat
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from tests.running import Site

pytestmark = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="brings its own SQLite file, so once is enough",
)


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 -- our own address
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_it_serves_keeps_its_data_and_stops_cleanly(tmp_path):
    first = Site(tmp_path)
    url = first.url()
    assert status_of(url) in (200, 302)
    with pytest.raises(AssertionError, match="is taken by another program"):
        Site(tmp_path, PORT=url.rsplit(":")[-1].strip("/")).url()
    assert first.stop(signal.SIGINT) == 0
    with pytest.raises(urllib.error.URLError):
        status_of(url)

    secret = tmp_path / ".env"
    sign_ins = tmp_path / "var" / "demo-sign-ins.json"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(sign_ins.stat().st_mode) == 0o600
    people = json.loads(sign_ins.read_text())
    assert people[0].keys() >= {"email", "password", "name", "organisation", "side"}
    kept = secret.read_text(), sign_ins.read_text()

    began = time.monotonic()
    second = Site(tmp_path)
    url = second.url()
    assert time.monotonic() - began < 5
    assert status_of(url) in (200, 302)
    assert people[0]["email"] in second.said()
    assert "Preparing the database" not in second.said()
    assert second.stop(signal.SIGTERM) == 0
    assert (secret.read_text(), sign_ins.read_text()) == kept


def test_killing_it_does_not_leave_a_server_behind(tmp_path):
    site = Site(tmp_path)
    url = site.url()
    site.stop(signal.SIGKILL)
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            status_of(url)
        except urllib.error.URLError:
            return
        except ConnectionError:
            pass  # it ended while it answered
        time.sleep(0.2)
    raise AssertionError("the server still answers")
