"""The guides: one for each kind of user in both languages, with pictures and links that are there."""

import re

import pytest
from django.conf import settings

from tracker.presenters.guides import PICTURES, SLUGS, guide, path_of

LANGUAGES = ("es", "en")
EACH = [(slug, language) for slug in SLUGS for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_leads_to_every_guide(client, here, language):
    text = client.get(f"/{language}/help/").content.decode()
    for slug in SLUGS:
        assert f'href="/{language}/help/{slug}/"' in text
        assert guide(slug, language).title in text


@pytest.mark.parametrize(("slug", "language"), EACH)
def test_a_guide_can_be_read(client, here, slug, language):
    response = client.get(f"/{language}/help/{slug}/")
    text = response.content.decode()
    assert response.status_code == 200
    assert text.count("<h1") == 1
    assert guide(slug, language).title in text
    linked = set(re.findall(r'href="#([\w-]+)"', text))
    assert linked <= set(re.findall(r'id="([\w-]+)"', text))
    assert "../" not in text


@pytest.mark.parametrize(("slug", "language"), EACH)
def test_every_picture_is_there_and_says_what_it_shows(slug, language):
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", path_of(slug, language).read_text())
    assert pictures
    for says, source in pictures:
        assert len(says) > 20
        path = settings.BASE_DIR / "static" / source.removeprefix(PICTURES)
        assert path.is_file()
        assert f"/{language}/" in source
        assert path.stat().st_size < 150_000


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_tell_the_same_in_the_same_order(slug):
    es, en = (path_of(slug, language).read_text() for language in LANGUAGES)
    for mark in (r"^(#+) ", r"^(\d+)\. ", r"^- ", r"^!\["):
        assert len(re.findall(mark, es, re.M)) == len(re.findall(mark, en, re.M))
    assert re.findall(r"`[^`\n]+`", es) == re.findall(r"`[^`\n]+`", en)


def test_another_guide_is_not_there(client, here):
    assert client.get("/en/help/minister/").status_code == 404


def test_help_is_in_the_foot_of_every_page_and_in_the_account_menu(client, here):
    assert 'href="/en/help/"' in client.get("/en/").content.decode()
    client.force_login(here.amina)
    assert client.get("/en/desk/").content.decode().count('href="/en/help/"') == 2
