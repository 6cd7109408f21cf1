"""Changing a password, and setting one by a mailed link."""

import datetime as dt
import re

import pytest
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.actions.users import add_user, change_user
from accounts.models import User
from ledger.models import HistoryEntry
from tests.factories.people import PASSWORD

NEW = "siete gatos miran la lluvia"
ASK = "/en/accounts/password/reset/"
CHANGE = "/en/accounts/password/change/"


def ask(client, email="lucia@onda.example", where=ASK, **extra):
    return client.post(where, {"email": email}, **extra)


def link():
    """Return the path of the link in the last mail."""
    url = re.search(r"http://testserver(/\S+/password/reset/key/\S+)", mail.outbox[-1].body)
    return url[1]


def set_new(client, path, first=NEW, second=None):
    form = client.get(path, follow=True).request["PATH_INFO"]
    return client.post(form, {"password1": first, "password2": second or first})


def has(user, password):
    return check_password(password, User.objects.get(pk=user.pk).password)


def test_a_mailed_link_sets_a_new_password(client, lucia):
    assert ask(client).url == "/en/accounts/password/reset/done/"
    response = set_new(client, link())
    assert response.url == "/en/accounts/password/reset/key/done/"
    assert has(lucia, NEW)


def test_the_key_does_not_stay_in_the_address(client, lucia):
    ask(client)
    response = client.get(link())
    assert response.url.endswith("-set-password/")


def test_somebody_without_a_password_sets_their_first_one(client, operator):
    user = add_user(email="new@onda.example", name="New", by=operator)
    ask(client, "NEW@onda.example ")
    set_new(client, link())
    assert has(user, NEW)


def test_the_mail_says_what_it_is_for(client, lucia):
    ask(client)
    message = mail.outbox[-1]
    assert message.subject == "Onda: Set your password"
    assert message.to == ["lucia@onda.example"]
    assert "Hello Lucia," in message.body
    assert "It works for one day, and once:" in message.body


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_mail_leads_back_to_the_language_of_the_page(client, lucia, language):
    ask(client, where=f"/{language}/accounts/password/reset/")
    assert f"http://testserver/{language}/accounts/password/reset/key/" in mail.outbox[-1].body


def test_an_unknown_address_is_answered_alike(client, lucia):
    known, unknown = ask(client), ask(client, "nobody@onda.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [
        ["lucia@onda.example"],
        ["nobody@onda.example"],
    ]
    assert "/key/" not in mail.outbox[1].body
    assert "No account that can sign in has this address." in mail.outbox[1].body


def test_a_shut_account_gets_no_link(client, here):
    change_user(user=here.lucia, by=here.operator, seen_version=1, is_active=False)
    ask(client)
    assert "/key/" not in mail.outbox[0].body


def test_the_link_carries_our_host_whatever_the_request_names(client, lucia):
    ask(client, HTTP_HOST="localhost")
    assert "localhost" not in mail.outbox[0].body
    assert "http://testserver/en/accounts/password/reset/key/" in mail.outbox[0].body


def test_a_foreign_host_is_refused(client, lucia):
    assert ask(client, HTTP_HOST="evil.example").status_code == 400
    assert mail.outbox == []


def test_a_link_works_once(client, lucia):
    ask(client)
    path = link()
    set_new(client, path)
    page = Client().get(path)
    assert "This link was used already" in page.content.decode()


def test_a_link_works_for_one_day(client, lucia, clock):
    ask(client)
    clock.shift(dt.timedelta(days=1, seconds=1))
    assert "This link was used already" in client.get(link()).content.decode()


@pytest.mark.parametrize(
    "key",
    ["1-x", "zzzzzzzzzzzzzz-x", "0-x", "9999999999999-x-y", "1-set-password", "a-" + 900 * "z"],
)
def test_a_made_up_link_is_answered_with_a_way_on(client, here, key):
    page = client.get(f"/en/accounts/password/reset/key/{key}/")
    assert page.status_code == 200
    assert "Ask for another link" in page.content.decode()


def test_setting_a_password_writes_nothing_else(client, here):
    """What changed between opening the link and using it (a shut account) stays changed."""
    ask(client)
    form = client.get(link(), follow=True).request["PATH_INFO"]
    before = HistoryEntry.objects.count()
    user = User.objects.get(pk=here.lucia.pk)
    change_user(user=user, by=here.operator, seen_version=1, is_active=False)
    client.post(form, {"password1": NEW, "password2": NEW})
    user = User.objects.get(pk=here.lucia.pk)
    assert (user.is_active, user.version) == (False, 2)
    assert HistoryEntry.objects.count() == before + 1


