"""Who says that a milestone waits for something, and who takes it back."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from tracker.authorization.speaking import parties, sign_in, why_closed
from tracker.models import Dependency, Milestone


def may_declare_dependency(
    user: Any, milestone: Milestone, now: dt.datetime | None = None
) -> Verdict:
    """The milestone's owner, anybody at its table, and the secretariat say what it waits for."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := why_closed(milestone)) is not None:  # a refusal is false
        return closed
    plan = milestone.plan
    day = plan.day_of(now or timezone.now())
    mine = user.acts_for([*parties(milestone.commitment, day), plan.secretariat], day)
    if mine:
        return allow(*mine)
    return deny(
        _(
            "Those at this commitment's table say what a milestone waits for, and "
            "%(secretariat)s, the secretariat of this plan."
        )
        % {"secretariat": plan.secretariat}
    )


def may_withdraw_dependency(
    user: Any, dependency: Dependency, now: dt.datetime | None = None
) -> Verdict:
    """Whoever declared it takes it back, or the milestone's owner."""
    if not user.is_authenticated:
        return sign_in()
    milestone = dependency.milestone
    if (closed := why_closed(milestone)) is not None:  # a refusal is false
        return closed
    owner = [milestone.owner] if milestone.owner else []
    day = milestone.plan.day_of(now or timezone.now())
    mine = user.acts_for([dependency.organisation, *owner], day)
    if mine:
        return allow(*mine)
    return deny(
        _("Only %(organisation)s, which declared it, and the milestone's owner take it back.")
        % {"organisation": dependency.organisation_name}
    )
