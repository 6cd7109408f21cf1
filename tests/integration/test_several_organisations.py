"""Somebody who acts for two organisations never lends one the other's words."""

import uuid

import pytest

from accounts.actions.memberships import grant_membership
from accounts.authorization.verdicts import NotAllowed
from accounts.models import User
from tests import factories
from tracker.actions import entries
from tracker.actions.seats import move_seat


def test_a_draft_is_never_published_in_the_name_of_another_organisation(here):
    mira = here.organisations["mira-el-gasto"]
    factories.give_seat(here.commitment, mira, here.pat)
    grant_membership(user=here.tomas, organisation=here.organisations["rios-claros"], by=here.pat)
    both = User.objects.get(pk=here.tomas.pk)
    uid = uuid.uuid4()
    draft = entries.save_draft(
        kind="observation", subject=here.milestone, by=here.lucia, uid=uid, seen_version=0
    )
    seat = here.commitment.seats.get(organisation=here.organisations["rios-claros"])
    move_seat(seat=seat, verb="miss", by=here.pat, seen_version=seat.version)
    with pytest.raises(NotAllowed, match="Ríos Claros"):
        factories.observe(here.milestone, both, uid=uid, seen_version=draft.version)
