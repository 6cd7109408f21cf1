"""The second factor: asked after the password, set up first where it must be, and lost now and then."""

import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actions.second_factor import reset_second_factor
from accounts.authorization.verdicts import NotAllowed
from ledger.models import Chain, HistoryEntry, recorded_models
from ledger.verification import rebuild_check
from tests import factories, world
from tests.codes import APP, CODES, LOGIN, STEP, code, is_in, key_on, set_up, with_password
from tests.factories.people import PASSWORD, SECRET
from tests.integration.admin_forms import page_of
from tests.sending import send, text_of

SECURITY = "/en/accounts/"
DESK = "/en/desk/"


@pytest.fixture
def for_all(settings):
    settings.SECOND_FACTOR_FOR = "all"


@pytest.fixture
def for_stewards(settings):
    settings.SECOND_FACTOR_FOR = "stewards"


# --- Signing in -----------------------------------------------------------------------------------


def test_the_password_alone_does_not_let_in(here):
    factories.set_up_codes(here.lucia)
    browser, response = with_password(here.lucia)
    assert response.url == STEP
    assert not is_in(browser)
    browser, _response = with_password(here.lucia)
    assert send(browser, STEP, code=code(SECRET)).url == "/en/desk/"
    assert is_in(browser)


def test_one_goes_on_to_where_one_wanted_to(here):
    factories.set_up_codes(here.lucia)
    browser = Client()
    browser.post(
        f"{LOGIN}?next={SECURITY}",
        {"login": here.lucia.email, "password": PASSWORD, "next": SECURITY},
    )
    assert send(browser, STEP, code=code(SECRET)).url == SECURITY


def test_nobody_skips_the_password(client, db):
    assert client.get(STEP).url == LOGIN
    assert client.post(STEP, {"code": "123456"}).url == LOGIN


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_a_step_off(here, steps):
    factories.set_up_codes(here.lucia)
    browser, _response = with_password(here.lucia)
    assert send(browser, STEP, code=code(SECRET, steps)).status_code == 302


@pytest.mark.parametrize("typed", ["", "123456", "x" * 40, "١٢٣٤٥٦", "<script>", "\x00", "12345"])
def test_a_wrong_code_is_told_and_asked_again(here, typed):
    factories.set_up_codes(here.lucia)
    browser, _response = with_password(here.lucia)
    for steps in (-9, 9):
        assert send(browser, STEP, code=code(SECRET, steps)).status_code == 200
    response = send(browser, STEP, code=typed)
    assert response.status_code == 200
    assert "<title>Error:" in text_of(response)
    assert "<script>" not in response.content.decode().replace("<script src", "")
    assert not is_in(browser)


def test_a_code_works_once(here, clock):
    factories.set_up_codes(here.lucia)
    first, _response = with_password(here.lucia)
    used = code(SECRET, 1)
    assert send(first, STEP, code=used).status_code == 302
    for seconds in (0, 20, 20, 15):
        clock.shift(dt.timedelta(seconds=seconds))
        second, _response = with_password(here.lucia)
        response = send(second, STEP, code=f"{used[:3]} {used[3:]}")
        assert "was used already" in text_of(response)
        assert not is_in(second)


def test_the_code_that_set_it_up_does_not_sign_in(as_, here):
    page = as_(here.lucia).get(APP)
    key = key_on(page)
    used = code(key)
    send(as_(here.lucia), page, code=used)
    browser, _response = with_password(here.lucia)
    assert "was used already" in text_of(send(browser, STEP, code=used))


def test_wrong_codes_slow_down_and_lock_nobody_out(here, clock):
    factories.set_up_codes(here.lucia)
    browser, _response = with_password(here.lucia)
    for _ in range(10):
        assert send(browser, STEP, code="000000").status_code == 200
    response = browser.post(STEP, {"code": code(SECRET)})
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Wait a minute" in text_of(response)
    clock.shift(dt.timedelta(seconds=61))
    assert send(browser, STEP, code=code(SECRET)).status_code == 302


def test_a_recovery_code_lets_in_once(as_, here):
    browser = as_(here.lucia)
    set_up(browser)
    codes = re.findall(r'<li class="hash">(\d{8})</li>', text_of(browser.get(CODES)))
    assert len(codes) == 10
    other, _response = with_password(here.lucia)
    assert send(other, STEP, code=codes[0]).status_code == 302
    again, _response = with_password(here.lucia)
    assert send(again, STEP, code=codes[0]).status_code == 200
    assert "9 left" in text_of(other.get(SECURITY))


# --- Who needs one --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "waiting"),
    [
        ("none", set()),
        ("stewards", {"pat", "operator"}),
        ("all", {*world.CAST, "operator"}),
    ],
)
def test_who_must_have_one_and_has_none_waits(settings, here, asked, waiting):
    settings.SECOND_FACTOR_FOR = asked
    for name in (*world.CAST, "operator"):
        browser = Client()
        browser.force_login(getattr(here, name))
        response = browser.get(DESK)
        assert (response.status_code == 302) == (name in waiting), name
        if name in waiting:
            assert response.url == f"{APP}?next=%2Fen%2Fdesk%2F"


@pytest.mark.parametrize(
    "path", [DESK, "/en/", "/en/plans/vereda/", "/admin/", "/en/history/", "/en/accounts/sessions/"]
)
def test_everything_else_waits_the_administration_too(as_, pat, for_stewards, path):
    assert "/accounts/2fa/app/add/?next=%2F" in as_(pat).get(path).url


