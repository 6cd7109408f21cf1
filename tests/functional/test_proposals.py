"""One side proposes another date, the other proposes a sooner one, and both stand behind what comes of it."""

from playwright.sync_api import expect

from tests.functional.test_journeys import COMMITMENT, WAYS, unfold

# The journey changes the date, so each way has a milestone of its own.
MILESTONES = {("es", True): 2, ("en", True): 3, ("es", False): 5, ("en", False): 4}


def propose(page, day, reason):
    """Fill in the form of a date, look at what would change, and propose it."""
    page.fill("input[name=due_date]", day)
    page.select_option("select[name=due_precision]", "day")
    page.fill("textarea[name=reason]", reason)
    page.click("button[name=look]")
    expect(page.locator(".notice .diff ins")).to_have_count(1)
    page.click("button[name=propose]")
    page.wait_for_url("**/proposals/*/")
    return page.url


def fits(page):
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@WAYS
def test_a_date_is_proposed_countered_and_agreed(language, width, javascript, reader):
    milestone = MILESTONES[language, javascript]
    place = f"{language}/{COMMITMENT}milestones/{milestone}/"
    official = reader(width, "light", javascript).sign_in("amina", language)
    official.open(f"/{place}")
    official.page.locator("a[href$='/propose/due-date/']").click()
    made = propose(official.page, "2027-06-30", f"Falta un proveedor ({language}).")
    assert fits(official.page)

    watcher = reader(width, "dark", javascript).sign_in("lucia", language)
    watcher.page.goto(made)
    watcher.page.locator("a[href$='/counter/']").click()
    unfold(watcher.page.locator("input[name=due_date]"))
    sooner = propose(watcher.page, "2027-04-30", f"Dos meses bastan ({language}).")
    assert fits(watcher.page)

    official.page.goto(sooner)
    official.page.locator("a[href$='/accept/']").click()
    assert fits(official.page)
    official.page.locator("main form .actions button[type=submit]").click()
    official.page.wait_for_url(sooner)

    visitor = reader(width, "light", javascript)
    visitor.open(f"/{place}")
    moves = visitor.page.locator("#promise table").last.inner_text()
    assert "30 Apr 2027" in moves if language == "en" else "30 abr 2027" in moves
    assert visitor.page.locator("#promise dl s").count() == 1  # the date first agreed
    assert fits(visitor.page)
    for window in (official, watcher, visitor):
        assert window.complaints == []
        assert window.strangers == []
