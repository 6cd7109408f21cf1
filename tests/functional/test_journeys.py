"""The main job from end to end: an official reports, a CSO observes, anybody reads and verifies."""

import re
import subprocess
import sys

import pytest

from tools.environment import ROOT

MILESTONE = "plans/vereda-example/commitments/1/milestones/3/"
COMMITMENT = "plans/vereda-example/commitments/1/"
WAYS = pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [
        ("es", "phone", True),
        ("en", "desk", True),
        ("es", "desk", False),
        ("en", "phone", False),
    ],
)


def choose(page, name, value):
    """Choose one of the large radio cards, as a thumb would: by its label."""
    box = page.locator(f"input[name={name}][value={value}]")
    unfold(box)
    box.locator("xpath=ancestor::label[1]").click()
    assert box.is_checked()


def unfold(place):
    """Open what a place is folded into, if it is."""
    folded = place.locator("xpath=ancestor::details[not(@open)]/summary")
    if folded.count():
        folded.first.click()


def publish(page):
    page.locator("main form button[type=submit]:not([name])").last.click()


def entry_address(page):
    assert re.search(r"/entries/[0-9a-f-]{36}/$", page.url), page.url
    return page.url


@WAYS
def test_both_sides_speak_and_anybody_reads_it(language, width, javascript, reader):
    said = f"Publicamos la tabla completa ({language}, {width})."
    seen = f"Descargamos la tabla: faltan dos programas ({language}, {width})."
    answer = f"Los agregamos hoy ({language}, {width})."

    official = reader(width, "light", javascript).sign_in("amina", language)
    official.open(f"/{language}/{MILESTONE}")
    official.page.locator("a[href$='/milestones/3/report/']").first.click()
    choose(official.page, "completion", "complete")
    official.page.fill("textarea[name=text]", said)
    publish(official.page)
    # Complete needs evidence: a sentence beside the field, and what was typed is still there.
    assert official.page.title().startswith("Error:")
    assert official.page.input_value("textarea[name=text]") == said
    official.page.fill("input[name=evidence-1-url]", "https://datos.vereda.example/tabla.csv")
    official.page.fill("input[name=evidence-1-title]", "La tabla")
    publish(official.page)
    report = entry_address(official.page)
    assert said in official.page.locator("main").inner_text()

    observer = reader(width, "dark", javascript).sign_in("lucia", language)
    observer.open(f"/{language}/{MILESTONE}")
    observer.page.locator("a[href$='/milestones/3/observe/']").first.click()
    choose(observer.page, "type", "disputes")
    observer.page.fill("textarea[name=text]", seen)
    choose(observer.page, "seen_by", "data_test")
    choose(observer.page, "completion", "limited")
    publish(observer.page)
    observation = entry_address(observer.page)

    official.page.goto(observation)
    official.page.locator("a[href$='/respond/']").first.click()
    choose(official.page, "outcome", "taken_up")
    official.page.fill("textarea[name=text]", answer)
    publish(official.page)
    entry_address(official.page)

    visitor = reader(width, "light", javascript)
    visitor.open(f"/{language}/{MILESTONE}")
    page_text = visitor.page.locator("main").inner_text()
    for words in (said, seen, answer):
        assert words in page_text
    visitor.open(f"/{language}/{COMMITMENT}")
    story = visitor.page.locator("main").inner_text()
    for words in (said, seen, answer):
        assert words in story
    visitor.open(f"/{language}/plans/vereda-example/history/")
    history = visitor.page.locator("main").inner_text()
    assert said in history
    assert seen in history
    for window in (official, observer, visitor):
        assert window.complaints == []
        assert window.strangers == []
    assert report != observation


@WAYS
def test_somebody_else_is_told_why_not(language, width, javascript, reader):
    window = reader(width, "light", javascript).sign_in("tomas", language)
    window.open(f"/{language}/{COMMITMENT}")
    assert window.page.locator("a[href$='/observe/']").count() == 0
    refused = window.open(f"/{language}/desk/{COMMITMENT}observe/")
    assert refused.status == 403
    assert "Ventanilla Siete" in window.page.locator("main").inner_text()


@WAYS
def test_two_windows_of_one_side_meet_in_a_conflict_and_lose_nothing(
    language, width, javascript, reader
):
    path = f"/{language}/desk/plans/vereda-example/commitments/1/milestones/5/report/"
    first = reader(width, "light", javascript).sign_in("amina", language)
    second = reader(width, "light", javascript).sign_in("amina", language)
    for window in (first, second):
        window.open(path)
        choose(window.page, "completion", "substantial")
    first.page.fill("textarea[name=text]", f"Primera ventana {language} {width}.")
    second.page.fill("textarea[name=text]", f"Segunda ventana {language} {width}.")
    publish(first.page)
    entry_address(first.page)
    publish(second.page)
    both = second.page.locator("main").inner_html()
    assert f"Primera ventana {language} {width}." in second.page.locator("main").inner_text()
    assert f"Segunda ventana {language} {width}." in re.sub(r"</?(ins|del)[^>]*>", "", both)


def test_a_stranger_verifies_the_exported_history(reader, onda, tmp_path):
    window = reader()
    window.open("/en/plans/vereda-example/history/")
    export = window.page.locator("a[href*='/history/export/']").first.get_attribute("href")
    verifier = window.page.locator("a[href*='verify_onda_history']").first.get_attribute("href")
    text = window.page.locator("main").inner_text()
    head = re.search(r"\b\d+:[0-9a-f]{64}\b", text)[0]
    for name, address in (("history.jsonl", export), ("verify.py", verifier)):
        (tmp_path / name).write_bytes(window.page.request.get(onda.at(address)).body())
    command = [sys.executable, tmp_path / "verify.py", tmp_path / "history.jsonl"]
    told = subprocess.run([*command, "--head", head], capture_output=True, text=True, check=False)
    assert (told.returncode, head in told.stdout) == (0, True), told.stdout + told.stderr
    damaged = (tmp_path / "history.jsonl").read_text().replace("Publicamos", "Prometemos", 1)
    (tmp_path / "history.jsonl").write_text(damaged)
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "was changed" in told.stdout
    assert ROOT not in tmp_path.parents


def test_the_language_switch_keeps_the_page(reader):
    window = reader("phone")
    window.open(f"/es/{COMMITMENT}?page=1")
    window.page.locator("a[hreflang=en]:visible").first.click()
    assert "/en/plans/vereda-example/commitments/1/" in window.page.url


def test_a_page_is_used_with_the_keyboard_alone(reader):
    window = reader()
    window.open("/en/plans/vereda-example/")
    window.page.keyboard.press("Tab")
    focused = window.page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main"
    window.page.keyboard.press("Enter")
    for _step in range(4):
        window.page.keyboard.press("Tab")
    inside = window.page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside


def test_signing_out_ends_it(reader):
    window = reader().sign_in("amina", "en", afresh=True)
    window.open("/en/desk/")
    button = window.page.locator("form[action*='logout'] button").first
    unfold(button)
    button.click()
    window.open("/en/desk/")
    assert "/accounts/login/" in window.page.url
