"""Who proposes a change of the agreed frame, and who answers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Side
from tracker.authorization.speaking import parties
from tracker.models import Commitment, Plan, Proposal


def sides_in_words(sides: Iterable[str]) -> str:
    return _(" and ").join(str(Side(side).label).lower() for side in sides)


def _closed(commitment: Commitment) -> Verdict | None:
    """Return a refusal when nothing about a commitment can be agreed any more, else None."""
    plan = commitment.plan
    if plan.nature == Plan.Nature.ARCHIVE:
        return deny(_("This plan is documented from public sources. Nobody writes here."))
    if not plan.is_open:
        return deny(_("This plan is not in force, so nothing is proposed or agreed about it."))
    if not commitment.is_open:
        return deny(
            _("This commitment is %(state)s, so nothing is proposed or agreed about it.")
            % {"state": commitment.get_state_display()}
        )
    return None


def may_propose(user: Any, subject: Any, now: dt.datetime | None = None) -> Verdict:
    """Whoever sits at the commitment's table or owns a milestone of it, and the secretariat."""
    if not user.is_authenticated:
        return deny(_("Sign in to write."))
    commitment = subject.commitment
    if (closed := _closed(commitment)) is not None:  # a refusal is false
        return closed
    day = commitment.plan.day_of(now or timezone.now())
    mine = user.acts_for([*parties(commitment, day), commitment.plan.secretariat], day)
    if mine:
        return allow(*mine)
    return deny(
        _(
            "Those at this commitment's table propose changes, and %(secretariat)s, "
            "the secretariat of this plan."
        )
        % {"secretariat": commitment.plan.secretariat}
    )


def may_answer(user: Any, proposal: Proposal, now: dt.datetime | None = None) -> Verdict:
    """The other side at the table answers; nobody answers what their own organisation proposed."""
    if not user.is_authenticated:
        return deny(_("Sign in to write."))
    if (closed := _closed(proposal.commitment)) is not None:  # a refusal is false
        return closed
    day = proposal.plan.day_of(now or timezone.now())
    if user.membership_in(proposal.organisation_id, day):
        return deny(
            _("Your own organisation proposed this. The answer is for %(sides)s to give.")
            % {"sides": sides_in_words(proposal.pending)}
        )
    asked = [p for p in parties(proposal.commitment, day) if p.side in proposal.asked]
    mine = user.acts_for((p for p in asked if p.side in proposal.pending), day)
    if mine:
        return allow(*mine)
    if user.acts_for(asked, day):
        return deny(_("Your side has accepted it already."))
    return deny(
        _("The answer is for %(sides)s at this commitment's table to give.")
        % {"sides": sides_in_words(proposal.asked)}
    )


def may_withdraw_proposal(user: Any, proposal: Proposal, now: dt.datetime | None = None) -> Verdict:
    """Whoever proposed it may take it back."""
    if not user.is_authenticated:
        return deny(_("Sign in to write."))
    if user.membership_in(proposal.organisation_id, proposal.plan.day_of(now or timezone.now())):
        return allow(proposal.organisation)
    return deny(
        _("Only %(organisation)s, which proposed it, does this.")
        % {"organisation": proposal.organisation_name}
    )


def may_publish_unilaterally(
    user: Any, proposal: Proposal, now: dt.datetime | None = None
) -> Verdict:
    """After ten working days without an answer, the proposer publishes it alone.

    The forum's rule: silence does not block a plan, and is shown as silence for ever.
    """
    now = now or timezone.now()
    verdict = may_withdraw_proposal(user, proposal, now)
    if not verdict:
        return verdict
    if (closed := _closed(proposal.commitment)) is not None:  # a refusal is false
        return closed
    if proposal.plan.day_of(now) <= proposal.answer_by:
        return deny(
            _("The other side has until %(day)s to answer. It can be published alone after that.")
            % {"day": date_format(proposal.answer_by, "j F Y")}
        )
    return verdict
