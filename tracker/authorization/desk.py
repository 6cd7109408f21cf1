"""Who has a desk, and who takes over from whom."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Membership, Organisation
from tracker.models import Plan


def may_keep_a_desk(user: Any, now: dt.datetime | None = None) -> Verdict:
    """Something changes on the desk of those who act for an organisation today."""
    if user.is_authenticated:
        for membership in user.memberships_on((now or timezone.now()).date()):
            return allow(membership.organisation)
    return deny(_("You act for no organisation yet, so nothing changes on your desk."))


def may_read_handover(
    user: Any, plan: Plan, organisation: Organisation, now: dt.datetime | None = None
) -> Verdict:
    """The brief is for the organisation itself, and for the secretariat that keeps the table."""
    if user.is_authenticated:
        day = plan.day_of(now or timezone.now())
        for each in (organisation, plan.secretariat):
            if user.membership_in(each.pk, day):
                return allow(each)
    return deny(
        _("The handover brief is for people of %(organisation)s.") % {"organisation": organisation}
    )


def may_ask_for_handover(
    user: Any, plan: Plan, membership: Membership, now: dt.datetime | None = None
) -> Verdict:
    """A lead of the organisation asks a colleague to take over with their eyes open."""
    organisation = membership.organisation
    if user.is_authenticated:
        day = plan.day_of(now or timezone.now())
        own = user.membership_in(organisation.pk, day)
        if own and own.role == Membership.Role.LEAD and membership.in_force(day):
            return allow(organisation)
    return deny(
        _("Only a lead of %(organisation)s asks a colleague for this.")
        % {"organisation": organisation}
    )


def may_acknowledge_handover(
    user: Any, plan: Plan, membership: Membership, now: dt.datetime | None = None
) -> Verdict:
    """Whoever takes over acknowledges it, and nobody for them."""
    day = plan.day_of(now or timezone.now())
    own = user.membership_in(membership.organisation_id, day) if user.is_authenticated else None
    if own and own.pk == membership.pk:
        return allow(membership.organisation)
    return deny(_("Only the person who takes over acknowledges the handover."))
