"""Stewards in a real browser: hide and show again; erase with two keys."""

import pytest

from tests.functional.test_journeys import MILESTONE, choose, entry_address, publish

SECRET = "La vecina vive junto a la toma"
WAYS = pytest.mark.parametrize(("width", "javascript"), [("phone", True), ("desk", False)])


def observed(reader, text, width, javascript):
    """Publish an observation as Lucía, and return its address."""
    lucia = reader(width, "light", javascript).sign_in("lucia")
    lucia.open(f"/es/{MILESTONE}")
    lucia.page.locator("a[href$='/milestones/3/observe/']").first.click()
    choose(lucia.page, "type", "note")
    choose(lucia.page, "seen_by", "site_visit")
    lucia.page.fill("textarea[name=text]", text)
    publish(lucia.page)
    return entry_address(lucia.page)


def sent(window):
    window.page.locator("main form[data-once] button[type=submit]").click()


def read(reader, address):
    window = reader("desk")
    window.page.goto(address)
    return window.page.locator("main").inner_text()


@WAYS
def test_hidden_for_everybody_and_shown_again(width, javascript, reader):
    text = f"{SECRET} ({width})."
    address = observed(reader, text, width, javascript)
    omar = reader(width, "dark", javascript).sign_in("omar")
    omar.page.goto(address)
    omar.page.locator("a[href$='/hold/']").click()
    choose(omar.page, "ground", "personal_data")
    omar.page.fill("textarea[name=reason]", "Dice dónde vive una persona.")
    sent(omar)
    assert omar.page.url == address
    public = read(reader, address)
    assert text not in public
    assert "Oculto hasta el" in public
    assert "Dice dónde vive una persona." in public
    omar.page.locator("a[href$='/lift/']").click()
    sent(omar)
    assert text in read(reader, address)
    assert omar.complaints == []


@WAYS
def test_two_keys_erase(width, javascript, reader):
    text = f"{SECRET}, segunda vez ({width})."
    address = observed(reader, text, width, javascript)
    omar = reader(width, "light", javascript).sign_in("omar")
    omar.page.goto(address)
    omar.page.locator("a[href$='/redact/']").click()
    choose(omar.page, "words", "text")
    choose(omar.page, "ground", "danger")
    omar.page.fill("textarea[name=reason]", "Pone en peligro a una persona.")
    sent(omar)
    assert text in read(reader, address)
    tomas = reader(width, "dark", javascript).sign_in("tomas")
    tomas.open("/es/desk/")
    tomas.page.locator("a[href*='/desk/redactions/']").first.click()
    assert text in tomas.page.locator("main").inner_text()
    choose(tomas.page, "answer", "confirm")
    sent(tomas)
    assert tomas.page.url == address
    public = read(reader, address)
    assert text not in public
    assert "Borrado:" in public
    assert tomas.complaints == []
