"""The one style sheet that readers get."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tracker import stylesheet


def test_every_part_is_joined_once():
    written = {path.stem for path in stylesheet.SOURCES.glob("*.css")}
    # the administration has a sheet of its own, on top of Django's
    assert sorted(stylesheet.PARTS) == sorted(written - {"admin"})


def test_the_order_of_the_layers_is_declared_first():
    without_comments = re.sub(r"/\*.*?\*/", "", stylesheet.joined(), flags=re.DOTALL)
    assert without_comments.lstrip().startswith("@layer tokens, base,")


def test_the_finder_offers_the_sheet_to_servers_and_to_collectstatic():
    found = finders.find(stylesheet.NAME)
    with open(found, encoding="utf-8") as sheet:
        assert sheet.read() == stylesheet.joined()
    assert [name for name, _storage in stylesheet.StylesheetFinder().list([])] == [stylesheet.NAME]
    assert finders.find("css/nothing.css") is None


def test_a_changed_part_is_seen_at_once(tmp_path, monkeypatch):
    path = stylesheet.write(tmp_path)
    monkeypatch.setattr(stylesheet, "joined", lambda: "a { color: red }")
    assert stylesheet.write(tmp_path) == path
    assert path.read_text() == "a { color: red }"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (stylesheet.joined, 12 * 1024),
        ((settings.BASE_DIR / "static/js/onda.js").read_text, 20 * 1024),
    ],
)
def test_style_and_script_stay_small(text, limit):
    assert len(gzip.compress(text().encode())) <= limit


def test_nothing_comes_from_another_host():
    addresses = re.findall(r"url\(([^)]*)\)", stylesheet.joined())
    assert addresses
    assert all(address.strip("\"'").startswith("../fonts/") for address in addresses)
    assert "@import" not in stylesheet.joined()


def test_every_token_in_use_is_defined():
    sheet = stylesheet.joined()
    used = set(re.findall(r"var\((--[\w-]+)", sheet))
    defined = set(re.findall(r"(--[\w-]+)\s*:", sheet))
    assert used <= defined
