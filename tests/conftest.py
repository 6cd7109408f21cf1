"""The cast, the clock, and the rules that every test runs under."""

import random

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet
from django.test import TransactionTestCase
from django.utils import translation

from tests import guards, world

_flush = TransactionTestCase._fixture_teardown


def _flush_without_guards(self):
    """The history cannot be emptied; a test database must be, after a test with transactions."""
    guards.drop(connection)
    _flush(self)


TransactionTestCase._fixture_teardown = _flush_without_guards

_fetch_all = QuerySet._fetch_all


def _fetch_in_any_order(self):
    """Rows without an order come in another one each time, as a busy database may return them."""
    fresh = self._result_cache is None
    _fetch_all(self)
    if fresh and not self.ordered and not self.query.is_sliced:
        random.shuffle(self._result_cache)


QuerySet._fetch_all = _fetch_in_any_order


@pytest.fixture(autouse=True)
def clock(request):
    """Stop the clock, except for browsers and servers, which have one of their own."""
    if request.node.get_closest_marker("real_clock"):
        yield None
        return
    with time_machine.travel(world.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def english():
    """Read sentences in English, whatever the last test left behind."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        time_machine.travel(world.NOW, tick=False),
        translation.override("en"),
    ):
        world.load()


@pytest.fixture
def here(db):
    """The whole small world: `here.plan`, `here.amina`, `here.milestone` …"""
    return world.load()


def _one(name):
    @pytest.fixture
    def fixture(here):
        return getattr(here, name)

    return fixture


amina, omar, lucia, tomas, pat, irene, operator = map(_one, (*world.CAST, "operator"))
plan, commitment, other_commitment = map(_one, ("plan", "commitment", "other_commitment"))
milestone, cso_milestone = map(_one, ("milestone", "cso_milestone"))


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.fixture
def as_(client):
    """Return `as_(user)`: a client signed in as somebody, or as nobody for a visitor."""

    def sign_in(user):
        if user.is_authenticated:
            client.force_login(user)
        return client

    return sign_in
