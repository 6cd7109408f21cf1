"""A membership is in force at once, whatever the hour and the plan's time zone."""

import datetime as dt

import pytest

from accounts.actions.memberships import grant_membership
from accounts.actions.users import add_user
from accounts.models import User
from tests import factories, world
from tracker.authorization.speaking import may_observe, may_report


@pytest.mark.parametrize("hour", [0, 3, 5, 6, 12, 23])
def test_whoever_was_let_in_may_act_at_once(hour, here):
    now = world.NOW.replace(hour=hour)
    newcomer = add_user(email="new@onda.example", name="New", by=here.operator, now=now)
    ministry = here.organisations["ministerio-del-agua"]
    grant_membership(user=newcomer, organisation=ministry, by=here.pat, now=now)
    assert may_report(User.objects.get(pk=newcomer.pk), here.milestone, now)


def test_a_seat_that_begins_tomorrow_gives_no_voice_today(here):
    factories.give_seat(
        here.other_commitment,
        here.organisations["mira-el-gasto"],
        here.pat,
        since=world.NOW.date() + dt.timedelta(days=1),
    )
    assert not may_observe(here.tomas, here.other_commitment)
    assert may_observe(here.tomas, here.other_commitment, world.NOW + dt.timedelta(days=1))
