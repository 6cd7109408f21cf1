"""Coming in and going out."""

import datetime as dt
import logging
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from accounts.actions.memberships import end_membership
from accounts.actions.users import add_user, change_user
from accounts.authorization.verdicts import NotAllowed
from accounts.models import User
from tests import factories, world
from tests.factories.people import PASSWORD
from tests.integration.writes import observe

LOGIN = "/en/accounts/login/"


def sign_in(client, email="lucia@onda.example", password=PASSWORD, **fields):
    where = fields.pop("where", LOGIN)
    source = fields.pop("source", "203.0.113.9")
    return client.post(where, {"login": email, "password": password, **fields}, REMOTE_ADDR=source)


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "inactive/",
        "join/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/done/",
        "password/reset/key/1-never-was/",
    ],
)
def test_every_page_for_visitors_is_ours(client, db, language, path):
    page = client.get(f"/{language}/accounts/{path}").content.decode()
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1
    assert 'class="mast"' in page


@pytest.mark.parametrize("path", ["sessions/", "password/change/", "logout/"])
def test_every_page_for_people_is_ours(as_, lucia, path):
    page = as_(lucia).get(f"/en/accounts/{path}").content.decode()
    assert page.count("<h1>") == 1
    assert 'class="mast"' in page


@pytest.mark.parametrize("path", ["login/", "sessions/", "password/change/", "password/reset/"])
def test_no_page_that_is_about_somebody_is_kept(as_, visitor, lucia, path):
    person = lucia if path in ("sessions/", "password/change/") else visitor
    assert "no-store" in as_(person).get(f"/en/accounts/{path}")["Cache-Control"]


@pytest.mark.usefixtures("strict_templates")
@pytest.mark.parametrize(
    "path",
    [
        "inactive/",
        "join/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/done/",
    ],
)
def test_pages_are_given_all_that_they_show(client, db, path):
    assert client.get(f"/es/accounts/{path}").status_code == 200


@pytest.mark.parametrize("path", ["sessions/", "password/change/"])
def test_a_visitor_is_led_to_sign_in_and_back(client, here, path):
    response = client.get(f"/en/accounts/{path}")
    assert response.url == f"{LOGIN}?next=/en/accounts/{path}"
    assert sign_in(client, where=response.url).url == f"/en/accounts/{path}"


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "2fa/login/", "set/"])
def test_what_does_not_exist_here_is_not_found(client, db, path):
    assert client.get(f"/en/accounts/{path}").status_code == 404


def test_somebody_signs_in_and_lands_on_their_desk(client, here):
    assert sign_in(client).url == reverse("desk")
    assert is_in(client)


def test_the_address_may_be_typed_in_any_case_with_spaces(client, here):
    assert sign_in(client, email="  LUCIA@Onda.Example ").status_code == 302


def test_an_address_given_in_capitals_is_kept_in_lower_case(operator):
    assert add_user(email="Ana@Onda.Example", name="Ana", by=operator).email == "ana@onda.example"


def test_signing_in_gives_the_session_a_new_key(client, here):
    session = client.session
    session["something"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    sign_in(client)
    assert is_in(client)
    assert client.session.session_key != before


def test_one_goes_back_to_the_page_one_came_from(client, here):
    page = client.get(LOGIN, headers={"referer": "http://testserver/en/plans/vereda/?q=agua"})
    assert 'name="next" value="/en/plans/vereda/?q=agua"' in page.content.decode()
    assert sign_in(client, next="/en/plans/vereda/?q=agua").url == "/en/plans/vereda/?q=agua"


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://evil.example/en/",
        "http://testserver/en/accounts/password/reset/",
        "javascript:x",
    ],
)
def test_only_a_page_of_this_site_is_gone_back_to(client, db, referer):
    page = client.get(LOGIN, headers={"referer": referer}).content.decode()
    assert 'name="next"' not in page


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "http:///evil.example",
        "javascript:alert(1)",
        "http://localhost/en/",
        "\x00/en/",
        "evil.example",
    ],
)
def test_next_leads_nowhere_but_here(client, here, target):
    page = client.get(LOGIN, {"next": target}).content.decode()
    assert 'name="next"' not in page
    assert sign_in(client, next=target).url == reverse("desk")


@pytest.mark.parametrize("email", ["lucia@onda.example", "nobody@onda.example"])
def test_a_wrong_pair_is_answered_alike(client, here, email):
    response = sign_in(client, email=email, password="not the password")
    page = response.content.decode()
    assert response.status_code == 200
    assert "The e-mail or the password is not right." in page
    assert f'value="{email}"' in page
    assert "not the password" not in page
    assert "<title>Error: Sign in" in page


def hashed(client, email):
    """Return how often a password was hashed for one failed sign-in."""
    with mock.patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as encode:
        sign_in(client, email=email, password="not the password")
    return encode.call_count


def test_a_wrong_pair_takes_the_same_time(client, here, operator):
    add_user(email="none.yet@onda.example", name="None yet", by=operator)
    work = {hashed(client, f"{name}@onda.example") for name in ("lucia", "nobody", "none.yet")}
    assert work == {1}


