"""The gallery draws every component, with nothing undefined and nothing inline."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.utils import translation

from tracker.views.gallery import gallery

TEMPLATES = settings.BASE_DIR / "templates"
INCLUDED = re.compile(r'{% include "(components/[\w/]+\.html)"')


class Undefined(str):
    """Stands for a variable that nobody gave."""

    __slots__ = ()

    def __contains__(self, key):
        return key == "%s"

    def __mod__(self, name):
        raise AssertionError(f"undefined in a template: {name}")


@pytest.fixture(params=["es", "en"])
def page(request, rf, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Undefined("%s"))
    with translation.override(request.param):
        asked = rf.get(f"/{request.param}/gallery/", {"voices": "2"})
        asked.user = AnonymousUser()
        return gallery(asked).content.decode()


def test_gallery_draws_without_a_single_undefined_variable(page):
    assert page.count("<h1") == 1
    assert "</html>" in page


def test_gallery_has_nothing_inline_and_nothing_from_elsewhere(page):
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src=)", page)
    assert not re.search(r'(?:src|<link[^>]* href)="(?:https?:)?//(?!testserver)', page)


def test_every_id_is_given_once_and_every_reference_finds_one(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for names in re.findall(r'(?:aria-labelledby|aria-describedby|for)="([^"]+)"', page):
        assert set(names.split()) <= set(ids)


def test_no_decimal_comma_breaks_a_drawing(page):
    for value in re.findall(r'\s(?:x|y|x1|x2|y1|y2|cx|width|height|dx)="([^"]*)"', page):
        assert re.fullmatch(r"-?[\d.]+%?", value), value


def test_every_component_is_in_the_gallery():
    seen, waiting = set(), [TEMPLATES / "gallery.html", TEMPLATES / "base.html"]
    waiting += (TEMPLATES / "layouts").glob("*.html")
    while waiting:
        for name in INCLUDED.findall(waiting.pop().read_text(encoding="utf-8")):
            if name not in seen:
                seen.add(name)
                waiting.append(TEMPLATES / name)
    folder = TEMPLATES / "components"
    written = {str(path.relative_to(TEMPLATES)) for path in folder.rglob("*.html")}
    assert seen == written


def test_every_component_says_what_it_takes():
    for path in (TEMPLATES / "components").rglob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{% comment %}\n"), path.name
