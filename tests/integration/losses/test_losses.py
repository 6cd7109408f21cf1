"""Whatever goes wrong between typing and sending, the page gives the text back."""

from contextlib import contextmanager
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client

from tests.desk import FROM_HERE
from tests.integration import stage
from tests.integration.losses.forms import FORMS, filled_in
from tests.integration.losses.typing import LINE, controls_of, missing_from, texts, untouched
from tests.integration.trials import trial

pytestmark = pytest.mark.engine("postgresql")

TOO_LONG = 60_000  # characters: the longest text that any field takes is shorter


class Writer:
    """Somebody who opened a form and typed into every field of it."""

    def __init__(self, form, here):
        self.form, self.here = form, here
        self.person = getattr(here, form.who)
        self.client = Client(headers=FROM_HERE, raise_request_exception=False)
        self.client.force_login(self.person)
        self.page, self.valid = filled_in(form, here)
        response = self.client.get(self.page)
        assert response.status_code == 200, (self.page, response.status_code)
        self.controls = controls_of(response)
        self.names = [c.name for c in self.controls if c.is_typed_in]
        self.typed = untouched(self.controls) | self.valid | texts(self.controls)

    @property
    def accepted(self):
        return untouched(self.controls) | self.valid

    def send(self, values, client=None):
        return (client or self.client).post(
            self.page,
            urlencode(values, doseq=True),
            content_type="application/x-www-form-urlencoded",
        )


# --- The ways: each returns the statuses that are right, what was sent, and the answer ------------


def invalid(writer, settings):
    sent = dict(writer.typed)
    for hidden in ("version", "seen"):
        if hidden in sent:
            sent[hidden] = ["x"]
    for control in writer.controls:
        if control.kind in ("radio", "select", "number"):
            sent[control.name] = ["nothing of the kind"]
    return {200, 409, 422}, sent, writer.send(sent)


def stale(writer, settings):
    """Somebody, or the first of two sendings, was quicker."""
    first = writer.send(writer.accepted)
    assert first.status_code == 302, first.content.decode()[-3000:]
    sent = writer.accepted | texts(writer.controls, lines_only=True)
    return {200, 403, 409, 422}, sent, writer.send(sent)


def session_ended(writer, settings):
    client = Client(headers=FROM_HERE)
    return {401}, writer.typed, writer.send(writer.typed, client)


def token_refused(writer, settings):
    client = Client(headers=FROM_HERE, enforce_csrf_checks=True)
    client.force_login(writer.person)
    return {403}, writer.typed, writer.send(writer.typed, client)


def right_lost(writer, settings):
    stage.leave(writer.here, writer.person)
    return {403, 404}, writer.typed, writer.send(writer.typed)


def body_too_large(writer, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = len(urlencode(writer.typed, doseq=True)) - 1
    return {413}, writer.typed, writer.send(writer.typed)


def too_fast(writer, settings):
    settings.WRITES_A_MINUTE = 0
    return {429}, writer.typed, writer.send(writer.typed)


def database_away(writer, settings):
    refused = OperationalError("refused")
    with mock.patch.object(CursorWrapper, "execute", side_effect=refused):
        return {503}, writer.typed, writer.send(writer.typed)


WAYS = (
    invalid,
    stale,
    session_ended,
    token_refused,
    right_lost,
    body_too_large,
    too_fast,
    database_away,
)


@contextmanager
def with_usual(settings):
    """Put the limits back that a way changed."""
    usual = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.WRITES_A_MINUTE
    yield
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.WRITES_A_MINUTE = usual


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_no_way_loses_what_was_typed(form, furnished, settings):
    lost = []
    for way in WAYS:
        with trial(), with_usual(settings):
            writer = Writer(form, furnished)
            nothing_differs = way is stale and not texts(writer.controls, lines_only=True)
            if not writer.names or nothing_differs:
                continue
            right, sent, response = way(writer, settings)
            missing = missing_from(response, sent, writer.names)
            if response.status_code not in right or missing:
                lost.append((way.__name__, response.status_code, missing))
    assert lost == []


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_text_over_its_limit_is_told_and_comes_back(form, furnished, settings):
    writer = Writer(form, furnished)
    if not writer.names:
        return
    long = {
        name: [text[0] * (TOO_LONG // len(LINE))] for name, text in texts(writer.controls).items()
    }
    sent = writer.accepted | long
    response = writer.send(sent)
    assert response.status_code in (200, 409, 422)
    assert missing_from(response, sent, writer.names) == []
    assert {name for name in long if name not in errors_of(response)} == set()


def errors_of(response):
    """Return the names of the fields that a page complains of."""
    shown = response.context.get("adminform")
    return (shown.form if shown else response.context["form"]).errors
