"""Who says whether an answer settles a question: whoever asked, and the forum when they bring it there."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from tracker.authorization.speaking import why_closed
from tracker.models import Entry, Observation, Settlement


def speaks_for_asker(user: Any, observation: Observation, now: dt.datetime | None = None) -> bool:
    """Return whether a person acts for the organisation that observed."""
    day = observation.plan.day_of(now or timezone.now())
    return user.is_authenticated and bool(user.membership_in(observation.organisation_id, day))


def _as_asker(user: Any, observation: Observation, now: dt.datetime | None) -> Verdict:
    if not user.is_authenticated:
        return deny(_("Sign in to write."))
    if speaks_for_asker(user, observation, now):
        return allow(observation.organisation)
    return deny(
        _("Only %(organisation)s, who asked, says whether the answer settles it.")
        % {"organisation": observation.organisation_name}
    )


def may_settle(user: Any, observation: Observation, now: dt.datetime | None = None) -> Verdict:
    """Only whoever opened a question settles it, once there is an answer or its day has passed."""
    verdict = _as_asker(user, observation, now)
    if not verdict:
        return verdict
    if (refusal := why_closed(observation.subject)) is not None:
        return refusal
    if observation.state != Entry.State.PUBLISHED or observation.corrected_by:
        return deny(_("This observation was withdrawn or corrected, so nothing is asked by it."))
    answer = observation.last_answer()
    if Settlement.objects.standing().filter(observation=observation, response=answer).exists():
        return deny(_("You gave your word on this answer already. You can take it back."))
    due = observation.due_date(answer)
    if (answer is None or answer.is_promise) and not (
        due and due < observation.plan.as_of(now or timezone.now())
    ):
        return deny(_("There is no answer yet, and its day has not passed."))
    return verdict


def may_escalate(user: Any, settlement: Settlement, now: dt.datetime | None = None) -> Verdict:
    """Whoever asked brings to the forum what is not resolved."""
    verdict = _as_asker(user, settlement.observation, now)
    if verdict and (refusal := why_closed(settlement.observation.subject)) is not None:
        return refusal
    return verdict


def may_close_question(
    user: Any, settlement: Settlement, now: dt.datetime | None = None
) -> Verdict:
    """The forum, which is the plan's secretariat, closes what was brought to it."""
    plan = settlement.plan
    day = plan.day_of(now or timezone.now())
    if user.is_authenticated and user.membership_in(plan.secretariat_id, day):
        return allow(plan.secretariat)
    return deny(
        _(
            "Only %(secretariat)s, the secretariat of this plan, closes what was brought to the forum."
        )
        % {"secretariat": plan.secretariat}
    )


def may_take_back_word(
    user: Any, settlement: Settlement, now: dt.datetime | None = None
) -> Verdict:
    """Whoever gave a word on an answer takes it back, until the forum has closed it."""
    return _as_asker(user, settlement.observation, now)
