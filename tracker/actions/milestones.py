from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from tracker.actions.writing import change, create, given, only
from tracker.authorization.frame import (
    may_change_commitment,
    may_change_milestone,
    may_move_due_date,
)
from tracker.due_dates import period_end
from tracker.kinds import Kind
from tracker.models import Milestone, MilestoneStatus

# Not the due date: it moves by an action of its own, with a reason.
CHANGEABLE = (
    "number",
    "title_es",
    "title_en",
    "deliverable_es",
    "deliverable_en",
    "verification_es",
    "verification_en",
    "owner",
    "start_date",
    "source",
)


@transaction.atomic
def add_milestone(*, commitment, by, due_precision, due_date=None, now=None, **fields):
    """Add a milestone; its due date is also its original one, for ever.

    Raises NotAllowed, ValidationError.
    """
    now = now or timezone.now()
    acting = require(may_change_commitment(by, commitment, now))
    due_date = _period_end(due_date, due_precision)
    milestone = Milestone(
        commitment=commitment,
        due_date=due_date,
        due_precision=due_precision,
        original_due_date=due_date,
        original_due_precision=due_precision,
        **only(fields, CHANGEABLE),
    )
    create(Kind.MILESTONE_ADDED, milestone, by=by, organisation=acting, now=now)
    MilestoneStatus.objects.create(milestone=milestone)
    return milestone


@transaction.atomic
def change_milestone(*, milestone, by, seen_version, reason="", now=None, **fields):
    """Change a milestone's description or owner. Raises NotAllowed, StaleVersion, ValidationError."""
    now = now or timezone.now()
    milestone = _fresh(milestone)
    acting = require(may_change_milestone(by, milestone, now))
    return write_description(
        milestone,
        fields,
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason,
        now=now,
    )


@transaction.atomic
def move_due_date(*, milestone, to, precision, reason, by, seen_version, now=None):
    """Move a due date; the original date and the reason stay visible.

    Raises NotAllowed, StaleVersion, ValidationError (no reason, no date).
    """
    now = now or timezone.now()
    milestone = _fresh(milestone)
    acting = require(may_move_due_date(by, milestone, now))
    reason = given(reason)
    return write_due_date(
        milestone,
        to,
        precision,
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason,
        now=now,
    )


# --- Writing what was allowed, or agreed. Callers have asked the rule. `written`: as `change` takes it.


def write_description(milestone, fields, **written):
    return change(Kind.MILESTONE_CHANGED, milestone, only(fields, CHANGEABLE), **written)


def write_due_date(milestone, to, precision, **written):
    fields = {"due_date": _period_end(to, precision), "due_precision": precision}
    return change(Kind.DUE_DATE_MOVED, milestone, fields, **written)


def _period_end(day, precision):
    try:
        return period_end(day, precision)
    except ValueError:
        raise ValidationError(
            {"due_date": _("Give a due date, or say that it is ongoing or unknown.")}
        ) from None


def _fresh(milestone):
    related = ("commitment__plan__secretariat", "owner")
    return Milestone.objects.select_related(*related).get(pk=milestone.pk)
