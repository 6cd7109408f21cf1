"""Who may hide words for a while, and who may have them erased.

Two stewards, one organisation of each side, hold a key each. The secretariat's is no key: it may
hide words only while a side has no steward to do it.
"""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Organisation, Side
from tracker.models import Hold, Moderated, Plan, Redaction

SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)


def stewards_of(user: Any, plan: Plan, now: dt.datetime | None = None) -> list[Organisation]:
    """Return the stewards of a plan that a person acts for; mostly none, at most one a side."""
    if not user.is_authenticated:
        return []
    day = plan.day_of(now or timezone.now())
    # By key first: most people act for neither, and the organisations need not be loaded.
    return [
        plan.stewards[side]
        for side in SIDES
        if user.membership_in(plan.steward_key(side), day) is not None
    ]


def is_steward(user: Any, plan: Plan, now: dt.datetime | None = None) -> bool:
    return bool(stewards_of(user, plan, now))


def decides_here(user: Any, plan: Plan, now: dt.datetime | None = None) -> bool:
    """Return whether a person is shown what stewards may do: they are one, or stand in for one."""
    if not user.is_authenticated:
        return False
    now = now or timezone.now()
    return bool(stewards_of(user, plan, now) or _secretariat_alone(user, plan, now))


def without_steward(plan: Plan) -> list[str]:
    """Return the sides of a plan that have no steward."""
    return [side.value for side in SIDES if plan.steward_key(side) is None]


def _names(sides: list[str]) -> str:
    return ", ".join(str(Side(side).label) for side in sides)


def _sign_in() -> Verdict:
    return deny(_("Sign in as a steward of this plan."))


def may_hold(user: Any, about: Moderated, now: dt.datetime | None = None) -> Verdict:
    """A steward hides published words at once, each side once; see `Hold`."""
    now = now or timezone.now()
    if not user.is_authenticated:
        return _sign_in()
    acting = stewards_of(user, about.plan, now) or _secretariat_alone(user, about.plan, now)
    if not acting:
        return deny(_("Only a steward of this plan hides words for a while."))
    if about.is_private:
        return deny(_("This is a draft. Nobody else sees it."))
    holds = list(Hold.objects.filter(about_uid=about.uid).order_by("pk"))
    if any(hold.is_in_force(now) for hold in holds):
        return deny(_("These words are hidden already."))
    held = {hold.side for hold in holds}
    for organisation in acting:
        if organisation.side not in held:
            return allow(organisation)
    return deny(_("This side hid these words once already. A hold cannot be renewed."))


def _secretariat_alone(user: Any, plan: Plan, now: dt.datetime) -> list[Organisation]:
    if without_steward(plan) and user.membership_in(plan.secretariat_id, plan.day_of(now)):
        return [plan.secretariat]
    return []


def may_lift(user: Any, hold: Hold, now: dt.datetime | None = None) -> Verdict:
    """Whoever hid words shows them again, or the steward of another side does."""
    now = now or timezone.now()
    if not user.is_authenticated:
        return _sign_in()
    if user.membership_in(hold.organisation_id, hold.plan.day_of(now)):
        return allow(hold.organisation)
    for steward in stewards_of(user, hold.plan, now):
        if steward.side != hold.side:
            return allow(steward)
    return deny(
        _("Only %(organisation)s, who hid these words, or the steward of the other side lifts it.")
        % {"organisation": hold.organisation_name}
    )


def may_ask_redaction(user: Any, about: Moderated, now: dt.datetime | None = None) -> Verdict:
    """A steward asks the other side's to agree that words go for good."""
    now = now or timezone.now()
    if not user.is_authenticated:
        return _sign_in()
    missing = without_steward(about.plan)
    if missing:
        return deny(
            _("Nothing is erased before both sides have a steward. Still to be named: %(sides)s.")
            % {"sides": _names(missing)}
        )
    acting = stewards_of(user, about.plan, now)
    if not acting:
        return deny(_("Only a steward of this plan asks to erase words."))
    if about.is_private:
        return deny(_("This is a draft. Its organisation discards it by itself."))
    if Redaction.objects.waiting(now).filter(about_uid=about.uid).exists():
        return deny(_("This was asked already and waits for the other side's steward."))
    return allow(acting[0])


def may_answer_redaction(
    user: Any, redaction: Redaction, now: dt.datetime | None = None
) -> Verdict:
    """The other side's steward confirms or refuses: never the same side, never the same person."""
    now = now or timezone.now()
    if not user.is_authenticated:
        return _sign_in()
    others = [o for o in stewards_of(user, redaction.plan, now) if o.side != redaction.side]
    if not others:
        return deny(_("Only the steward of the other side answers this."))
    if user.pk == redaction.person_id:
        return deny(_("You asked for this yourself. Somebody else has to answer."))
    return allow(others[0])
