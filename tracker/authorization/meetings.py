"""Who calls a meeting, keeps its minutes, and says what came of an agreement."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Organisation
from tracker.authorization.speaking import parties, sign_in
from tracker.models import Agreement, Commitment, Meeting, Plan


def why_shut(plan: Plan) -> Verdict | None:
    """Return a refusal when nothing is written about a plan's meetings any more, else None.

    What was agreed while the plan was in force can be told once it has ended, until it is archived.
    """
    if plan.nature == Plan.Nature.ARCHIVE:
        return deny(_("This plan is documented from public sources. Nobody writes here."))
    if plan.status not in (Plan.Status.IN_FORCE, Plan.Status.ENDED):
        return deny(_("This plan is not in force, so nobody meets about it here."))
    return None


def may_call_meeting(
    user: Any, plan: Plan, commitments: Iterable[Commitment], now: dt.datetime | None = None
) -> Verdict:
    """Whoever sits at each of its tables calls a meeting; the secretariat any, and the forum's alone."""
    if not user.is_authenticated:
        return sign_in()
    if (shut := why_shut(plan)) is not None:  # a refusal is false
        return shut
    if not plan.is_open:
        return deny(_("This plan has ended, so no meeting about it is called any more."))
    day, commitments = plan.day_of(now or timezone.now()), list(commitments)
    seated = _at_each(commitments, day)
    mine = user.acts_for([*seated, plan.secretariat], day)
    if mine:
        return allow(*mine)
    words = {"secretariat": plan.secretariat}
    if not commitments:
        return deny(
            _("Only %(secretariat)s, the secretariat of this plan, calls its forum.") % words
        )
    return deny(
        _("Those at each of these tables call a meeting, and %(secretariat)s, the secretariat.")
        % words
    )


def _at_each(commitments: list[Commitment], day: dt.date) -> list[Organisation]:
    """Return who sits at the table of every one of some commitments."""
    tables = [parties(commitment, day) for commitment in commitments]
    first = tables[0] if tables else []
    return [each for each in first if all(each in table for table in tables)]


def _keeps(user: Any, meeting: Meeting, now: dt.datetime | None) -> Verdict:
    """Whoever called a meeting keeps what is written of it, and the plan's secretariat."""
    if not user.is_authenticated:
        return sign_in()
    if (shut := why_shut(meeting.plan)) is not None:  # a refusal is false
        return shut
    day = meeting.plan.day_of(now or timezone.now())
    mine = user.acts_for([meeting.organisation, meeting.plan.secretariat], day)
    if mine:
        return allow(*mine)
    return deny(
        _("Only %(organisation)s, which called it, and %(secretariat)s, the secretariat, do this.")
        % {"organisation": meeting.organisation_name, "secretariat": meeting.plan.secretariat}
    )


def may_change_meeting(user: Any, meeting: Meeting, now: dt.datetime | None = None) -> Verdict:
    """Whoever called it or the secretariat moves a meeting that is to come."""
    return _keeps(user, meeting, now)


def may_cancel_meeting(user: Any, meeting: Meeting, now: dt.datetime | None = None) -> Verdict:
    """Whoever called it or the secretariat cancels a meeting."""
    return _keeps(user, meeting, now)


def may_keep_minutes(user: Any, meeting: Meeting, now: dt.datetime | None = None) -> Verdict:
    """Whoever called it or the secretariat publishes its minutes, and corrects them."""
    return _keeps(user, meeting, now)


def may_note_agreement(user: Any, meeting: Meeting, now: dt.datetime | None = None) -> Verdict:
    """Whoever keeps the minutes notes what was agreed."""
    verdict = _keeps(user, meeting, now)
    if verdict and not meeting.has_minutes:
        return deny(_("Publish the minutes first. What was agreed belongs to them."))
    return verdict


def may_keep_agreement(user: Any, agreement: Agreement, now: dt.datetime | None = None) -> Verdict:
    """Only the organisation that owes it says that it was kept, or is not after all."""
    if not user.is_authenticated:
        return sign_in()
    if (shut := why_shut(agreement.plan)) is not None:  # a refusal is false
        return shut
    if user.membership_in(agreement.owner_id, agreement.plan.day_of(now or timezone.now())):
        return allow(agreement.owner)
    return deny(
        _("Only %(organisation)s, which owes it, says whether it was kept.")
        % {"organisation": agreement.owner_name}
    )


def may_void_agreement(user: Any, agreement: Agreement, now: dt.datetime | None = None) -> Verdict:
    """Whoever keeps the minutes declares void what no longer holds."""
    return _keeps(user, agreement.meeting, now)
