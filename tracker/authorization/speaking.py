"""Who may begin to say what, about what, and in which voice: one rule for each kind of entry."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Organisation, Side
from tracker.authorization.frame import may_change_plan
from tracker.models import Commitment, Entry, Milestone, Observation, Plan, Seat
from tracker.models.proposal import BOTH_SIDES

Subject = Commitment | Milestone


def sign_in() -> Verdict:
    return deny(_("Sign in to write."))


# What is said of a plan that has ended, besides corrections of one's own words. All else ends with it.
CLOSING = "closing"
AFTER_THE_END = frozenset(
    (CLOSING, Entry.Kind.EMBEDDING, Entry.Kind.REVERSAL, Entry.Kind.FOLLOW_UP_CHECK),
)


def why_closed(subject: Subject, kind: str = "") -> Verdict | None:
    """Return a refusal when nobody may say anything new about a subject, else None.

    `kind` is what somebody wants to say, where that may also be said after the plan's end.
    """
    commitment = subject.commitment
    plan = commitment.plan
    if plan.nature == Plan.Nature.ARCHIVE:
        return deny(_("This plan is documented from public sources. Nobody writes here."))
    if plan.status == Plan.Status.ENDED and kind not in AFTER_THE_END:
        return deny(
            _(
                "This plan has ended. What is left of it is still followed, and words are still "
                "corrected; nothing else is added."
            )
        )
    if plan.status not in (Plan.Status.IN_FORCE, Plan.Status.ENDED):
        return deny(_("This plan is not in force, so nothing new can be said about it."))
    if not commitment.is_open:
        return deny(
            _("This commitment is %(state)s, so nothing new can be said about it.")
            % {"state": commitment.get_state_display()}
        )
    return None


def _names(organisations: list[Organisation]) -> str:
    return ", ".join(str(organisation) for organisation in organisations)


def owners(subject: Subject) -> list[Organisation]:
    """Return who answers for a subject: a milestone's owner, or the leads of a commitment."""
    if isinstance(subject, Milestone):
        return [subject.owner] if subject.owner else []
    return [
        seat.organisation
        for seat in subject.table
        if seat.role == Seat.Role.LEADS and seat.state == Seat.State.AT_THE_TABLE
    ]


def parties(commitment: Commitment, day: dt.date) -> list[Organisation]:
    """Return who is bound: government and civil society at the table, and owners of milestones."""
    seated = [seat.organisation for seat in commitment.table if seat.is_taken(day)]
    everybody = dict.fromkeys([*seated, *commitment.owners])
    return [organisation for organisation in everybody if organisation.side in BOTH_SIDES]


def watchers(commitment: Commitment, day: dt.date) -> list[Organisation]:
    """Return the civil society organisations at a commitment's table."""
    seated = dict.fromkeys(seat.organisation for seat in commitment.table if seat.is_taken(day))
    return [organisation for organisation in seated if organisation.side == Side.CIVIL_SOCIETY]


def reviewers(user: Any, day: dt.date) -> list[Organisation]:
    """Return the independent reviewers that a person acts for: they need no seat."""
    memberships = user.memberships_on(day)
    return [m.organisation for m in memberships if m.organisation.side == Side.INDEPENDENT]


def may_report(user: Any, subject: Subject, now: dt.datetime | None = None) -> Verdict:
    """A progress report comes from the owner of a milestone, or a lead of the commitment."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := why_closed(subject)) is not None:  # a refusal is false
        return closed
    answerable = owners(subject)
    if not answerable:
        return deny(_("Nobody owns this yet. The secretariat can name an owner."))
    mine = user.acts_for(answerable, subject.plan.day_of(now or timezone.now()))
    if mine:
        return allow(*mine)
    return deny(
        _("Only %(owner)s, who answers for it, reports progress here.")
        % {"owner": _names(answerable)}
    )


def may_report_nothing(user: Any, commitment: Any, now: dt.datetime | None = None) -> Verdict:
    """Whoever owns milestones says of all they have reported on that there is nothing to report."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := why_closed(commitment)) is not None:  # a refusal is false
        return closed
    mine = user.acts_for(commitment.owners, commitment.plan.day_of(now or timezone.now()))
    if mine:
        return allow(*mine)
    return deny(_("Your organisation owns no milestone of this commitment."))


def may_observe(user: Any, subject: Subject, now: dt.datetime | None = None) -> Verdict:
    """An observation comes from a civil society organisation with a seat at the table."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := why_closed(subject)) is not None:  # a refusal is false
        return closed
    day = subject.plan.day_of(now or timezone.now())
    own = [
        membership.organisation
        for membership in user.memberships_on(day)
        if membership.organisation.side == Side.CIVIL_SOCIETY
    ]
    if not own:
        return deny(_("Observations are the voice of civil society."))
    mine = user.acts_for(watchers(subject.commitment, day), day)
    if mine:
        return allow(*mine)
    return deny(
        _("%(organisation)s has no seat at this commitment's table. Ask the secretariat for one.")
        % {"organisation": own[0]}
    )


def addressed(observation: Observation) -> list[Organisation]:
    """Return who is asked to answer an observation."""
    return [o for o in owners(observation.subject) if o.pk != observation.organisation_id]


def may_respond(user: Any, observation: Observation, now: dt.datetime | None = None) -> Verdict:
    """The side that an observation addresses answers it; nobody answers themselves."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := why_closed(observation.subject)) is not None:  # a refusal is false
        return closed
    if observation.state != Entry.State.PUBLISHED:
        return deny(_("This observation is not public, or was withdrawn."))
    answerable = addressed(observation)
    mine = user.acts_for(answerable, observation.plan.day_of(now or timezone.now()))
    if mine:
        return allow(*mine)
    return deny(
        _("The answer is for %(owner)s to give.") % {"owner": _names(answerable)}
        if answerable
        else _("Nobody else owns this, so nobody is asked to answer.")
    )


def may_assess(user: Any, commitment: Commitment, now: dt.datetime | None = None) -> Verdict:
    """IRM codes come from an independent reviewer."""
    if not user.is_authenticated:
        return sign_in()
    if commitment.plan.nature == Plan.Nature.ARCHIVE:
        return deny(_("This plan is documented from public sources. Nobody writes here."))
    if commitment.plan.status == Plan.Status.ARCHIVED:
        return deny(_("This plan is archived. Nobody writes here any more."))
    mine = reviewers(user, commitment.plan.day_of(now or timezone.now()))
    if mine:
        return allow(*mine)
    return deny(_("Assessments are the voice of the independent reviewer."))


def may_document(user: Any, subject: Subject, now: dt.datetime | None = None) -> Verdict:
    """Statements from public sources enter archived plans only, by their keeper."""
    if subject.plan.nature != Plan.Nature.ARCHIVE:
        return deny(_("In a plan that people write in, everybody speaks for themselves."))
    return may_change_plan(user, subject.plan, now)