def test_a_new_password_ends_all_sessions(as_, lucia):
    browser = as_(lucia)
    other = Client()
    ask(other)
    set_new(other, link())
    assert browser.get("/en/accounts/sessions/").status_code == 302


def test_a_changed_password_is_told_by_mail(client, lucia):
    ask(client)
    set_new(client, link())
    assert mail.outbox[-1].subject == "Onda: Your password was changed"
    assert "If it was not you" in mail.outbox[-1].body


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b", "x\x00@onda.example", 400 * "a" + "@x.mx"]
)
def test_what_is_no_address_gets_the_form_back(client, db, email):
    response = ask(client, email)
    assert response.status_code == 200
    assert "Error:" in response.content.decode()
    assert mail.outbox == []


def test_an_address_cannot_bring_headers_into_a_mail(client, db):
    ask(client, "victim@x.example\nBcc: all@x.example")
    assert mail.outbox == []


def test_nobodys_mailbox_is_flooded(client, lucia, clock):
    for number in range(5):
        assert ask(client, REMOTE_ADDR=f"203.0.113.{number}").status_code == 302
    response = ask(client, REMOTE_ADDR="203.0.113.99")
    page = response.content.decode()
    assert response.status_code == 429
    assert "Too many links were asked for." in page
    assert 'value="lucia@onda.example"' in page
    assert len(mail.outbox) == 5
    clock.shift(dt.timedelta(hours=1, seconds=1))
    assert ask(client).status_code == 302


def test_a_source_that_tries_many_addresses_is_slowed_down(client, lucia):
    answers = [ask(client, f"person{number}@x.example").status_code for number in range(12)]
    assert answers == [302] * 10 + [429] * 2


def test_a_mail_server_that_is_down_is_told(client, lucia, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for email in ("lucia@onda.example", "nobody@onda.example"):
        response = ask(client, email)
        assert response.status_code == 503
        assert "The mail could not be sent just now." in response.content.decode()
        assert f'value="{email}"' in response.content.decode()


def test_a_mail_server_that_is_down_does_not_stop_a_change(as_, lucia, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert change(as_(lucia)).status_code == 302
    assert has(lucia, NEW)


def change(browser, old=PASSWORD, first=NEW, second=None):
    fields = {"oldpassword": old, "password1": first, "password2": second or first}
    return browser.post(CHANGE, fields)


def test_somebody_changes_their_password_and_signs_in_again(as_, lucia):
    browser = as_(lucia)
    response = change(browser)
    assert response.url == reverse("account_login")
    page = browser.get(response.url).content.decode()
    assert "Your password was changed." in page
    assert "_auth_user_id" not in browser.session
    assert has(lucia, NEW)


def test_changing_asks_for_the_current_password(as_, lucia):
    page = change(as_(lucia), old="not this").content.decode()
    assert "This is not your current password." in page
    assert not has(lucia, NEW)


def test_both_lines_must_agree(as_, lucia):
    page = change(as_(lucia), second="siete gatos miran la luna").content.decode()
    assert "You must type the same password each time." in page
    assert not has(lucia, NEW)


@pytest.mark.parametrize(
    "password",
    [
        "short words",
        "123456789012",
        "password1234",
        "lucia@onda.example",
        "Onda-2026-Gobierno-Abierto",
        129 * "x",
        "",
    ],
)
def test_a_weak_password_is_refused(as_, lucia, password):
    response = change(as_(lucia), first=password)
    assert response.status_code == 200
    assert "Error:" in response.content.decode()
    assert has(lucia, PASSWORD)


@pytest.mark.parametrize("password", ["doce letras!", 64 * "ñu", "  con espacios al borde  "])
def test_a_password_of_12_to_128_characters_is_taken_as_it_is(as_, lucia, password):
    change(as_(lucia), first=password)
    assert has(lucia, password)


def test_somebody_without_a_password_is_led_to_the_mailed_link(as_, lucia):
    lucia.set_unusable_password()
    lucia.save(update_fields=["password"])
    assert as_(lucia).get(CHANGE).url == ASK


def test_changing_many_times_is_slowed_down(as_, lucia):
    browser = as_(lucia)
    answers = [change(browser, old="wrong").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    page = change(browser, old="wrong").content.decode()
    assert "Too many requests" in page
