import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.kinds import Kind
from accounts.actions.recording import record
from accounts.actions.sessions import end_sessions
from accounts.authorization.people import may_end_membership, may_manage_members
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
    acting = require(may_manage_members(by, organisation, now.date()))
    return begin(user, organisation, role, since=since, by=by, acting=acting, now=now)


def begin(user, organisation, role, *, by, acting, now, since=None):
    """Write and record a new membership, in the transaction of an action that has asked the rule."""
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
    now = now or timezone.now()
    acting = require(may_manage_members(by, membership.organisation, now.date()))
    return _change(Kind.MEMBERSHIP_CHANGED, membership, by, acting, seen_version, now, role=role)


@transaction.atomic
def end_membership(*, membership, by, seen_version, until=None, now=None):
    """End a membership: at once, or after its last day `until`. The person's words stay.

    Members also end their own. Ended at once, and on a last day that is over or is today, it ends
    the person's sessions too: their next request is signed out.

    Raises NotAllowed, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    acting = require(may_end_membership(by, membership, now.date()))
    fields = {"until": until}
    if until is None:
        earliest = max((now - EARLIEST_DAY).date(), membership.since)
        fields = {"until": earliest, "ended_at": now}
    ended = _change(Kind.MEMBERSHIP_ENDED, membership, by, acting, seen_version, now, **fields)
    if ended.until <= now.date():
        end_sessions(ended.user)
    return ended


def _change(kind, membership, by, acting, seen_version, now, **fields):
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
    other = on_another_side(membership.user, membership.organisation, membership.since)
    if other:
        raise ValidationError(
            {
                "organisation": _(
                    "%(person)s acts for %(organisation)s, which is on another side. "
                    "One person cannot act for two sides. End that membership first."
                )
                % {"person": membership.user, "organisation": other.organisation}
            }
        )


def on_another_side(user, organisation, since):
    """Return a membership that would be in force beside one for this organisation, or None."""
    for other in user.memberships.select_related("organisation").order_by("pk"):
        overlaps = other.until is None or other.until >= since
        if overlaps and not other.ended_at and other.organisation.side != organisation.side:
            return other
    return None


def _forget_loaded(user):
    user.__dict__.pop("all_memberships", None)
