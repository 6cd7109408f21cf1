import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.kinds import Kind
from accounts.actions.recording import record
from accounts.authorization.people import may_manage_people
from accounts.authorization.verdicts import require
from accounts.models import Membership

EARLIEST_DAY = dt.timedelta(hours=12)


@transaction.atomic
def grant_membership(*, user, organisation, by, role=Membership.Role.MEMBER, since=None, now=None):
    """Let a person act for an organisation. Raises NotAllowed, ValidationError.

    Without `since` it begins with the day that it still is everywhere on earth (UTC−12), so that
    it is in force at once in the time zone of every plan.

    Nobody acts for two sides at once (reliability: one person on both sides of a plan).
    """
    now = now or timezone.now()
    acting = require(may_manage_people(by, now.date()))
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        since=since or (now - EARLIEST_DAY).date(),
    )
    membership.full_clean()
    refuse_two_sides(membership)
    membership.save(force_insert=True)
    record(Kind.MEMBERSHIP_GRANTED, membership, by=by, organisation=acting, now=now)
    _forget_loaded(user)
    return membership


@transaction.atomic
def change_membership(*, membership, by, seen_version, now=None, role):
    """Change a member's role. Raises NotAllowed, StaleVersion, ValidationError."""
    return _change(Kind.MEMBERSHIP_CHANGED, membership, by, seen_version, now, role=role)


@transaction.atomic
def end_membership(*, membership, by, seen_version, until=None, now=None):
    """End a membership on a date (today by default); the person's words stay.

    Raises NotAllowed, StaleVersion, ValidationError.
    """
    until = until or (now or timezone.now()).date()
    return _change(Kind.MEMBERSHIP_ENDED, membership, by, seen_version, now, until=until)


def _change(kind, membership, by, seen_version, now, **fields):
    now = now or timezone.now()
    acting = require(may_manage_people(by, now.date()))
    membership = Membership.objects.select_related("user", "organisation").get(pk=membership.pk)
    if membership.until is not None:
        raise ValidationError(_("This membership has ended. Grant a new one instead."))
    before = membership.recorded_values()
    membership.compare_and_swap(seen_version, **fields)
    record(kind, membership, by=by, organisation=acting, before=before, now=now)
    _forget_loaded(membership.user)
    return membership


def refuse_two_sides(membership):
    """Raise ValidationError if the person acts for another side in the same time."""
    for other in membership.user.memberships.select_related("organisation"):
        overlaps = other.until is None or other.until >= membership.since
        if overlaps and other.organisation.side != membership.organisation.side:
            raise ValidationError(
                {
                    "organisation": _(
                        "%(person)s acts for %(organisation)s, which is on another side. "
                        "One person cannot act for two sides. End that membership first."
                    )
                    % {"person": membership.user, "organisation": other.organisation}
                }
            )


def _forget_loaded(user):
    user.__dict__.pop("all_memberships", None)
