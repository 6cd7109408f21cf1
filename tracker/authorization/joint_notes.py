"""Who writes, reads and signs the joint note on a milestone."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Organisation
from tracker.authorization.speaking import why_closed
from tracker.models import NOTE_SIDES, AgreedNote, JointNoteRevision, JointNoteSignature, Milestone


def _at_the_table(user: Any, milestone: Milestone, now: dt.datetime | None) -> list[Organisation]:
    """Return the organisations in whose name a person can take part: the owner of the milestone,
    and whoever sits at the commitment's table."""
    day = milestone.plan.day_of(now or timezone.now())
    seated = [seat.organisation for seat in milestone.commitment.table if seat.is_taken(day)]
    both = (o for o in (milestone.owner, *seated) if o is not None and o.side in NOTE_SIDES)
    return list(user.acts_for(both, day))


def _take_part(user: Any, milestone: Milestone, now: dt.datetime | None) -> Verdict:
    if not user.is_authenticated:
        return deny(_("Sign in to write."))
    organisations = _at_the_table(user, milestone, now)
    if organisations:
        return allow(*organisations)
    return deny(
        _(
            "The joint note is written by government and civil society at this commitment's table. "
            "Ask the secretariat for a seat."
        )
    )


def may_write_note(user: Any, milestone: Milestone, now: dt.datetime | None = None) -> Verdict:
    """Both sides at the table write, as long as anything can be said about the milestone."""
    verdict = _take_part(user, milestone, now)
    if verdict and (refusal := why_closed(milestone)) is not None:  # a refusal is false
        return refusal
    return verdict


def may_read_note(user: Any, milestone: Milestone, now: dt.datetime | None = None) -> Verdict:
    """What is not agreed yet is read by those who write it, and by the plan's secretariat."""
    verdict = _take_part(user, milestone, now)
    if verdict:
        return allow(verdict.organisations[0])  # whoever reads says nothing in anybody's name
    if not user.is_authenticated:
        return verdict
    plan = milestone.plan
    if user.membership_in(plan.secretariat_id, plan.day_of(now or timezone.now())):
        return allow(plan.secretariat)
    return verdict


def may_sign_note(
    user: Any, revision: JointNoteRevision, now: dt.datetime | None = None
) -> Verdict:
    """Each side signs for itself, and two sides are two people."""
    verdict = may_write_note(user, revision.milestone, now)
    if not verdict:
        return verdict
    standing = JointNoteSignature.objects.standing().filter(
        note=revision.note_id, number=revision.number, signatory=user
    )
    if standing.exclude(side=verdict.organisations[0].side).exists():
        return deny(_("You signed for the other side already. Somebody else signs for this one."))
    return verdict


def may_take_back_signature(
    user: Any, signature: JointNoteSignature, now: dt.datetime | None = None
) -> Verdict:
    """A signature is taken back by the organisation that gave it."""
    if not user.is_authenticated:
        return deny(_("Sign in to write."))
    day = signature.plan.day_of(now or timezone.now())
    if user.membership_in(signature.organisation_id, day):
        return allow(signature.organisation)
    return deny(
        _("Only %(organisation)s, who signed, takes this signature back.")
        % {"organisation": signature.organisation_name}
    )


def may_ask_to_withdraw_note(
    user: Any, agreed: AgreedNote, now: dt.datetime | None = None
) -> Verdict:
    """Either side may ask, at any time, also when the plan has ended."""
    return _take_part(user, agreed.milestone, now)


def may_withdraw_note(user: Any, agreed: AgreedNote, now: dt.datetime | None = None) -> Verdict:
    """What both signed is withdrawn by both: the side that did not ask says yes."""
    verdict = _take_part(user, agreed.milestone, now)
    if verdict and verdict.organisations[0].side == agreed.withdrawal_side:
        return deny(_("Your side asked for it. It is withdrawn when the other side says yes."))
    return verdict


may_keep_note = may_ask_to_withdraw_note
