"""Who records what a commitment set in motion, and who says whether it is so."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Organisation
from tracker.authorization.speaking import parties, reviewers, sign_in
from tracker.models import Commitment, Entry, Plan, Ripple

# A ripple often shows once the plan is over.
OPEN = (Plan.Status.IN_FORCE, Plan.Status.ENDED)


def may_record_ripple(user: Any, subject: Any, now: dt.datetime | None = None) -> Verdict:
    """A ripple is recorded by whoever works on the commitment, of either side, or by the reviewer."""
    if not user.is_authenticated:
        return sign_in()
    commitment: Commitment = subject.commitment
    if (closed := _why_closed(commitment.plan)) is not None:  # a refusal is false
        return closed
    mine = _at_work(user, commitment, now)
    if mine:
        return allow(*mine)
    return deny(
        _(
            "Ripples are recorded by the organisations at this commitment's table, "
            "the owners of its milestones and the independent reviewer."
        )
    )


def may_find(user: Any, ripple: Ripple, now: dt.datetime | None = None) -> Verdict:
    """What became of a ripple is found by others of the same circle, never by whoever recorded it."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := _why_closed(ripple.plan)) is not None:  # a refusal is false
        return closed
    if ripple.state != Entry.State.PUBLISHED:
        return deny(_("This ripple is not public, or was withdrawn."))
    if Entry.objects.filter(corrects=ripple).exists():
        return deny(_("This ripple was corrected. Say it of the correction instead."))
    mine = _at_work(user, ripple.commitment, now)
    others = [organisation for organisation in mine if organisation.pk != ripple.organisation_id]
    if others:
        return allow(*others)
    if mine:
        return deny(_("Your organisation recorded this ripple, so others say what they find."))
    return deny(
        _(
            "Findings come from the other organisations at this commitment's table, "
            "the owners of its milestones and the independent reviewer."
        )
    )


def _why_closed(plan: Plan) -> Verdict | None:
    if plan.nature == Plan.Nature.ARCHIVE:
        return deny(_("This plan is documented from public sources. Nobody writes here."))
    if plan.status not in OPEN:
        return deny(_("Ripples are recorded while a plan is in force and after its end."))
    return None


def _at_work(user: Any, commitment: Commitment, now: dt.datetime | None) -> list[Organisation]:
    """Return the organisations of a person that sit at the table, own a milestone or review."""
    day = commitment.plan.day_of(now or timezone.now())
    mine: list[Organisation] = user.acts_for(parties(commitment, day), day)
    return mine + reviewers(user, day)
