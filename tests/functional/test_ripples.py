"""What a commitment set in motion: recorded from a phone, corroborated by the other side, found by anybody."""

from tests.functional.test_journeys import WAYS, choose, entry_address, publish
from tests.functional.test_observations import Thumb, assert_large
from tests.functional.test_pages import assert_usable_by_all

COMMITMENT = "plans/vereda-example/commitments/2/"
TAPS = 12


@WAYS
def test_a_ripple_is_recorded_corroborated_and_found(language, width, javascript, reader):
    title = f"El mostrador ya no pide copias ({language}, {width})"
    noticing = reader(width, "light", javascript).sign_in("amina", language)
    noticing.open(f"/{language}/{COMMITMENT}")
    page, thumb = noticing.page, Thumb(noticing.page)
    thumb.tap(page.locator("a[href$='/ripple/']"))
    if width == "phone":
        assert_large(page.locator("main form :is(.choice, .in, .btn, .link, summary)"))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for name, words in (
        ("input[name=title]", title),
        ("textarea[name=text]", "Antes pedía tres."),
        ("textarea[name=contribution]", "El registro es público."),
    ):
        thumb.tap(page.locator(name))
        page.keyboard.type(words)
    for name, value in (("layer", "public_service"), ("type", "service")):
        thumb.tap(page.locator(f"label.choice:has(input[name={name}][value={value}])"))
    thumb.tap(page.locator("main form button[type=submit]:not([name])"))
    assert thumb.taps <= TAPS
    ripple = entry_address(page)

    finding = reader(width, "dark", javascript).sign_in("lucia", language)
    finding.page.goto(ripple)
    finding.page.locator("a[href$='/find/']").first.click()
    choose(finding.page, "finding", "corroborates")
    finding.page.fill("textarea[name=text]", "Fuimos a verlo.")
    publish(finding.page)
    # To corroborate needs evidence: a sentence beside the field, and what was typed is still there.
    assert finding.page.title().startswith("Error:")
    assert finding.page.input_value("textarea[name=text]") == "Fuimos a verlo."
    finding.page.fill("input[name=evidence-1-url]", "https://fotos.vereda.example/mostrador")
    finding.page.fill("input[name=evidence-1-title]", "El mostrador")
    publish(finding.page)
    entry_address(finding.page)

    # From the home page it takes one press to see what changed and who confirms it.
    visitor = reader(width, "dark", javascript)
    visitor.open(f"/{language}/")
    links = visitor.page.locator("header a[href$='/ripples/']")
    if width == "phone":
        visitor.page.locator("details.menu summary").click()
    links.locator("visible=true").first.click()
    told = visitor.page.locator(f"li:has-text('{title}')").first.inner_text()
    assert {"es": "la corrobora", "en": "corroborated by"}[language] in told
    if javascript:  # axe is a script itself
        assert_usable_by_all(visitor)
    visitor.open(f"/{language}/{COMMITMENT}")
    visitor.page.locator("svg.plot a").first.click()
    assert "#r-" in visitor.page.url
    assert noticing.complaints + finding.complaints + visitor.complaints == []