def test_what_does_not_wait(as_, pat, for_stewards):
    browser = as_(pat)
    for path in (APP, SECURITY, APP.replace("/en/", "/es/"), "/healthz/live"):
        assert browser.get(path).status_code == 200
    assert browser.post("/en/accounts/logout/").url == "/en/"
    assert browser.get("/en/").status_code == 200


def test_what_was_typed_meanwhile_is_given_back(as_, lucia, for_all):
    path = "/en/desk/plans/vereda/commitments/1/milestones/1/observe/"
    same = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}
    response = as_(lucia).post(path, {"text": "Vimos dos listas."}, headers=same)
    page = text_of(response)
    assert response.status_code == 403
    assert "Your account needs a second factor first" in page
    assert "Vimos dos listas." in page


def test_after_setting_it_up_everything_opens(as_, lucia, for_all, django_assert_num_queries):
    browser = as_(lucia)
    assert "everything else waits until then" in text_of(browser.get(APP))
    set_up(browser)
    assert browser.get(CODES).status_code == 200
    assert browser.get(DESK).status_code == 200


def test_after_setting_it_up_one_goes_on_to_the_page_that_was_asked_for(as_, lucia, for_all):
    browser, asked = as_(lucia), f"{DESK}?show=observe&plan=vereda"
    address = browser.get(asked).url
    page = browser.get(address)
    query = address.partition("?")[2]
    assert f"/en/accounts/2fa/passkeys/add/?{query}" in text_of(page)
    done = browser.post(address, {"code": code(key_on(page))})
    assert done.url == f"{CODES}?{query}"
    assert f'href="{asked}">I have kept them: go on' in text_of(browser.get(done.url))
    assert browser.get(asked).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:x"])
def test_setting_it_up_leads_to_no_other_site(as_, lucia, for_all, elsewhere):
    browser, address = as_(lucia), f"{APP}?{urlencode({'next': elsewhere})}"
    page = browser.get(address)
    done = browser.post(address, {"code": code(key_on(page))})
    assert done.url == CODES
    onward = text_of(browser.get(f"{CODES}?{urlencode({'next': elsewhere})}"))
    assert 'href="/en/desk/">I have kept them: go on' in onward


def test_asking_for_it_costs_a_reader_nothing(client, here, for_all, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/en/accounts/join/")


def test_the_secretariat_is_told_where_nobody_is_asked(as_, here):
    sentence = "This trial does not ask for a second factor"
    assert sentence in text_of(as_(here.pat).get(SECURITY))
    assert sentence not in text_of(as_(here.lucia).get(SECURITY))


# --- Losing it ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_reset_signs_out_tells_and_lets_nobody_else_in(client):
    here = world.load()
    factories.set_up_codes(here.tomas)
    browser, _response = with_password(here.tomas)
    send(browser, STEP, code=code(SECRET))
    assert is_in(browser)
    mail.outbox.clear()
    reset_second_factor(user=here.tomas, by=here.operator, seen_version=1, reason="lost")
    assert not is_in(browser)
    assert mail.outbox[-1].to == [here.tomas.email]
    assert "segundo factor" in mail.outbox[-1].body
    browser, response = with_password(here.tomas)
    assert response.url == "/en/desk/"
    entry = HistoryEntry.objects.filter(chain__key=Chain.ACCOUNTS).first()
    assert (entry.kind, entry.reason) == ("user.second_factor_reset", "lost")
    assert list(rebuild_check(recorded_models())) == []


def test_after_a_reset_a_new_one_is_asked_for(here, for_all):
    factories.set_up_codes(here.tomas)
    reset_second_factor(user=here.tomas, by=here.pat, seen_version=1, reason="stolen")
    browser, _response = with_password(here.tomas)
    assert browser.get(DESK).url.startswith(APP)


def test_nobody_resets_their_own_and_the_secretariat_not_an_operators(here):
    for user in (here.pat, here.operator):
        factories.set_up_codes(user)
    for user, by, sentence in (
        (here.pat, here.pat, "recovery code"),
        (here.operator, here.operator, "recovery code"),
        (here.operator, here.pat, "Only an operator"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            reset_second_factor(user=user, by=by, seen_version=1, reason="lost")


def test_without_a_factor_there_is_nothing_to_reset(here):
    with pytest.raises(ValidationError, match="no second factor"):
        reset_second_factor(user=here.tomas, by=here.pat, seen_version=1, reason="lost")


def test_whoever_runs_the_site_is_helped_from_the_command_line(here, capsys):
    with pytest.raises(CommandError, match="no second factor"):
        call_command("reset_second_factor", here.operator.email)
    factories.set_up_codes(here.operator)
    call_command("reset_second_factor", here.operator.email)
    assert not Authenticator.objects.exists()
    for email in (here.pat.email, "nobody@onda.example"):
        with pytest.raises(CommandError, match="Nobody who runs the site"):
            call_command("reset_second_factor", email)


def test_the_administration_offers_it_to_who_may(as_, here):
    button = page_of(here.tomas, "move", "reset_second_factor")
    assert button in text_of(as_(here.pat).get(page_of(here.tomas)))
    assert button.replace(str(here.tomas.pk), str(here.pat.pk)) not in text_of(
        as_(here.pat).get(page_of(here.pat))
    )
