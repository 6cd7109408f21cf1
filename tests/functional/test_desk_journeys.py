"""An official goes through all that is owed; and one leaves, and another takes over."""

import re

from django.utils.translation import gettext, override

from tests.functional.joining import invite, join, submit
from tests.functional.test_journeys import WAYS, choose, entry_address, publish

HANDOVER = "desk/plans/vereda-example/handover/agencia-agua-vereda/"
WATER = "plans/vereda-example/commitments/8/"


def in_words(language, sentence):
    """Return a sentence of the site as a page in a language says it."""
    with override(language):
        return gettext(sentence)


def place_of(page):
    """Return the place in a passage, as 2 of 3."""
    shown = page.locator("main").inner_text()
    numbers = re.search(r"\b(\d+) (?:of|de) (\d+)\b", page.locator("main .head").inner_text())
    assert numbers, shown
    return int(numbers[1]), int(numbers[2])


def lead_on(page, button):
    """Press a button that ends one milestone of a passage; return the page that it leads to."""
    with page.expect_navigation():
        button.click()


@WAYS
def test_an_official_goes_through_all_that_is_owed(language, width, javascript, reader):
    window = reader(width, "light", javascript)
    # A session goes on with the passage that was begun in it.
    window.sign_in("amina", language, afresh=True)
    page = window.page
    window.open(f"/{language}/desk/")
    page.locator(f"a[href='/{language}/desk/round/']").click()
    lead_on(page, page.locator("form[action$='/desk/round/begin/'] button"))

    # The first has been reported on before, so one sentence says that nothing is new.
    place, total = place_of(page)
    assert (place, total > 1) == (1, True)
    why = f"Sigue la licitación ({language}, {width})."
    page.fill("#nothing-text", why)
    lead_on(page, page.locator("form[action$='/nothing/'] button"))

    for place in range(2, total):
        assert place_of(page) == (place, total)
        lead_on(page, page.locator("form[action$='/desk/round/skip/'] button"))

    # The last is kept as a draft, found in the list at the end, and published from there.
    assert place_of(page) == (total, total)
    said = f"Avanzamos con el plan ({language}, {width})."
    page.fill("textarea[name=text] >> nth=0", said)
    lead_on(page, page.locator("main form button[name=draft]"))
    assert page.url.endswith("/desk/round/all/")
    assert page.locator("h1").inner_text() == in_words(language, "You are through")
    rows = page.locator("main .row")
    assert rows.count() == total
    assert in_words(language, "draft") in rows.last.locator(".tag").inner_text()
    rows.last.locator("a.btn").click()
    assert page.input_value("textarea[name=text] >> nth=0") == said
    choose(page, "completion", "substantial")
    publish(page)
    page.wait_for_url("**/desk/round/all/")
    assert page.locator("h1").inner_text() == in_words(language, "You are through")
    told = [tag.inner_text() for tag in page.locator("main .row .tag").all()]
    skipped = [in_words(language, "skipped")] * (total - 2)
    expected = [in_words(language, "nothing to report"), *skipped, in_words(language, "published")]
    assert told == expected
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    visitor = reader(width, "dark", javascript)
    for row in (rows.first, rows.last):
        visitor.page.goto(window.site.at(row.locator("h2 a").get_attribute("href")))
        words = visitor.page.locator("main").inner_text()
        assert why in words or said in words
    assert window.complaints + visitor.complaints == []
    assert window.strangers + visitor.strangers == []


def lost_on_paper(page):
    """Return the lines of a page's main part that are not printed, other than what is pressed."""
    shown, pressed = lines_of(page), page.locator("main :is(.btn, option)").all_inner_texts()
    page.emulate_media(media="print")
    printed = lines_of(page)
    page.emulate_media(media="screen")
    return shown - printed - {text.strip() for text in pressed}


def lines_of(page):
    return {line.strip() for line in page.locator("main").inner_text().splitlines()} - {""}


@WAYS
def test_an_official_leaves_and_a_successor_takes_over(language, width, javascript, reader):
    way = f"{language}.{width}"
    lead = reader("desk").sign_in("omar", language)
    leaver = reader(width, "light", javascript)
    address = f"elsa.{way}@onda.example"
    join(leaver, invite(lead, "agencia-agua-vereda", address, language, "lead"), "Elsa Barranco")
    successor = reader(width, "dark", javascript)
    link = invite(leaver, "agencia-agua-vereda", f"noe.{way}@onda.example", language, "member")
    join(successor, link, f"Noé {way}")

    # Before she goes she leaves a draft, and asks him to read how everything stands.
    unfinished = f"Falta un laboratorio ({way})."
    leaver.open(f"/{language}/desk/{WATER}report/")
    leaver.page.fill("textarea[name=text]", unfinished)
    leaver.page.locator("main form button[name=draft]").click()
    leaver.open(f"/{language}/desk/")
    leaver.page.locator(f"main a[href$='/{HANDOVER}']").click()
    leaver.page.select_option("select[name=membership]", label=f"Noé {way}")
    leaver.page.locator("form[action$='/handover/agencia-agua-vereda/ask/'] button").click()
    asked = in_words(language, "Your colleague finds the handover brief on their desk.")
    leaver.page.get_by_text(asked).wait_for()
    leaver.open(f"/{language}/accounts/organisations/agencia-agua-vereda/members/")
    leaver.page.locator("tr", has_text=address).locator("a[href$='/end/']").click()
    submit(leaver)
    leaver.open(f"/{language}/desk/")
    assert "/accounts/login/" in leaver.page.url

    # He finds it, prints it, and acknowledges it once.
    page = successor.page
    successor.open(f"/{language}/desk/")
    page.locator(f".notice a[href$='/{HANDOVER}']").click()
    brief = page.locator("main").inner_text()
    assert unfinished in brief
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert lost_on_paper(page) == set()
    assert page.pdf()[:5] == b"%PDF-"
    submit(successor)
    assert page.url.endswith(f"/{language}/{HANDOVER}")
    assert page.locator("form[action$='/acknowledge/']").count() == 0
    successor.open(f"/{language}/desk/")
    assert page.locator(f".notice a[href$='/{HANDOVER}']").count() == 0

    # What was left unfinished he finishes.
    successor.open(f"/{language}/{HANDOVER}")
    page.locator("main a[href$='/edit/']", has_text=unfinished).click()
    choose(page, "completion", "substantial")
    publish(page)
    entry_address(page)

    visitor = reader(width, "light", javascript)
    visitor.open(f"/{language}/plans/vereda-example/history/")
    history = visitor.page.locator("main").inner_text()
    assert in_words(language, "acknowledged the handover").lower() in history.lower()
    assert unfinished in history
    assert "Noé" not in history
    assert "Elsa" not in history
    for window in (lead, leaver, successor, visitor):
        assert window.complaints == []
        assert window.strangers == []
