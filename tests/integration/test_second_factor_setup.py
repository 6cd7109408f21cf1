"""Setting up a second factor and taking it away: an app with codes, recovery codes, passkeys."""

import datetime as dt
import json
import logging
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from accounts.models import User
from tests import factories, world
from tests.codes import APP, CODES, STEP, code, is_in, key_on, set_up, with_password
from tests.factories.people import PASSWORD, SECRET
from tests.sending import form_of, send, text_of

SECURITY = "/en/accounts/"
DESK = "/en/desk/"


@pytest.fixture
def for_all(settings):
    settings.SECOND_FACTOR_FOR = "all"


# --- Setting it up and taking it away -------------------------------------------------------------


def test_an_app_is_set_up_with_a_picture_and_a_key_in_the_page(as_, lucia):
    browser = as_(lucia)
    page = browser.get(APP)
    text = page.content.decode()
    assert "<svg" in text
    assert "data:image" not in text
    assert "style=" not in text
    assert "no-store" in page["Cache-Control"]
    assert len(key_on(page).replace(" ", "")) == 32
    assert send(browser, page, code=code(key_on(page))).url == CODES


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(as_, lucia):
    browser = as_(lucia)
    page = browser.get(APP)
    response = send(browser, page, code="000000")
    assert key_on(response) == key_on(page)
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_for_ten_minutes_then_never(as_, lucia, clock):
    browser = as_(lucia)
    set_up(browser)
    shown = re.findall(r"\d{8}", text_of(browser.get(CODES)))
    file = browser.get(f"{CODES}file/")
    assert file["Content-Type"].startswith("text/plain")
    assert "attachment" in file["Content-Disposition"]
    assert all(one in file.content.decode() for one in shown[:10])
    clock.shift(dt.timedelta(minutes=11))
    browser.post("/en/accounts/again/", {"password": PASSWORD})
    page = text_of(browser.get(CODES))
    assert "not shown again" in page
    assert shown[0] not in page
    assert browser.get(f"{CODES}file/").status_code == 404


def test_new_recovery_codes_replace_the_old_ones(as_, lucia):
    browser = as_(lucia)
    set_up(browser)
    old = re.findall(r'"hash">(\d{8})<', text_of(browser.get(CODES)))
    assert send(browser, f"{CODES}new/").url == CODES
    new = re.findall(r'"hash">(\d{8})<', text_of(browser.get(CODES)))
    assert len(new) == 10
    assert not set(new) & set(old)


def test_recovery_codes_alone_are_no_factor(as_, lucia):
    response = as_(lucia).get(CODES)
    assert response.status_code == 404
    assert "Set one up first" in text_of(send(as_(lucia), f"{CODES}new/"))


def test_an_old_sign_in_is_asked_again_before_anything_changes(as_, lucia, clock):
    browser = as_(lucia)
    clock.shift(dt.timedelta(minutes=6))
    response = browser.get(APP)
    assert response.url.startswith("/en/accounts/again/?next=")
    asked = browser.get(response.url)
    wrong = send(browser, asked, password="not it")
    assert "This is not your password" in text_of(wrong)
    assert send(browser, asked, password=PASSWORD).url == APP
    assert browser.get(APP).status_code == 200


def test_what_is_asked_again_may_be_a_code(as_, lucia, clock):
    factories.set_up_codes(lucia)
    browser = as_(lucia)
    clock.shift(dt.timedelta(minutes=6))
    asked = browser.get(browser.get("/en/accounts/2fa/app/remove/").url)
    assert "Use a code" in text_of(asked)
    way = re.search(r'href="(/en/accounts/2fa/again/\?[^"]+)"', asked.content.decode())[1]
    response = send(browser, way, code=code(SECRET))
    assert response.url == "/en/accounts/2fa/app/remove/"


def test_an_app_is_removed_where_nobody_asks_for_one(as_, lucia):
    browser = as_(lucia)
    set_up(browser)
    mail.outbox.clear()
    assert send(browser, "/en/accounts/2fa/app/remove/").url == SECURITY
    assert not Authenticator.objects.exists()
    assert is_in(browser)


