"""Who may say what of an obstacle: describe it, act on the public agenda, say that it is resolved."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from tracker.authorization.speaking import parties, sign_in, watchers, why_closed
from tracker.models import Commitment, Entry, Obstacle, Plan


def may_describe(user: Any, commitment: Commitment, now: dt.datetime | None = None) -> Verdict:
    """An obstacle is described by an organisation at the table, of either side, or by the owner of
    a milestone."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := why_closed(commitment)) is not None:  # a refusal is false
        return closed
    day = commitment.plan.day_of(now or timezone.now())
    mine = user.acts_for(parties(commitment, day), day)
    if mine:
        return allow(*mine)
    return deny(
        _(
            "Only who sits at this commitment's table, or owns a milestone, describes obstacles here."
        )
    )


def may_act(user: Any, obstacle: Obstacle, now: dt.datetime | None = None) -> Verdict:
    """An agenda action is what civil society at the table did while the obstacle stood."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := _why_over(obstacle)) is not None:
        return closed
    day = obstacle.plan.day_of(now or timezone.now())
    mine = user.acts_for(watchers(obstacle.commitment, day), day)
    if mine:
        return allow(*mine)
    return deny(_("Agenda actions are told by civil society at this commitment's table."))


def may_resolve(user: Any, obstacle: Obstacle, now: dt.datetime | None = None) -> Verdict:
    """Whoever described an obstacle says that it is resolved, or open again."""
    if not user.is_authenticated:
        return sign_in()
    if (closed := _why_over(obstacle)) is not None:
        return closed
    day = obstacle.plan.day_of(now or timezone.now())
    mine = user.acts_for([obstacle.organisation], day)
    if mine:
        return allow(*mine)
    return deny(
        _("Only %(organisation)s, which described it, says what became of it.")
        % {"organisation": obstacle.organisation_name}
    )


def may_share(user: Any, obstacle: Entry, now: dt.datetime | None = None) -> Verdict:
    """A new obstacle can lie with the table alone for a while, once; nothing else can."""
    if not user.is_authenticated:
        return sign_in()
    now = now or timezone.now()
    if obstacle.kind != Entry.Kind.OBSTACLE or obstacle.corrects_id:
        return deny(_("Only a new obstacle can be shared with the table alone."))
    until = obstacle.detail.shared_until
    if until and until <= now:
        return deny(
            _("It lay with the table for %(days)s days. Now it is published, or dropped.")
            % {"days": Obstacle.TEAM_DAYS}
        )
    verdict = may_describe(user, obstacle.commitment, now)
    if verdict and obstacle.organisation not in verdict.organisations:
        return deny(
            _("This belongs to %(organisation)s. Nobody else changes it.")
            % {"organisation": obstacle.organisation_name}
        )
    return allow(obstacle.organisation) if verdict else verdict


def _why_over(obstacle: Obstacle) -> Verdict | None:
    """Return a refusal when nothing more can be said of an obstacle, else None."""
    if obstacle.plan.nature == Plan.Nature.ARCHIVE or not obstacle.plan.is_open:
        return why_closed(obstacle.commitment)
    current = obstacle.current()
    if current is None or current.state != Entry.State.PUBLISHED:
        return deny(_("This obstacle is not public, or was withdrawn."))
    return why_closed(obstacle.commitment)


def describes_too(user: Any, obstacle: Obstacle, now: dt.datetime | None = None) -> Verdict:
    """The same obstacle is described a second time by another side; one's own side corrects."""
    verdict = may_describe(user, obstacle.commitment, now)
    if not verdict:
        return verdict
    others = [each for each in verdict.organisations if each.side != obstacle.side]
    if others:
        return allow(*others)
    return deny(_("Your side described this one. Correct that description instead."))
