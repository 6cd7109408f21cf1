from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Side


def secretariat_of(user, day):
    """Return the secretariat that a person acts for on a date, or None."""
    if not user.is_authenticated:
        return None
    for membership in user.memberships_on(day):
        if membership.organisation.side == Side.SECRETARIAT:
            return membership.organisation
    return None


def may_manage_organisations(user, day) -> Verdict:
    """Organisations are kept by any secretariat and by whoever runs the site."""
    secretariat = secretariat_of(user, day)
    if secretariat:
        return allow(secretariat)
    if user.is_authenticated and user.is_active and user.is_operator:
        return allow()
    return deny(_("Only the secretariat keeps the list of organisations and people."))


# The same people keep accounts; of memberships, `may_manage_members` says more.
may_manage_people = may_manage_organisations


def may_manage_members(user, organisation, day) -> Verdict:
    """Members are kept by the organisation's own leads, by any secretariat and by the operator."""
    if user.is_authenticated:
        membership = user.membership_in(organisation.pk, day)
        if membership and membership.is_lead:
            return allow(organisation)
    if keeper := may_manage_people(user, day):
        return keeper
    return deny(
        _("Only the leads of %(organisation)s and the secretariat keep its members.")
        % {"organisation": organisation}
    )


def may_end_membership(user, membership, day) -> Verdict:
    """Whoever keeps the members ends a membership; members leave by themselves."""
    own = user.is_authenticated and user.pk == membership.user_id
    if own and membership.until is None and user.is_active:
        return allow(membership.organisation)
    return may_manage_members(user, membership.organisation, day)


def may_accept_invitation(user, invitation, day) -> Verdict:
    """An invitation is for the account with its address, while its sender could still send it."""
    if not user.is_authenticated or not user.is_active or user.email != invitation.email:
        return deny(_("This invitation is for the account of another address."))
    return may_open_account(invitation, day)


def may_open_account(invitation, day) -> Verdict:
    """Whoever holds the link of an invitation opens the account of its address with it."""
    if not may_manage_members(invitation.invited_by, invitation.organisation, day):
        return deny(
            _("Whoever invited you no longer keeps the members. Ask to be invited once more.")
        )
    return allow(invitation.organisation)