def test_the_last_factor_stays_where_one_is_needed(as_, lucia, for_all):
    browser = as_(lucia)
    set_up(browser)
    page = send(browser, "/en/accounts/2fa/app/remove/")
    assert "Add another one before you remove this one" in text_of(page)
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_is_told_by_mail_and_logged(client, caplog):
    here = world.load()
    caplog.set_level(logging.INFO, "accounts.security")
    client.force_login(here.lucia)
    set_up(client)
    assert "second-factor-added" in caplog.text
    assert "lucia" not in caplog.text
    assert mail.outbox[-1].to == [here.lucia.email]
    assert "An app with codes was added" in mail.outbox[-1].body
    assert "http://testserver/en/accounts/password/reset/" in mail.outbox[-1].body


# --- Passkeys: what the browser sends is not believed -------------------------------------------

HOSTILE = [
    "",
    "x",
    "[]",
    '"x"',
    "null",
    "{}",
    '{"id": "x"}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "attestationObject": "oA",
                "authenticatorData": "AA",
                "signature": "AA",
                "userHandle": "AA",
            },
        }
    ),
]


@pytest.mark.parametrize("credential", HOSTILE)
def test_a_made_up_passkey_is_refused_with_a_sentence(as_, here, credential):
    added = as_(here.lucia).get("/en/accounts/2fa/passkeys/add/")
    assert "credential" in form_of(added) or "data-passkey" in added.content.decode()
    response = as_(here.lucia).post(
        "/en/accounts/2fa/passkeys/add/", {"name": "K", "credential": credential}
    )
    assert response.status_code == 200
    assert "<title>Error:" in text_of(response)
    assert not Authenticator.objects.exists()
    factories.set_up_codes(here.tomas)
    browser, _response = with_password(here.tomas)
    response = browser.post(STEP, {"credential": credential})
    assert response.status_code == 200
    assert "<title>Error:" in text_of(response)
    assert not is_in(browser)


def test_nobody_removes_the_passkey_of_somebody_else(as_, here):
    theirs = Authenticator.objects.create(
        user=here.amina, type="webauthn", data={"name": "K", "credential": {}}
    )
    path = f"/en/accounts/2fa/passkeys/{theirs.pk}/remove/"
    assert as_(here.lucia).get(path).status_code == 404
    assert as_(here.lucia).post(path).status_code == 404
    assert Authenticator.objects.exists()


def test_what_was_removed_already_is_told_and_leads_back(as_, here):
    browser = as_(here.lucia)
    for path in ("2fa/app/remove/", "2fa/passkeys/7/remove/"):
        response = browser.post(f"{SECURITY}{path}", follow=True)
        assert response.redirect_chain == [(SECURITY, 302)]
        assert "It was removed already." in text_of(response)
        assert browser.get(f"{SECURITY}{path}").status_code == 404


def test_the_last_passkey_stays_where_one_is_needed(as_, here, for_all):
    own = Authenticator.objects.create(
        user=here.lucia, type="webauthn", data={"name": "K", "credential": {}}
    )
    browser = as_(here.lucia)
    path = f"/en/accounts/2fa/passkeys/{own.pk}/remove/"
    assert "Add another one" in text_of(send(browser, path))
    assert "K" in text_of(browser.get(SECURITY))
    factories.set_up_codes(here.lucia)
    assert send(browser, path).url == SECURITY
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.usefixtures("strict_templates")
@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_are_given_all_that_they_show(here, language):
    browser = Client()
    browser.force_login(here.lucia)
    paths = [APP, SECURITY, "/en/accounts/2fa/passkeys/add/", "/en/accounts/again/"]
    later = [CODES, f"{CODES}new/", "/en/accounts/2fa/app/remove/", "/en/accounts/2fa/again/"]
    for path in paths:
        looked_at(browser, path, language)
    set_up(browser)
    for path in (*later, SECURITY):
        looked_at(browser, path, language)
    Authenticator.objects.create(
        user=User.objects.get(pk=here.tomas.pk),
        type="webauthn",
        data={"name": "K", "credential": {}},
    )
    browser, _response = with_password(here.lucia)
    looked_at(browser, STEP, language)


def looked_at(browser, path, language):
    response = browser.get(path.replace("/en/", f"/{language}/"))
    assert response.status_code == 200, path
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode()
    assert text.count("<h1>") == 1
    assert f'<html lang="{language}">' in text
