"""Who says what lasts: what is embedded, what holds no more, and what is left after a plan's end."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from tracker.authorization.speaking import (
    CLOSING,
    owners,
    parties,
    reviewers,
    sign_in,
    why_closed,
)
from tracker.models import ClosingDecision, Commitment, Embedding, Entry, Milestone, Plan
from tracker.models.follow_up_check import mark_day, marks_due

Kind = Entry.Kind


def may_embed(user: Any, subject: Any, now: dt.datetime | None = None) -> Verdict:
    """Whoever works on a commitment, of either side, says what of it goes on without the plan."""
    if not user.is_authenticated:
        return sign_in()
    if isinstance(subject, Milestone):
        return _of_the_whole()
    commitment: Commitment = subject.commitment
    if (closed := why_closed(commitment, Kind.EMBEDDING)) is not None:  # a refusal is false
        return closed
    day = commitment.plan.day_of(now or timezone.now())
    mine = user.acts_for(parties(commitment, day), day)
    if mine:
        return allow(*mine)
    return deny(
        _(
            "What is embedded is said by the organisations at this commitment's table and the "
            "owners of its milestones."
        )
    )


def may_reverse(user: Any, embedding: Embedding, now: dt.datetime | None = None) -> Verdict:
    """The same people say that an embedding holds no more, whoever said that it was one."""
    verdict = may_embed(user, embedding, now)
    if verdict and embedding.state != Entry.State.PUBLISHED:
        return deny(_("This is not public, or was withdrawn."))
    if verdict and Entry.objects.filter(corrects=embedding).exists():
        return deny(_("This was corrected. Say it of the correction instead."))
    return verdict


def may_follow_up(user: Any, subject: Any, now: dt.datetime | None = None) -> Verdict:
    """After the plan's end, whoever worked on a commitment and the reviewer say what is left."""
    if not user.is_authenticated:
        return sign_in()
    if isinstance(subject, Milestone):
        return _of_the_whole()
    now = now or timezone.now()
    commitment: Commitment = subject.commitment
    plan: Plan = commitment.plan
    if plan.is_open:
        return deny(_("What is left is asked once the plan has ended."))
    if (closed := why_closed(commitment, Kind.FOLLOW_UP_CHECK)) is not None:  # a refusal is false
        return closed
    if not marks_due(plan, plan.day_of(now)):
        return deny(
            _("The first check is due 6 months after the plan's end: on %(day)s.")
            % {"day": date_format(mark_day(plan, 6), "j F Y")}
        )
    day = plan.day_of(now)
    mine = user.acts_for(parties(commitment, day), day) + reviewers(user, day)
    if mine:
        return allow(*mine)
    return deny(
        _(
            "What is left is said by the organisations at this commitment's table, the owners of "
            "its milestones and the independent reviewer."
        )
    )


def may_close(user: Any, commitment: Commitment, now: dt.datetime | None = None) -> Verdict:
    """The secretariat and the leads decide how a commitment leaves its plan, near the plan's end.

    Civil society at the table objects on the record, by an observation.
    """
    if not user.is_authenticated:
        return sign_in()
    plan = commitment.plan
    if (closed := why_closed(commitment, CLOSING)) is not None:  # a refusal is false
        return closed
    day = plan.day_of(now or timezone.now())
    opens = closing_opens(plan)
    if day < opens:
        return deny(
            _("This is decided in the last %(days)s days of the plan: from %(day)s on.")
            % {"days": ClosingDecision.DAYS, "day": date_format(opens, "j F Y")}
        )
    mine = user.acts_for([plan.secretariat, *owners(commitment)], day)
    if mine:
        return allow(*mine)
    return deny(
        _(
            "%(secretariat)s, the secretariat of this plan, and those who lead the commitment decide "
            "how it leaves the plan."
        )
        % {"secretariat": plan.secretariat}
    )


def closing_opens(plan: Plan) -> dt.date:
    """Return the day from which it is decided how commitments leave a plan."""
    day: dt.date = plan.end_date - dt.timedelta(days=ClosingDecision.DAYS)
    return day


def _of_the_whole() -> Verdict:
    return deny(_("What lasts is said of a whole commitment, not of one milestone."))
