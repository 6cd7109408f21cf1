"""Every page, in both languages, both schemes and at two widths, as a browser and axe see it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.functional.conftest import Reader, how

EXAMPLE = "plans/vereda-example/"
ARCHIVE = "plans/mexico-2019-2022/"
PUBLIC = {
    "home": "",
    "plans": "plans/",
    "plan": EXAMPLE,
    "archive-plan": ARCHIVE,
    "commitments": f"{EXAMPLE}commitments/",
    "commitments-filtered": f"{EXAMPLE}commitments/?divergence=contested&sort=contested",
    "commitments-none": f"{EXAMPLE}commitments/?q=zzzz",
    "archive-commitments": f"{ARCHIVE}commitments/",
    "commitment": f"{EXAMPLE}commitments/1/",
    "commitment-silent": f"{EXAMPLE}commitments/10/",
    "commitment-texts": f"{EXAMPLE}commitments/2/?compare=1-2",
    "archive-commitment": f"{ARCHIVE}commitments/1/",
    "milestone": f"{EXAMPLE}commitments/1/milestones/2/",
    "milestone-agreed": f"{EXAMPLE}commitments/8/milestones/2/",
    "joint-note": f"{EXAMPLE}commitments/8/milestones/2/note/",
    "history": "history/",
    "plan-history": f"{EXAMPLE}history/",
    "proposals": f"{EXAMPLE}proposals/",
    "advice": f"{EXAMPLE}commitments/1/advice/",
    "ripples": "ripples/",
    "ripples-filtered": "ripples/?layer=data&state=corroborated",
    "ripples-none": "ripples/?q=zzzz",
    "organisations": "organisations/",
    "organisation-advice": "organisations/centro-tinaja/advice/",
    "moderation": "moderation/",
    "help": "help/",
    "guide": "help/civil-society/",
    "about": "about/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "sign-in": "accounts/login/",
    "reset": "accounts/password/reset/",
    "join": "accounts/join/",
    "invitation-unknown": "accounts/invitation/?token=unknown",
    "missing": "plans/no-such-plan/",
}
MISSING = ("missing", "invitation-unknown")
SIGNED_IN = {
    "desk-official": ("amina", "desk/"),
    "desk-cso": ("lucia", "desk/"),
    "desk-empty": ("irene", "desk/"),
    "report": ("amina", f"desk/{EXAMPLE}commitments/1/milestones/2/report/"),
    "observe": ("lucia", f"desk/{EXAMPLE}commitments/1/observe/"),
    "assess": ("irene", f"desk/{EXAMPLE}commitments/1/assess/"),
    "ripple": ("lucia", f"desk/{EXAMPLE}commitments/1/ripple/"),
    "note": ("amina", f"desk/{EXAMPLE}commitments/1/milestones/2/note/"),
    "note-revisions": ("lucia", f"desk/{EXAMPLE}commitments/1/milestones/2/note/revisions/"),
    "note-compared": (
        "lucia",
        f"desk/{EXAMPLE}commitments/1/milestones/2/note/revisions/?from=1&to=2",
    ),
    "note-signing": ("amina", f"desk/{EXAMPLE}commitments/1/milestones/2/note/sign/"),
    "note-withdrawing": (
        "omar",
        f"desk/{EXAMPLE}commitments/8/milestones/2/note/agreed/2/withdraw/",
    ),
    "nothing": ("amina", f"desk/{EXAMPLE}commitments/3/milestones/3/nothing/"),
    "propose-date": ("amina", f"desk/{EXAMPLE}commitments/1/milestones/2/propose/due-date/"),
    "propose-milestone": ("amina", f"desk/{EXAMPLE}commitments/1/milestones/2/propose/text/"),
    "propose-text": ("lucia", f"desk/{EXAMPLE}commitments/1/propose/text/"),
    "propose-state": ("lucia", f"desk/{EXAMPLE}commitments/1/propose/state/"),
    "propose-seat": ("lucia", f"desk/{EXAMPLE}commitments/1/propose/seat/"),
    "table": ("pat", f"desk/{EXAMPLE}commitments/1/table/"),
    "passage": ("amina", "desk/round/all/"),
    "handover": ("lucia", f"desk/{EXAMPLE}handover/centro-tinaja/"),
    "refused": ("tomas", f"desk/{EXAMPLE}commitments/1/observe/"),
    "sessions": ("amina", "accounts/sessions/"),
    "password": ("amina", "accounts/password/change/"),
    "security": ("pat", "accounts/"),
    "app": ("amina", "accounts/2fa/app/add/"),
    "passkey": ("amina", "accounts/2fa/passkeys/add/"),
    "members": ("lucia", "accounts/organisations/centro-tinaja/members/"),
    "invite": ("lucia", "accounts/organisations/centro-tinaja/members/invite/"),
    "commitment-signed-in": ("lucia", f"{EXAMPLE}commitments/1/"),
}
# Pages whose addresses nobody knows before: where somebody begins, and which links they follow.
LED_TO = {
    "settling": ("lucia", "desk/", "a[href$='/settle/']"),
    "escalating": (
        "lucia",
        "organisations/centro-tinaja/advice/?outcome=not_resolved",
        "main li a[href*='/entries/']",
        "a[href$='/escalate/']",
    ),
    "closing": ("pat", "desk/", "a[href$='/close/']"),
    "finding": ("amina", "desk/", "main a[href$='/find/']"),
    "ripple-told": ("lucia", "ripples/?state=lasting", "main h2 a[href*='/entries/']"),
    "proposal": ("lucia", "desk/", "main a[href*='/proposals/']"),
    "countering": ("lucia", "desk/", "main a[href*='/proposals/']", "a[href$='/counter/']"),
    "embargoed": ("lucia", "desk/", "main a[href$='/take-back/']"),
    "hiding": (
        "omar",
        f"{EXAMPLE}commitments/8/",
        "main a[href*='/entries/']",
        "a[href$='/hold/']",
    ),
    "erasing": (
        "omar",
        f"{EXAMPLE}commitments/8/",
        "main a[href*='/entries/']",
        "a[href$='/redact/']",
    ),
    "member": ("lucia", "accounts/organisations/centro-tinaja/members/", "main a[href$='/end/']"),
}
LOOKS = [(width, scheme) for width in ("phone", "desk") for scheme in ("light", "dark")]
# Every page is looked at four ways in each language. axe, which takes long, sees each look in one language
# and each language at both widths and in both schemes: words stand in the same places, schemes change colours alone.
SEEN_BY_AXE = {"es": (LOOKS[0], LOOKS[3]), "en": (LOOKS[1], LOOKS[2])}


@pytest.fixture(scope="module")
def seen_by(browser, onda):
    """Return `seen_by(name)`: the one window in which somebody, or a visitor, looks at all the pages."""
    windows = {}

    def window_of(name=None):
        if name not in windows:
            windows[name] = Reader(browser.new_context(**how("desk")), onda)
            if name:
                windows[name].sign_in(name)
        window = windows[name]
        window.complaints.clear()
        window.strangers.clear()
        window.look(*LOOKS[0])
        return window

    yield window_of
    for window in windows.values():
        window.context.close()


def assert_a_good_page(window, language):
    """Assert what every page must be, on the page that a window shows, as it shows it."""
    assert_well_formed(window.page, language)
    assert_fits(window.page)
    assert_usable_by_all(window)


def assert_a_good_page_in_all_looks(window, language):
    """Assert what every page must be, on the page that a window shows, at both widths and in both schemes."""
    assert_well_formed(window.page, language)
    for look in LOOKS:
        window.look(*look)
        assert_fits(window.page)
        if look in SEEN_BY_AXE[language]:
            assert_usable_by_all(window)


def assert_well_formed(page, language):
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("link[rel=canonical]").count() == 1
    alternates = page.locator("link[rel=alternate][hreflang]")
    assert alternates.count() >= 2
    assert page.title().strip()


def assert_fits(page):
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, f"{wider} px wider than the window"


def assert_usable_by_all(window):
    found = Axe().run(window.page)
    assert found.violations_count == 0, found.generate_report()
    assert window.complaints == []
    assert window.strangers == []


def languages():
    return pytest.mark.parametrize("language", ["es", "en"])


@languages()
@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_good(name, language, seen_by):
    window = seen_by()
    answer = window.open(f"/{language}/{PUBLIC[name]}")
    assert answer.status == (404 if name in MISSING else 200)
    assert_a_good_page_in_all_looks(window, language)


@languages()
@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_signed_in_page_is_good(name, language, seen_by):
    person, path = SIGNED_IN[name]
    window = seen_by(person)
    answer = window.open(f"/{language}/{path}")
    assert answer.status == (403 if name == "refused" else 200)
    assert_a_good_page_in_all_looks(window, language)


@pytest.mark.parametrize("name", LED_TO)
def test_a_page_to_which_links_lead_is_good(name, reader):
    person, start, *links = LED_TO[name]
    for language, look in (("es", LOOKS[0]), ("en", LOOKS[3])):
        window = reader(*look).sign_in(person, language)
        window.open(f"/{language}/{start}")
        for link in links:
            window.open(window.page.locator(link).first.get_attribute("href"))
        assert_a_good_page(window, language)


@languages()
def test_an_entry_and_an_organisation_are_good_pages(language, seen_by):
    window = seen_by()
    for part in ("/entries/", "/organisations/"):
        window.open(f"/{language}/{EXAMPLE}commitments/1/")
        path = window.page.locator(f"main a[href*='/{language}{part}']").first.get_attribute("href")
        assert window.open(path).status == 200
        assert_a_good_page_in_all_looks(window, language)


def test_no_link_of_a_public_page_is_dead(reader, onda):
    window = reader()
    seen, waiting = set(), ["/es/", "/en/"]
    while waiting and len(seen) < 150:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = window.page.request.get(onda.at(path), max_redirects=5)
        assert answer.status in (200, 304), f"{path}: {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for target in re.findall(r'href="(/[^"#]*)', answer.text()):
            target = target.replace("&amp;", "&")
            elsewhere = "/accounts/" in target or "/static/" in target
            # Of the many pages and filters of a list, a few are enough.
            if target not in seen and not elsewhere and ("?" not in target or len(seen) < 60):
                waiting.append(target)
    assert len(seen) > 60


@pytest.mark.parametrize("name", ["plan", "commitment", "commitments"])
def test_a_page_can_be_read_when_printed(name, reader, tmp_path):
    window = reader()
    window.open(f"/es/{PUBLIC[name]}")
    window.page.emulate_media(media="print")
    assert not window.page.locator(".site-nav, nav.menu, .btn:visible").first.is_visible()
    assert window.page.locator("h1").is_visible()
    document = window.page.pdf(path=tmp_path / "page.pdf")
    assert document[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["plan", "commitments", "commitment"])
def test_budgets_of_bytes_are_kept(name, reader):
    window = reader()
    weights = {"document": 0, "stylesheet": 0, "script": 0}

    def weigh(request):
        if request.resource_type in weights:
            weights[request.resource_type] += request.sizes()["responseBodySize"]

    window.page.on("requestfinished", weigh)
    window.open(f"/es/{PUBLIC[name]}")
    window.page.wait_for_load_state("networkidle")
    limits = {"document": 40, "stylesheet": 12, "script": 20}  # KB, compressed
    for kind, limit in limits.items():
        assert 0 < weights[kind] <= limit * 1024, weights
