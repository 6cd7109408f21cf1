"""More than the site takes: which limit it was, and the text back where it can be read."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django import forms
from django.conf import settings as site
from django.test import Client

from tests.desk import FROM_HERE, OBSERVE
from tests.integration.losses.typing import LINES, values_on
from tracker.forms.evidence import MOST_ROWS
from tracker.views import oversized
from tracker.views.desk.writing import FORMS

URLENCODED = "application/x-www-form-urlencoded"
BYTES_A_CHARACTER = 12  # four bytes of UTF-8, each sent as %XX


@pytest.fixture
def lucia(here):
    client = Client(headers=FROM_HERE)
    client.force_login(here.lucia)
    return client


def test_a_long_text_comes_back_to_be_shortened(lucia, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    text = LINES + "x" * 2 * 1024 * 1024
    response = lucia.post(OBSERVE, urlencode({"text": text}), content_type=URLENCODED)
    page = response.content.decode()
    assert response.status_code == 413
    assert "may have 1 MB in all. This one has nearly 3." in page
    assert values_on(response)["text"] == [text]
    assert "readonly" not in page


def test_what_came_back_and_was_shortened_is_taken(lucia, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = lucia.post(OBSERVE, urlencode({"text": "x" * 2000}), content_type=URLENCODED)
    back = {name: values[0] for name, values in values_on(response).items()}
    again = lucia.post(OBSERVE, urlencode(back | {"text": "Corto."}), content_type=URLENCODED)
    assert again.status_code == 422  # the form itself answers


def test_many_times_the_limit_is_not_read(lucia, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = lucia.post(OBSERVE, urlencode({"text": "x" * 5000}), content_type=URLENCODED)
    assert response.status_code == 413
    assert "Go back with your browser" in response.content.decode()
    assert "xxx" not in response.content.decode()


def test_another_site_cannot_make_us_read_it(here, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = Client(headers={"Origin": "https://evil.example"})
    client.force_login(here.lucia)
    response = client.post(OBSERVE, urlencode({"text": "x" * 2000}), content_type=URLENCODED)
    assert response.status_code == 413
    assert "xxx" not in response.content.decode()


def test_too_many_fields_come_back_as_far_as_a_form_may_have(lucia):
    many = urlencode({"text": "Una historia.", **{f"f{n}": "1" for n in range(1200)}})
    response = lucia.post(OBSERVE, many, content_type=URLENCODED)
    assert response.status_code == 413
    assert "at most 1,000 fields" in response.content.decode()
    assert values_on(response)["text"] == ["Una historia."]


def test_texts_of_a_form_with_files_are_left_in_the_browser(lucia, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = lucia.post(OBSERVE, {"text": "x" * 2000})
    assert response.status_code == 413
    assert "Go back with your browser" in response.content.decode()


def test_a_body_that_breaks_off_is_not_given_back_in_part(rf, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    request = rf.post("/", "text=abc", content_type=URLENCODED, CONTENT_LENGTH="30")
    request._stream = BytesIO(b"text=abc")
    assert oversized.values_of(request) is None


@pytest.mark.parametrize("form_class", FORMS.values(), ids=lambda form: form.__name__)
def test_every_form_at_all_its_limits_fits(form_class):
    """A conflict page carries both texts and, of each, the merged one; and all evidence twice."""
    form = form_class()
    longest = {
        name: getattr(field, "limit", None) or getattr(field, "max_length", None) or 0
        for name, field in form.fields.items()
    }
    assert all(
        longest[name]
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden
    )
    texts = sum(size for name, size in longest.items() if not name.startswith("evidence-"))
    row = sum(size for name, size in longest.items() if name.startswith("evidence-1-"))
    most = (4 * texts + 2 * MOST_ROWS * row) * BYTES_A_CHARACTER
    assert most < site.DATA_UPLOAD_MAX_MEMORY_SIZE * 0.9


def test_every_form_of_the_administration_at_all_its_limits_fits(rf, here):
    from tracker.admin import site as administration

    request = rf.get("/admin/")
    request.user = here.pat
    writable = {m: n for m, n in administration._registry.items() if hasattr(n, "all_moves")}
    for model, noun in writable.items():
        fields = noun.get_form(request).base_fields.values()
        most = sum(getattr(field, "max_length", None) or 0 for field in fields)
        assert most * BYTES_A_CHARACTER < site.DATA_UPLOAD_MAX_MEMORY_SIZE * 0.9, model
