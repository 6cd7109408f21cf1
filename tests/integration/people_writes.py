"""Every write about people and organisations, `(here, by)`, and who may do it."""

from accounts.actions import invitations, memberships, organisations, second_factor, users
from tests import factories

MODULES = (invitations, memberships, organisations, second_factor, users)
KEEPERS = {"pat", "operator"}


def add_organisation(here, by):
    organisations.add_organisation(by=by, slug="nueva", name_es="Nueva", kind="cso")


def change_organisation(here, by):
    row = here.organisations["mira-el-gasto"]
    organisations.change_organisation(organisation=row, by=by, seen_version=1, name_en="Watch")


def add_user(here, by):
    users.add_user(email="new@onda.example", name="New", by=by)


def change_user(here, by):
    users.change_user(user=here.tomas, by=by, seen_version=here.tomas.version, is_active=False)


def reset_second_factor(here, by):
    second_factor.reset_second_factor(user=here.tomas, by=by, seen_version=1, reason="lost")


def grant_membership(here, by):
    memberships.grant_membership(user=here.fresh, organisation=here.organisations["foro"], by=by)


def change_membership(here, by):
    row = here.tomas.memberships.get()
    memberships.change_membership(membership=row, by=by, seen_version=1, role="lead")


def end_membership(here, by):
    row = here.tomas.memberships.get()
    memberships.end_membership(membership=row, by=by, seen_version=1)


def invite(here, by):
    factories.invite(here.organisations["mira-el-gasto"], "new@onda.example", by)


def renew_invitation(here, by):
    invitations.renew_invitation(invitation=here.invitation, by=by, seen_version=1)


def withdraw_invitation(here, by):
    invitations.withdraw_invitation(invitation=here.invitation, by=by, seen_version=1)


def accept_invitation(here, by):
    invitations.accept_invitation(token=here.token, by=by)


ALLOWED = {
    add_organisation: KEEPERS,
    change_organisation: KEEPERS,
    add_user: KEEPERS,
    change_user: KEEPERS,
    reset_second_factor: KEEPERS,
    grant_membership: KEEPERS,
    change_membership: KEEPERS,
    # Tomás leaves by himself, and an invitation for his address is his to accept.
    end_membership: KEEPERS | {"tomas"},
    invite: KEEPERS,
    renew_invitation: KEEPERS,
    withdraw_invitation: KEEPERS,
    accept_invitation: {"tomas"},
}
# What is written besides: the membership that an accepted invitation begins.
ENTRIES = {accept_invitation: 2}
