"""Fixtures of the tests that go through pages."""

import copy
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.utils import translation

from accounts.actions.memberships import change_membership
from accounts.models import User
from tests import factories, world
from tests.integration import stage
from tests.integration.admin_forms import speaking_english
from tracker import urls


class Undefined(str):
    """Stands for a variable that nobody gave to a template."""

    __slots__ = ()

    def __contains__(self, key):
        return key == "%s"

    def __mod__(self, name):
        raise AssertionError(f"undefined in a template: {name}")


@pytest.fixture
def strict_templates(monkeypatch):
    """Fail where a page shows a variable that nobody gave."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Undefined("%s"))


@pytest.fixture
def plain_404(monkeypatch):
    """Say in a word that nothing is there: of thousands of addresses that a walk tries, most are of nothing."""
    nothing = HttpResponse("not here", status=404)
    monkeypatch.setattr(urls, "handler404", lambda request, exception=None: nothing)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """Return `kept(furnish)`: the small world, furnished once and kept until the module is through."""
    around = transaction.atomic()

    def keep(furnish):
        with (
            django_db_blocker.unblock(),
            time_machine.travel(world.NOW, tick=False),
            translation.override("en"),
        ):
            around.__enter__()
            return furnish(world.load())

    yield keep
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def furnished_once(kept):
    """The small world with something of everything."""
    return kept(lambda here: stage.furnish(speaking_english(here)))


@pytest.fixture
def furnished(furnished_once, db):
    """The furnished world; what a test does to it is taken back."""
    return copy.deepcopy(furnished_once)


@pytest.fixture
def observation(here):
    """Lucía disputes what is said of the milestone."""
    return factories.observe(here.milestone, here.lucia)


@pytest.fixture
def drafted(here):
    """A commitment with a milestone, in a plan that is not in force yet."""
    plan = factories.add_plan(here.pat, slug="drafted", in_force=False)
    commitment = factories.add_commitment(plan, here.pat, number=1)
    milestone = factories.add_milestone(commitment, here.pat, number=1)
    return SimpleNamespace(plan=plan, commitment=commitment, milestone=milestone)


@pytest.fixture
def rios(here):
    return here.organisations["rios-claros"]


@pytest.fixture
def lead(here):
    """Lucía keeps the members of her organisation."""
    change_membership(
        membership=here.lucia.memberships.get(), by=here.operator, seen_version=1, role="lead"
    )
    return User.objects.get(pk=here.lucia.pk)