def test_an_account_without_a_password_lets_nobody_in(client, operator):
    user = add_user(email="none.yet@onda.example", name="None yet", by=operator)
    for password in ("", user.password, user.password[:128], "!"):
        sign_in(client, email=user.email, password=password)
        assert not is_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", ""),
        ("lucia@onda.example", ""),
        ("no address", "x"),
        ("lucia@onda.example\x00", "x\x00"),
        ("' OR 1=1 --@x.example", "' OR 1=1 --"),
        ("<script>alert(1)</script>@x.example", "<script>"),
        (300 * "a" + "@onda.example", 5000 * "x"),
        ("lucia@onda.example\nBcc: all@onda.example", "x"),
        ("\ud83d\ude00@x.example".encode("utf-16", "surrogatepass").decode("utf-16"), "x"),
    ],
)
def test_hostile_input_gets_a_form_back(client, here, email, password):
    response = sign_in(client, email=email, password=password)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert not is_in(client)


def test_broken_encoding_gets_an_answer(client, here):
    body = b"login=%ff%fe&password=%80"
    kind = "application/x-www-form-urlencoded"
    assert client.post(LOGIN, body, content_type=kind).status_code == 200


def test_a_form_without_its_token_is_refused(here):
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_a_header_does_not_turn_the_page_into_something_else(client, db):
    page = client.get(LOGIN, headers={"accept": "application/json"})
    assert page["Content-Type"].startswith("text/html")


def test_failures_slow_down_their_source(client, here, clock):
    for _ in range(10):
        assert sign_in(client, password="wrong").status_code == 200
    response = sign_in(client)
    page = response.content.decode()
    assert response.status_code == 429
    assert "Too many attempts from your connection" in page
    assert 'value="lucia@onda.example"' in page
    assert not is_in(client)
    clock.shift(dt.timedelta(seconds=61))
    assert sign_in(client).status_code == 302


def test_nobody_is_locked_out_by_the_failures_of_others(client, here):
    for last in range(1, 40):
        sign_in(client, password="wrong", source=f"198.51.100.{last % 4}")
    assert sign_in(client, source="203.0.113.77").status_code == 302


def test_a_forwarded_address_is_not_believed_unasked(client, here):
    for _ in range(10):
        sign_in(client, password="wrong")
    response = client.post(
        LOGIN,
        {"login": "lucia@onda.example", "password": PASSWORD},
        REMOTE_ADDR="203.0.113.9",
        HTTP_X_FORWARDED_FOR="198.51.100.1",
    )
    assert response.status_code == 429


def test_a_flood_of_requests_gets_the_form_back_too(client, here):
    for _ in range(30):
        client.post(LOGIN, {"login": "x"}, REMOTE_ADDR="203.0.113.9")
    response = sign_in(client)
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Your account is not locked." in response.content.decode()
    assert 'value="lucia@onda.example"' in response.content.decode()


def test_a_shut_account_is_told_so_after_the_right_password_only(client, here):
    change_user(user=here.lucia, by=here.operator, seen_version=1, is_active=False)
    assert "not right" in sign_in(client, password="wrong").content.decode()
    response = sign_in(client)
    assert response.url == "/en/accounts/inactive/"
    assert "write to the secretariat" in client.get(response.url).content.decode()
    assert not is_in(client)


def test_shutting_an_account_takes_effect_at_the_next_request(as_, here):
    browser = as_(here.lucia)
    assert browser.get("/en/accounts/sessions/").status_code == 200
    change_user(user=here.lucia, by=here.operator, seen_version=1, is_active=False)
    assert browser.get("/en/accounts/sessions/").status_code == 302


def test_somebody_whose_last_membership_ended_comes_in_but_writes_nothing(client, here):
    membership = here.lucia.memberships.get()
    yesterday = world.NOW.date() - dt.timedelta(days=1)
    end_membership(membership=membership, by=here.pat, seen_version=1, until=yesterday)
    assert sign_in(client).status_code == 302
    with pytest.raises(NotAllowed):
        observe(here, User.objects.get(pk=here.lucia.pk))


def test_signing_out_is_a_post(as_, lucia):
    browser = as_(lucia)
    assert "Sign out" in browser.get("/en/accounts/logout/").content.decode()
    assert is_in(browser)
    response = browser.post("/en/accounts/logout/")
    assert response.url == "/en/"
    assert not is_in(browser)


def test_signing_out_ends_the_session_on_the_server(as_, lucia):
    browser = as_(lucia)
    key = browser.session.session_key
    browser.post("/en/accounts/logout/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/en/accounts/sessions/").status_code == 302


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, db, method):
    assert getattr(client, method)("/en/accounts/join/").status_code == 405


def test_the_page_never_shows_demonstration_passwords(client, here, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert "invented example" not in client.get(LOGIN).content.decode()
    (tmp_path / "demo-sign-ins.json").write_text('[{"password": "printed-elsewhere"}]')
    assert "invented example" not in client.get(LOGIN).content.decode()
    factories.add_organisation("cso", "inventada", is_example=True)
    page = client.get(LOGIN).content.decode()
    assert "This site holds an invented example" in page
    assert "printed-elsewhere" not in page


@pytest.fixture
def security(caplog):
    caplog.set_level(logging.INFO, "accounts.security")
    return lambda: [r.getMessage() for r in caplog.records if r.name == "accounts.security"]


def test_the_security_log_names_no_one_and_no_password(client, here, security):
    sign_in(client, password="a wrong password")
    sign_in(client)
    client.post("/en/accounts/logout/")
    failed, came, went = security()
    assert failed.startswith("sign-in-failed from=203.0.113.0/24 account=")
    assert came == f"signed-in person={here.lucia.uid} from=203.0.113.0/24"
    assert went == f"signed-out person={here.lucia.uid} from=127.0.0.0/24"
    for line in security():
        assert "lucia" not in line
        assert "password" not in line
