"""From an invitation to the desk, where everybody needs a second factor."""

import signal

import pytest

from tests.codes import code
from tests.functional.conftest import started
from tests.functional.joining import SECRET, invite, submit
from tests.functional.test_journeys import WAYS
from tests.functional.test_pages import assert_a_good_page

# Whoever keeps the members: the secretariat, or a lead of the organisation.
KEEPERS = {"es": "pat", "en": "lucia"}


@pytest.fixture(scope="module")
def onda(tmp_path_factory):
    """A site of its own, which asks everybody for a second factor."""
    # Passkeys belong to a name, not to a number.
    folder = tmp_path_factory.mktemp("getting-in")
    site = started(folder, host="localhost", ONDA_REQUIRE_MFA="all")
    site.keys = {}
    yield site
    site.stop(signal.SIGTERM)


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


@WAYS
def test_an_invited_person_comes_to_the_desk(language, width, javascript, reader):
    address = f"nadia.{language}.{width}@onda.example"
    keeper = reader(width, "light", javascript)
    come_in(keeper, KEEPERS[language], language)
    link = invite(keeper, "centro-tinaja", address, language, "member")
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
