"""One link opened by many at the same moment lets in one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connections

from accounts.actions.invitations import open_account, withdraw_invitation
from accounts.models import Invitation, Membership, User
from tests import factories, world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]

NEW = "nadia@onda.example"


@pytest.fixture
def invited(transactional_db):
    here = world.load()
    here.invitation, here.token = factories.invite(
        here.organisations["rios-claros"], NEW, here.operator
    )
    return here


def at_once(*doings):
    """Do everything at the same moment, each with a connection of its own; return what came of it."""
    barrier = Barrier(len(doings))

    def run(doing):
        try:
            barrier.wait(30)
            return doing()
        except ValidationError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(run, doings))


def test_a_link_opened_by_four_at_once_opens_one_account(invited):
    def come():
        return open_account(
            token=invited.token, name="Nadia", language="es", password="siete gatos miran"
        )

    came = at_once(*[come] * 4)
    assert sum(isinstance(one, User) for one in came) == 1
    assert User.objects.filter(email=NEW).count() == 1
    assert Membership.objects.filter(user__email=NEW).count() == 1
    call_command("rebuild_check", verbosity=0)


def test_a_link_that_is_withdrawn_meanwhile_lets_in_or_not_but_never_half(invited):
    def come():
        return open_account(
            token=invited.token, name="Nadia", language="es", password="siete gatos miran"
        )

    def withdraw():
        return withdraw_invitation(
            invitation=invited.invitation, by=invited.operator, seen_version=1
        )

    came, _withdrawn = at_once(come, withdraw)
    accepted = Invitation.objects.get().state == "accepted"
    assert isinstance(came, User) == accepted
    assert Membership.objects.filter(user__email=NEW).exists() == accepted
    call_command("rebuild_check", verbosity=0)
