"""Where somebody is signed in, and for how long."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.sessions import device
from tests.factories.people import PASSWORD

SESSIONS = "/en/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def a_browser(user, source="203.0.113.9", agent=FIREFOX):
    browser = Client(REMOTE_ADDR=source, HTTP_USER_AGENT=agent)
    browser.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    return browser


def is_in(browser):
    return browser.get(SESSIONS).status_code == 200


def test_the_list_tells_browser_time_and_network(lucia):
    browser = a_browser(lucia)
    page = browser.get(SESSIONS).content.decode()
    assert "Firefox, Windows" in page
    assert "203.0.113.0" in page
    assert "203.0.113.9" not in page
    assert "23 Nov 2026, 16:00" in page
    assert browser.session.session_key not in page


def test_the_full_address_is_not_kept(lucia):
    a_browser(lucia, "2001:db8:aaaa:bbbb::1")
    assert UserSession.objects.get().ip == "2001:db8:aaaa::"


def test_one_sees_only_ones_own(lucia, amina):
    a_browser(amina, agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537")
    page = a_browser(lucia).get(SESSIONS).content.decode()
    assert "Chrome" not in page
    assert "You are signed in nowhere else." in page


def test_ending_the_others_takes_effect_at_their_next_request(lucia, amina):
    here, there, anybody = a_browser(lucia), a_browser(lucia), a_browser(amina)
    assert "End all other sessions" in here.get(SESSIONS).content.decode()
    response = here.post(SESSIONS, follow=True)
    assert "All other sessions were ended." in response.content.decode()
    assert is_in(here)
    assert is_in(anybody)
    assert there.get(SESSIONS).url == f"/en/accounts/login/?next={SESSIONS}"


def test_a_visitor_ends_nothing(client, lucia):
    browser = a_browser(lucia)
    client.post(SESSIONS)
    assert is_in(browser)


def test_a_session_ends_an_hour_after_its_last_use(lucia, clock):
    browser = a_browser(lucia)
    for _ in range(3):
        clock.shift(dt.timedelta(minutes=55))
        assert is_in(browser)
    clock.shift(dt.timedelta(minutes=61))
    assert not is_in(browser)


def test_a_session_ends_after_twelve_hours_in_any_case(lucia, clock):
    browser = a_browser(lucia)
    for _ in range(15):
        clock.shift(dt.timedelta(minutes=45))
        assert is_in(browser)
    clock.shift(dt.timedelta(minutes=45))
    assert not is_in(browser)


def test_reading_pages_writes_the_session_every_five_minutes_at_most(lucia, clock):
    browser = a_browser(lucia)
    ends = Session.objects.get().expire_date
    clock.shift(dt.timedelta(minutes=4))
    assert is_in(browser)
    assert Session.objects.get().expire_date == ends
    clock.shift(dt.timedelta(minutes=2))
    assert is_in(browser)
    assert Session.objects.get().expire_date > ends


@pytest.mark.django_db
def test_a_reader_without_a_session_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/en/accounts/join/")


def test_a_made_up_session_is_nobody(client, lucia, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "../../etc/passwd"
    assert not is_in(client)


WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (f"Mozilla/5.0 (iPhone; like Mac OS X) {WEBKIT} Mobile Safari/604.1", "Safari, iOS"),
        (f"Mozilla/5.0 (Linux; Android 15) {WEBKIT} Chrome/140 Safari/537", "Chrome, Android"),
        (f"Mozilla/5.0 (Macintosh) {WEBKIT} Chrome/140 Safari/537 Edg/140", "Edge, macOS"),
        ("curl/8.0", "unknown browser"),
        ("<script>alert(1)</script>", "unknown browser"),
        ("", "unknown browser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent, name):
    assert device(agent) == name
