"""An observation from a phone, kept while it is typed, answered, and settled by whoever observed."""

import re

import pytest

from tests.functional.test_journeys import WAYS, choose, entry_address, publish

COMMITMENT = "plans/vereda-example/commitments/1/"
MILESTONE = f"{COMMITMENT}milestones/3/"
TAPS = 12
STATUS = "[data-autosave-status]"


class Thumb:
    """Counts what is pressed; typing is free."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, place):
        place.first.scroll_into_view_if_needed()
        box = place.first.bounding_box()
        assert box["height"] >= 24, place
        place.first.click()
        self.taps += 1


@WAYS
def test_a_question_is_asked_in_few_taps_answered_and_accepted(language, width, javascript, reader):
    words = f"La tabla no abre en el teléfono ({language}, {width})."
    lucia = reader(width, "light", javascript).sign_in("lucia", language)
    page = lucia.page
    lucia.open(f"/{language}/{MILESTONE}")
    thumb = Thumb(page)
    thumb.tap(page.locator("a[href$='/milestones/3/observe/?type=question']"))
    assert page.locator("input[name=type][value=question]").is_checked()
    assert page.input_value("input[name=seen_date]")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if width == "phone":
        assert_large(page.locator("main form :is(.choice, .in, .btn, .link, summary)"))
    thumb.tap(page.locator("textarea[name=text]"))
    page.keyboard.type(words)
    thumb.tap(page.locator("label.choice:has(input[name=seen_by][value=data_test])"))
    thumb.tap(page.locator("main form button[type=submit]:not([name])"))
    assert thumb.taps <= TAPS
    question = entry_address(page)
    answer(reader(width, "light", javascript).sign_in("amina", language), question, words)
    settle(lucia, question, "accepted")

    visitor = reader(width, "dark", javascript)
    visitor.page.goto(question)
    said = visitor.page.locator("main").inner_text()
    assert words in said
    assert {"es": "Respuesta aceptada", "en": "Answer accepted"}[language] in said
    visitor.open(f"/{language}/{COMMITMENT}advice/?outcome=accepted")
    assert words in visitor.page.locator("main").inner_text()
    assert lucia.complaints + visitor.complaints == []
    assert lucia.strangers + visitor.strangers == []


def assert_large(places):
    """Assert that a thumb meets what can be pressed."""
    for place in places.all():
        if place.is_visible():
            assert place.bounding_box()["height"] >= 44, place.inner_html()


def test_what_is_typed_is_there_again_after_the_window_was_closed(reader):
    path = f"/es/desk/{COMMITMENT}milestones/5/observe/"
    window = reader("phone").sign_in("lucia", "es")
    window.open(path)
    window.page.fill("textarea[name=text]", "Media frase, y se fue la luz")
    # The window goes before the three seconds are over: leaving it sends what is there.
    window.page.on("dialog", lambda dialog: dialog.accept())
    window.page.goto("about:blank")
    window.page.wait_for_timeout(2000)
    again = reader("phone").sign_in("lucia", "es")
    again.open(path)
    again.page.locator("main a[href*='/edit/']").first.click()
    assert again.page.input_value("textarea[name=text]") == "Media frase, y se fue la luz"
    again.page.fill("textarea[name=text]", "Frase entera.")
    again.page.locator(STATUS, has_text="borrador").wait_for(timeout=15_000)
    assert re.search(r"a las \d\d:\d\d\.$", again.page.locator(STATUS).inner_text())
    # All is saved, so nobody is asked before leaving.
    asked = []
    again.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    again.page.goto("about:blank")
    assert asked == []
    third = reader("phone").sign_in("lucia", "es")
    third.open(path)
    third.page.locator("main a[href*='/edit/']").first.click()
    assert third.page.input_value("textarea[name=text]") == "Frase entera."
    choose(third.page, "type", "note")
    choose(third.page, "seen_by", "documents")
    publish(third.page)
    entry_address(third.page)
    assert window.complaints + again.complaints + third.complaints == []


def test_publishing_waits_for_the_draft_that_is_on_its_way(reader):
    window = reader("desk").sign_in("lucia", "en")
    page = window.page
    window.open(f"/en/desk/{COMMITMENT}milestones/4/observe/?type=note")

    def late(route):
        if "autosave" in (route.request.post_data or ""):
            page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/observe/**", late)
    choose(page, "seen_by", "documents")
    page.fill("textarea[name=text]", "Written while a draft was on its way.")
    with page.expect_request(lambda sent: "autosave" in (sent.post_data or "")):
        pass
    publish(page)
    page.wait_for_url("**/entries/**")
    assert "Written while a draft was on its way." in page.locator("main").inner_text()
    window.open("/en/desk/?show=drafts")
    assert "Written while" not in page.locator("main").inner_text()
    assert window.complaints == []


def answer(amina, question, words):
    amina.page.goto(question)
    amina.page.locator("a[href$='/respond/']").first.click()
    choose(amina.page, "outcome", "partly")
    amina.page.fill("textarea[name=text]", f"{words} Se responde.")
    publish(amina.page)
    entry_address(amina.page)
    assert amina.complaints == []


def settle(window, question, outcome, reason=""):
    window.page.goto(question)
    window.page.locator("a[href$='/settle/']").first.click()
    choose(window.page, "outcome", outcome)
    window.page.fill("textarea[name=reason]", reason)
    publish(window.page)
    assert window.page.url == question


@pytest.mark.parametrize(
    ("language", "width", "javascript", "number"),
    [("es", "phone", True, 3), ("en", "desk", False, 5)],
)
def test_what_is_not_resolved_is_closed_by_the_forum(language, width, javascript, number, reader):
    words = f"Pregunta que va al foro ({language})."
    lucia = reader(width, "light", javascript).sign_in("lucia", language)
    lucia.open(f"/{language}/desk/{COMMITMENT}milestones/{number}/observe/?type=question")
    choose(lucia.page, "seen_by", "documents")
    lucia.page.fill("textarea[name=text]", words)
    publish(lucia.page)
    question = entry_address(lucia.page)
    answer(reader(width, "light", javascript).sign_in("amina", language), question, words)
    settle(lucia, question, "not_resolved", "Falta la mitad.")
    lucia.page.locator("a[href$='/escalate/']").first.click()
    lucia.page.fill("textarea[name=reason]", "Van dos meses.")
    publish(lucia.page)
    pat = reader(width, "light", javascript).sign_in("pat", language)
    pat.page.goto(question)
    pat.page.locator("a[href$='/close/']").first.click()
    pat.page.fill("textarea[name=reason]", "Ambas partes acordaron publicarlo.")
    publish(pat.page)
    visitor = reader(width, "dark", javascript)
    visitor.page.goto(question)
    said = visitor.page.locator("main").inner_text()
    for text in ("Falta la mitad.", "Van dos meses.", "Ambas partes acordaron publicarlo."):
        assert text in said
    assert lucia.complaints + pat.complaints + visitor.complaints == []
