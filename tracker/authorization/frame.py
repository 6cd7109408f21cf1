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


def may_link_lineage(user: Any, obj: Any, now: dt.datetime | None = None) -> Verdict:
    """Where a commitment goes on is also said once its plan is over."""
    return may_change_plan(user, obj.plan, now)


def may_describe_plan(user: Any, obj: Any, now: dt.datetime | None = None) -> Verdict:
    """What belongs to a plan is changed by whoever may change the plan, until it ends. An archive
    documents plans that ended long ago, and goes on doing so."""
    plan: Plan = obj.plan
    verdict = may_change_plan(user, plan, now)
    if verdict and plan.is_over and plan.nature != Plan.Nature.ARCHIVE:
        return deny(_("This plan has ended, so what was agreed in it stays as it was."))
    return verdict


def _by_agreement(user: Any, obj: Any, now: dt.datetime | None = None) -> Verdict:
    """What binds both sides is the secretariat's to enter until the plan is in force; from then on
    it changes by agreement."""
    verdict = may_describe_plan(user, obj, now)
    if verdict and obj.plan.is_open:
        return deny(
            _(
                "The plan is in force, so this binds both sides. Propose it: "
                "the other side answers, and what is agreed is carried out."
            )
        )
    return verdict


def may_adopt_text(user: Any, commitment: Any, now: dt.datetime | None = None) -> Verdict:
    """The secretariat enters the first wording; a new one is agreed once the plan is in force."""
    if commitment.plan.is_open and commitment.texts.exists():
        return _by_agreement(user, commitment, now)
    return may_describe_plan(user, commitment, now)


may_change_theme = may_describe_plan
may_change_commitment = may_describe_plan
may_move_commitment = _by_agreement
may_change_milestone = _by_agreement
may_move_due_date = _by_agreement
may_seat = may_describe_plan
