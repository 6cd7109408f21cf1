"""The pages that explain: complete, without a query, and true where a test can tell."""

import re

import pytest

from tracker.completion import Completion

PAGES = ("about", "accessibility", "privacy")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_it_can_be_read(client, here, page, language):
    response = client.get(f"/{language}/{page}/")
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_reading_sets_no_cookie(client, here, page):
    client.get(f"/en/{page}/")
    client.get("/en/history/")
    client.get("/en/organisations/")
    assert not client.cookies


def test_about_explains_every_step_of_the_scale_and_every_limit(client, here):
    text = client.get("/en/about/").content.decode()
    for completion in Completion:
        assert str(completion.label) in text
    assert "more than 180 days" in text
    assert "Up to 30 days" in text
    assert "after 60 days" in text


def test_the_places_that_other_pages_link_to_exist(client, here):
    text = client.get("/en/about/").content.decode()
    for place in ("status", "who", "verify", "contact", "nature", "limits"):
        assert f'id="{place}"' in text
    linked = set(re.findall(r'href="#([\w-]+)"', text))
    assert linked <= set(re.findall(r'id="([\w-]+)"', text))


def test_the_named_contact_is_shown(client, here, settings):
    settings.SECURITY_CONTACT = "security@onda.example"
    for page in PAGES:
        assert "security@onda.example" in client.get(f"/en/{page}/").content.decode()
