"""From an invitation to the desk, where everybody needs a second factor."""

import email
import json
import re
import signal

import pytest

from tests.codes import code
from tests.functional.test_pages import assert_a_good_page
from tests.running import Site

SECRET = "siete gatos miran la lluvia"


@pytest.fixture(scope="module")
def onda(tmp_path_factory):
    """A site of its own, which asks everybody for a second factor."""
    folder = tmp_path_factory.mktemp("getting-in")
    site = Site(folder, ONDA_REQUIRE_MFA="all")
    # Passkeys belong to a name, not to a number.
    root = site.url().rstrip("/").replace("127.0.0.1", "localhost")
    sign_ins = json.loads((folder / "var/demo-sign-ins.json").read_text())
    site.people = {person["email"].split("@")[0]: person for person in sign_ins}
    site.root, site.sessions, site.folder = root, {}, folder / "var"
    site.keys = {}
    site.at = lambda path: f"{root}{path}"
    yield site
    site.stop(signal.SIGTERM)


def submit(window):
    with window.page.expect_navigation():
        window.page.locator("main form[data-once] .btn--main").click()


def set_up_codes(window):
    """Set up an app with codes on the page that asks for it; return its key."""
    assert "/2fa/app/add/" in window.page.url
    key = window.page.locator("#key").inner_text()
    window.page.fill("input[name=code]", code(key))
    submit(window)
    assert "/2fa/codes/" in window.page.url
    return key


def come_in(window, name, language):
    """Sign in as one of the cast, with the second factor that was set up before, if any."""
    person = window.site.people[name]
    window.open(f"/{language}/accounts/login/")
    window.page.fill("input[name=login]", person["email"])
    window.page.fill("input[name=password]", person["password"])
    submit(window)
    if "/2fa/code/" not in window.page.url:
        window.site.keys[name] = set_up_codes(window)
        return
    # The next code: the one of now may have been used a moment ago.
    window.page.fill("input[name=code]", code(window.site.keys[name], steps=1))
    submit(window)


def mailed_to(site, address):
    """Return the text of the last mail to an address."""
    for path in sorted((site.folder / "mail").iterdir(), reverse=True):
        message = email.message_from_bytes(path.read_bytes())
        if message["To"] == address:
            return message.get_payload(decode=True).decode(message.get_content_charset())
    raise AssertionError(address)


@pytest.mark.parametrize(
    ("language", "width", "javascript", "inviter"),
    [("es", "phone", False, "pat"), ("en", "desk", True, "lucia")],
)
def test_an_invited_person_comes_to_the_desk(language, width, javascript, inviter, reader, onda):
    address = f"nadia.{language}@onda.example"
    keeper = reader(width, "light", javascript)
    come_in(keeper, inviter, language)
    keeper.open(f"/{language}/accounts/organisations/centro-tinaja/members/")
    keeper.page.locator("a[href$='/members/invite/']").click()
    keeper.page.fill("input[name=email]", address)
    keeper.page.locator(f"input[name=language][value={language}]").check()
    submit(keeper)
    assert address in keeper.page.locator("#invitations").inner_text()

    link = re.search(r"http://\S+(/\w\w/accounts/invitation/\S+)", mailed_to(onda, address))[1]
    assert link.startswith(f"/{language}/")
    newcomer = reader(width, "dark", javascript)
    newcomer.open(link)
    if javascript:
        assert_a_good_page(newcomer, language)
    newcomer.page.fill("input[name=name]", "Nadia Corral")
    newcomer.page.fill("input[name=password1]", SECRET)
    newcomer.page.fill("input[name=password2]", "something else entirely")
    submit(newcomer)
    assert newcomer.page.title().startswith("Error:")
    assert newcomer.page.input_value("input[name=name]") == "Nadia Corral"
    newcomer.page.fill("input[name=password1]", SECRET)
    newcomer.page.fill("input[name=password2]", SECRET)
    submit(newcomer)
    if javascript:
        assert_a_good_page(newcomer, language)
    set_up_codes(newcomer)
    assert newcomer.page.locator("main li.hash").count() == 10
    if javascript:
        assert_a_good_page(newcomer, language)
    newcomer.page.locator("main a.btn--main").click()
    assert newcomer.page.url.endswith(f"/{language}/desk/")
    assert "Tinaja" in newcomer.page.locator(".acting").inner_text()

    # The one who keeps the members ends it; the next page asks to sign in.
    keeper.open(f"/{language}/accounts/organisations/centro-tinaja/members/")
    row = keeper.page.locator("tr", has_text=address)
    row.locator("a[href$='/end/']").click()
    submit(keeper)
    newcomer.open(f"/{language}/desk/")
    assert "/accounts/login/" in newcomer.page.url
    for window in (keeper, newcomer):
        assert window.complaints == []
        assert window.strangers == []


def test_a_passkey_is_added_and_signs_in(reader, onda):
    window = reader()
    browser = window.context.new_cdp_session(window.page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    come_in(window, "tomas", "en")
    window.open("/en/accounts/2fa/passkeys/add/")
    window.page.locator("form[data-passkey] .btn--main").click()
    window.page.wait_for_url(lambda url: url.endswith("/en/accounts/"))
    assert "Passkey 1" in window.page.locator("#second-factor").inner_text()
    assert_a_good_page(window, "en")
    window.open("/en/accounts/logout/")
    submit(window)
    person = onda.people["tomas"]
    window.open("/en/accounts/login/")
    window.page.fill("input[name=login]", person["email"])
    window.page.fill("input[name=password]", person["password"])
    submit(window)
    assert_a_good_page(window, "en")
    window.page.locator("form[data-passkey] button").click()
    window.page.wait_for_url(lambda url: url.endswith("/en/desk/"))
    assert window.complaints == []
