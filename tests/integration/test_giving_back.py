"""A form that could not be accepted comes back with everything typed in it."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

HERE = {"Origin": "http://testserver"}
TYPED = {
    "text": "Vimos la planta,\r\ny estaba cerrada.",
    "completion": "limited",
    "uid": "abc-1",
    "evidence-0-title": "Foto de la puerta",
}

pytestmark = pytest.mark.urls("tests.integration.failing_urls")


@pytest.fixture
def form(here):
    """Where a signed-in person writes."""
    return reverse("observe_commitment", args=["vereda", 1]).replace("/es/", "/en/")


@pytest.fixture
def strict(db):
    """A client whose forms need their token, as a browser's do."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def fields(response):
    """Return what a browser would send from the page's form."""
    page = response.content.decode()
    found = dict(re.findall(r'<input [^>]*name="([^"]+)" value="([^"]*)"', page))
    found |= dict(
        re.findall(r'<textarea[^>]* name="([^"]+)" readonly>\n(.*?)</textarea>', page, re.DOTALL)
    )
    return {name: html.unescape(value) for name, value in found.items()}


def test_an_ended_session_loses_nothing(client, form):
    response = client.post(form, TYPED, headers=HERE)
    assert response.status_code == 401
    sent = fields(response)
    assert sent.pop("csrfmiddlewaretoken")
    assert sent == TYPED
    assert f'action="{form}"' in response.content.decode()
    assert reverse("account_login") in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_texts_are_shown_under_their_names(client, form):
    page = client.post(form, TYPED, headers=HERE).content.decode()
    assert ">Text</label>" in page
    assert ">What it shows</label>" in page
    assert "limited" in page  # kept, not shown


def test_what_was_typed_is_never_markup(client, form):
    bad = '</textarea><script>alert(1)</script>"><b>'
    page = client.post(form, {"text": bad, "uid": bad}, headers=HERE).content.decode()
    assert "<script>alert" not in page
    assert '"><b>' not in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_another_site_cannot_paint_text_here(client, form, headers):
    response = client.post(form, TYPED, headers=headers)
    assert response.status_code == 401
    assert "Vimos la planta" not in response.content.decode()


@pytest.mark.parametrize(
    "headers", [HERE, {"Sec-Fetch-Site": "same-origin"}, {**HERE, "Sec-Fetch-Site": "same-origin"}]
)
def test_a_form_of_this_site_is_given_back(client, form, headers):
    assert "Vimos la planta" in client.post(form, TYPED, headers=headers).content.decode()


def test_a_form_without_token_is_given_back(strict, here, form):
    strict.force_login(here.lucia)
    response = strict.post(form, TYPED, headers=HERE)
    assert response.status_code == 403
    sent = fields(response)
    assert sent["text"] == TYPED["text"]
    again = strict.post("/en/post/", sent, headers=HERE)
    assert again.content.decode() == f"got {TYPED['text']}"


def test_sign_in_elsewhere_and_send_again(strict, here, form):
    """The way of somebody whose session ended while they wrote."""
    first = strict.post(form, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    assert first.status_code == 403  # the token was of the session that ended
    second = strict.post(form, fields(first), headers=HERE)
    assert second.status_code == 401
    strict.force_login(here.lucia)
    third = strict.post(form, fields(second), headers=HERE)
    assert third.status_code in (200, 302, 303, 400, 422)  # the form itself answers now
    assert third.status_code != 401


def test_after_a_sign_in_on_another_tab_one_sending_is_enough(here, form):
    """Signing in changes the token; the browser says, where no page can, whose form it is."""
    browser = Client(enforce_csrf_checks=True, headers={**HERE, "Sec-Fetch-Site": "same-origin"})
    ended = browser.post(form, {**TYPED, "csrfmiddlewaretoken": "x" * 64})
    assert ended.status_code == 401
    browser.force_login(here.lucia)
    again = browser.post(form, fields(ended))
    assert again.status_code == 422  # the form itself answers: the uid is none
    assert "Vimos la planta" in again.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        HERE,
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-site", **HERE},
        {"Sec-Fetch-Site": "cross-site", **HERE},
        {"Sec-Fetch-Site": "none", **HERE},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_an_old_token_alone_is_never_enough(here, form, headers):
    browser = Client(enforce_csrf_checks=True, headers=headers)
    browser.force_login(here.lucia)
    sent = {**TYPED, "csrfmiddlewaretoken": "x" * 64}
    assert browser.post(form, sent).status_code == 403


def test_a_form_without_any_token_is_never_taken(here, form):
    browser = Client(enforce_csrf_checks=True, headers={**HERE, "Sec-Fetch-Site": "same-origin"})
    browser.force_login(here.lucia)
    assert browser.post(form, TYPED).status_code == 403


def test_a_fault_of_ours_gives_the_text_back(strict):
    response = strict.post("/en/broken/", {"text": "Mi larga historia"}, headers=HERE)
    assert response.status_code == 403  # without a token
    lenient = Client(raise_request_exception=False)
    response = lenient.post("/en/broken/", {"text": "Mi larga historia"}, headers=HERE)
    assert response.status_code == 500
    assert fields(response)["text"] == "Mi larga historia"
    assert "secret detail" not in response.content.decode()


@pytest.mark.parametrize("path", ["/en/forbidden/", "/en/no/such/page/"])
def test_what_is_gone_or_shut_gives_the_text_back(client, path):
    response = client.post(path, {"text": "Mi larga historia"}, headers=HERE)
    assert response.status_code in (403, 404)
    assert fields(response)["text"] == "Mi larga historia"


def test_files_have_to_be_chosen_again_and_the_page_says_so(client, form):
    page = client.post(form, TYPED, headers=HERE).content.decode()  # as multipart
    assert "Files have to be chosen again" in page
    sent = "text=Una+larga+historia"
    kind = "application/x-www-form-urlencoded"
    page = client.post(form, sent, content_type=kind, headers=HERE).content.decode()
    assert "Files have to be chosen again" not in page


def test_a_refusal_gives_the_text_back_with_its_reason(client):
    response = client.post("/en/not-allowed/", {"text": "Mi larga historia"}, headers=HERE)
    assert response.status_code == 403
    assert "Only the owner reports here." in response.content.decode()
    assert "Mi larga historia" in response.content.decode()


def test_a_password_is_never_painted(strict):
    response = strict.post(
        reverse("account_login"),
        {"login": "a@b.example", "password": "hunter2 hunter2"},
        headers=HERE,
    )
    assert response.status_code == 403
    assert "hunter2" not in response.content.decode()
    assert "a@b.example" not in response.content.decode()


def test_reading_without_a_session_leads_to_the_sign_in(client, form):
    response = client.get(form)
    assert response.status_code == 302
    assert response["Location"].startswith("/en/accounts/login/?next=")
