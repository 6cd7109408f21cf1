"""Who keeps the agreed frame: the plan, its commitments, milestones, texts and seats."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.people import secretariat_of
from accounts.authorization.verdicts import Verdict, allow, deny
from tracker.models import Plan


def may_create_plan(user: Any, now: dt.datetime | None = None) -> Verdict:
    """A plan is opened by a member of a secretariat, which then keeps it."""
    secretariat = secretariat_of(user, (now or timezone.now()).date())
    if secretariat:
        return allow(secretariat)
    return deny(_("Only a secretariat opens a plan."))


def may_change_plan(user: Any, plan: Plan, now: dt.datetime | None = None) -> Verdict:
    """The frame binds both sides; the plan's own secretariat keeps it, in the open."""
    if user.is_authenticated:
        day = plan.day_of(now or timezone.now())
        if user.membership_in(plan.secretariat_id, day):
            return allow(plan.secretariat)
    return deny(
        _("Only %(secretariat)s, the secretariat of this plan, changes its frame.")
        % {"secretariat": plan.secretariat}
    )


def _of_the_plan(user: Any, obj: Any, now: dt.datetime | None = None) -> Verdict:
    """What belongs to a plan is changed by whoever may change the plan."""
    return may_change_plan(user, obj.plan, now)


may_change_theme = _of_the_plan
may_change_commitment = _of_the_plan
may_adopt_text = _of_the_plan
may_change_milestone = _of_the_plan
may_move_due_date = _of_the_plan
may_seat = _of_the_plan
may_link_lineage = _of_the_plan
