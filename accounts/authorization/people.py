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


# The same people keep accounts and memberships until organisations manage their own.
may_manage_people = may_manage_organisations
