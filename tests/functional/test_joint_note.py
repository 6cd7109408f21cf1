"""Two people write one joint note at once: they see each other, meet, merge, sign, and anybody reads it."""

import re
import time

import pytest

from tests.functional.test_journeys import WAYS

COMMITMENT = "plans/vereda-example/commitments/1/milestones/"
# Each way has a milestone of its own, so that none finds the note of another.
MILESTONES = {("es", True): 3, ("en", True): 5, ("es", False): 1, ("en", False): 4}


def save(window):
    window.page.locator("main form[data-once] button.btn--main").click()
    window.page.wait_for_load_state()


def text_of(window):
    return window.page.input_value("textarea[name=text]")


def write(window, text):
    window.page.fill("textarea[name=text]", text)


def sign(window):
    window.page.locator("main a[href$='/note/sign/']").first.click()
    save(window)


@WAYS
def test_two_people_write_one_text_and_sign_it(language, width, javascript, reader):
    milestone = MILESTONES[language, javascript]
    public = f"/{language}/{COMMITMENT}{milestone}/"
    working = f"/{language}/desk/{COMMITMENT}{milestone}/note/"
    official = reader(width, "light", javascript).sign_in("amina", language)
    observer = reader(width, "dark", javascript).sign_in("lucia", language)
    official.open(public)
    official.page.locator(f"main a[href$='{milestone}/note/']").first.click()
    write(official, "Primero.\n\nSegundo.\n\nTercero.")
    save(official)
    assert text_of(official) == "Primero.\n\nSegundo.\n\nTercero."

    # Different paragraphs: the two texts are laid together, to be confirmed.
    observer.open(working)
    write(observer, "Primero.\n\nSegundo.\n\nTercero, visto desde fuera.")
    write(official, "Primero, con fecha.\n\nSegundo.\n\nTercero.")
    save(official)
    save(observer)
    assert text_of(observer) == "Primero, con fecha.\n\nSegundo.\n\nTercero, visto desde fuera."
    save(observer)

    # The same paragraph: both are shown, and one of the two decides.
    official.open(working)
    write(official, text_of(official).replace("Segundo.", "Segundo, según el gobierno."))
    write(observer, text_of(observer).replace("Segundo.", "Segundo, según la sociedad civil."))
    save(official)
    save(observer)
    both = re.sub(r"</?(ins|del)[^>]*>", "", observer.page.locator("main").inner_html())
    assert "según el gobierno" in both
    assert "según la sociedad civil" in both
    assert observer.page.evaluate("document.documentElement.scrollWidth") <= (
        390 if width == "phone" else 1280
    )
    observer.page.fill("textarea[name=part1_merged]", "Segundo, según ambos.")
    save(observer)
    assert text_of(observer) == (
        "Primero, con fecha.\n\nSegundo, según ambos.\n\nTercero, visto desde fuera."
    )

    sign(observer)
    visitor = reader(width, "light", javascript)
    visitor.open(f"{public}note/")
    assert "según ambos" not in visitor.page.locator("main").inner_text()
    official.open(working)
    sign(official)
    assert official.page.url.endswith(f"{public}note/")
    for path in (public, f"{public}note/", f"/{language}/plans/vereda-example/history/"):
        visitor.open(path)
        assert "Segundo, según ambos." in visitor.page.locator("main").inner_text()
    for window in (official, observer, visitor):
        assert window.complaints == []
        assert window.strangers == []


@pytest.fixture
def windows(reader):
    """Two windows on one note: amina's and lucia's."""
    path = f"/en/desk/{COMMITMENT}2/note/"
    official = reader("desk").sign_in("amina", "en")
    observer = reader("phone").sign_in("lucia", "en")
    for window in (official, observer):
        window.open(path)
    return official, observer


def test_each_sees_the_other_and_what_they_save(windows):
    official, observer = windows
    here = official.page.locator("[data-here]")
    began = time.monotonic()
    here.get_by_text("Civil society · ").wait_for(timeout=15000)
    assert time.monotonic() - began <= 15
    assert "Lucía" not in here.inner_text()
    typed = f"{text_of(official)}\n\nWhat I am typing."
    official.page.locator("textarea[name=text]").press_sequentially("x")
    write(official, typed)
    write(observer, f"{text_of(observer)}\n\nSaved meanwhile.")
    save(observer)
    news = official.page.locator("[data-news]")
    news.get_by_text("was saved by Civil society").wait_for(timeout=15000)
    assert text_of(official) == typed  # untouched
    observer.page.goto("about:blank")
    here.get_by_text("Civil society · ").wait_for(state="detached", timeout=60000)


def test_what_is_typed_is_there_again(windows):
    official, _observer = windows
    write(official, "Half a sentence, and the power went")
    official.page.locator("[data-autosave-status]").get_by_text("Kept for you alone").wait_for()
    official.page.on("dialog", lambda dialog: dialog.accept())
    official.open(f"/en/desk/{COMMITMENT}2/note/")
    assert text_of(official) == "Half a sentence, and the power went"
    official.page.locator("form[action$='/draft/drop/'] button").click()
    official.page.wait_for_load_state()
    assert "Half a sentence" not in text_of(official)
