"""An obstacle that lies with the table alone, for sixty days at most; then it is published or dropped.

Nothing of it is in the history before it is published.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.evidence import unseen_files
from tracker.authorization.obstacles import may_share
from tracker.models import Obstacle


@transaction.atomic
def share(*, entry, by, seen_version, now=None):
    """Let the table read a draft of an obstacle, complete as it is. It is locked meanwhile.

    The sixty days count from when the table first saw it; taking it back does not renew them.
    Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    obstacle = _fresh(entry)
    require(may_share(by, obstacle, now))
    move = workflow.find(workflow.ENTRY, "share", obstacle.state)
    if obstacle.version != seen_version:
        raise StaleVersion(obstacle)
    pieces = list(obstacle.evidence.all())
    obstacle.said_date = obstacle.plan.day_of(now)
    if problems := obstacle.problems(pieces) | unseen_files(pieces):
        raise ValidationError([message for each in problems.values() for message in _listed(each)])
    obstacle.compare_and_swap(
        seen_version,
        state=move.target,
        said_date=obstacle.said_date,
        kept_back="",
        shared_at=obstacle.shared_at or now,
    )
    return obstacle


@transaction.atomic
def end_sharing(*, obstacle, now=None):
    """Make what lay with the table for sixty days a draft of its organisation again, and say so.

    Return whether it did; nothing happens to what somebody took care of meanwhile.
    """
    now = now or timezone.now()
    lock(obstacle.plan.chain_key)
    obstacle = _fresh(obstacle)
    if not obstacle.is_with_the_table or obstacle.shared_until > now:
        return False
    move = workflow.find(workflow.ENTRY, "take_back", obstacle.state)
    with translation.override(obstacle.author.language):
        why = _("It lay with the table for %(days)s days. Publish it or discard it.") % {
            "days": Obstacle.TEAM_DAYS
        }
    obstacle.compare_and_swap(obstacle.version, state=move.target, kept_back=why)
    return True


def over(now):
    """Return the obstacles whose time with the table is over."""
    rows = Obstacle.everything.shared_before(now - dt.timedelta(days=Obstacle.TEAM_DAYS))
    return rows.select_related("commitment__plan")


def _listed(messages):
    return messages if isinstance(messages, list | tuple) else [messages]


def _fresh(entry):
    related = ("author", "organisation", "commitment__plan__secretariat", "same_as", "milestone")
    return Obstacle.everything.select_related(*related).get(pk=entry.pk)
