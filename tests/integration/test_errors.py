"""What goes wrong has a page with a sentence, in the reader's language, and never a 500 by input."""

import re
from unittest import mock

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client

HISTORY = "/en/plans/vereda/history/"

pytestmark = pytest.mark.urls("tests.integration.failing_urls")


@pytest.fixture
def outsider(db):
    """A client that gets the page for an error instead of the error, as a browser does."""
    return Client(raise_request_exception=False)


def heading(response):
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return found


def database_away():
    """No statement reaches the database."""
    return mock.patch.object(CursorWrapper, "execute", side_effect=OperationalError("refused"))


# --- Pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_missing_page_speaks_the_language_of_its_address(outsider, language):
    response = outsider.get(f"/{language}/no/such/page/", headers={"Accept-Language": "fr"})
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_a_missing_page_without_language_speaks_the_readers(outsider):
    response = outsider.get("/nothing", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert '<html lang="en">' in response.content.decode()


def test_a_refusal_says_why(outsider):
    response = outsider.get("/en/forbidden/")
    assert response.status_code == 403
    assert "Not for you." in response.content.decode()


def test_an_actions_refusal_says_why(outsider):
    response = outsider.get("/en/not-allowed/")
    assert response.status_code == 403
    assert "Only the owner reports here." in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_an_address_for_reading_takes_nothing_else(outsider, here, method):
    response = getattr(outsider, method)(HISTORY)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert heading(response) == "This address does not take that kind of request"


def test_a_fault_of_ours_tells_nothing_of_itself(outsider, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = outsider.get("/es/broken/")
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert '<html lang="es">' in response.content.decode()


def test_even_a_fault_in_the_page_for_faults_has_a_page(outsider, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("no such template")

    monkeypatch.setattr("tracker.views.errors.render_to_string", fail)
    response = outsider.get("/en/broken/")
    assert response.status_code == 500
    assert b"Something failed on our side" in response.content


# --- Input that no page means -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{HISTORY}?side=%00", 400),
        (f"{HISTORY}?x=%00y", 400),
        ("/en/organisations/?q=a%00b", 400),
        ("/en/plans/%00/", 400),
        ("/en/organisations/%ff%fe/", 404),
        (f"{HISTORY}?side=%ff", 400),
        ("/en/organisations/?q=%ed%a0%80", 200),
        (f"{HISTORY}?entry=99999999999999999999999999", 400),
        (f"{HISTORY}?before=1e9", 400),
        (f"{HISTORY}?before=٣", 200),
        (f"{HISTORY}?" + "&".join(f"a{n}=1" for n in range(1200)), 400),
        ("/en/organisations/?q=" + "x" * 100_000, 400),
        ("/en/history/?" + "side=government&" * 900, 200),
        ("/en/organisations/" + "x" * 5000 + "/", 404),
        ("/en/plans/vereda/commitments/999999999999999999999999/", 404),
        ("/en/organisations/?page=" + "9" * 5000, 400),
        ("/en/history/?chain[]=accounts", 200),
        ("/en/organisations/?_connector=OR&side__in=x", 200),
    ],
)
def test_no_address_breaks_the_site(outsider, here, path, status):
    response = outsider.get(path)
    assert response.status_code == status
    if status != 200:
        assert heading(response)


def test_cookies_with_a_nul_are_left_out(outsider, here):
    outsider.cookies.load('onda="\\000aaaaaaaaaaaaaaaa"; csrf="\\000"')
    assert outsider.get(HISTORY).status_code == 200


def test_too_much_at_once_is_refused_with_a_sentence(outsider, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = outsider.post(
        "/en/post/", {"text": "x" * 2000}, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert heading(response) == "Too much at once"


def test_too_many_fields_are_refused_with_a_sentence(outsider):
    response = outsider.post("/en/post/", {f"f{n}": "1" for n in range(1200)})
    assert response.status_code == 413
    assert "A form takes at most 1,000 fields." in response.content.decode()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe=1", "application/x-www-form-urlencoded"),
        (b"text=a", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"{", "application/json"),
        (b"text=%00", "application/x-www-form-urlencoded"),
    ],
)
def test_no_body_breaks_the_site(outsider, body, content_type):
    response = outsider.generic("POST", "/en/post/", body, content_type=content_type)
    assert response.status_code in (200, 400)
    assert b"HTTP requests with" not in response.content


def test_a_foreign_host_is_refused(outsider):
    assert outsider.get("/en/about/", headers={"Host": "evil.example"}).status_code == 400


# --- The database is away -----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/en/database-away/", "/es/database-closed/"])
def test_without_a_database_there_is_a_plain_page(outsider, path):
    response = outsider.get(path)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert f'<html lang="{path[1:3]}">' in response.content.decode()


@pytest.mark.parametrize("path", ["/en/history/", "/en/organisations/", "/es/no/such/page/"])
def test_wherever_it_is_missed_the_answer_is_the_same(here, path):
    client = Client(raise_request_exception=False)
    client.cookies["onda"] = "a" * 32  # a reader with a session is asked for first
    with database_away():
        response = client.get(path)
    assert response.status_code == 503
    assert response["Retry-After"]


def test_what_was_typed_comes_back_without_a_database(outsider):
    response = outsider.post(
        "/en/database-away/", {"text": "A long story."}, headers={"Origin": "http://testserver"}
    )
    assert response.status_code == 503
    assert "A long story." in response.content.decode()


def test_pages_carry_the_security_headers_also_in_an_error(outsider, here):
    for path in ("/en/no/such/page/", "/en/broken/", "/en/database-away/", f"{HISTORY}?side=%00"):
        response = outsider.get(path)
        assert response["Content-Security-Policy"], path
        assert response["X-Content-Type-Options"] == "nosniff", path
        assert response["Referrer-Policy"] == "same-origin", path
