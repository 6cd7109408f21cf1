from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
from tracker.actions.writing import create, only
from tracker.authorization.frame import may_adopt_text
from tracker.kinds import Kind
from tracker.models import CommitmentText

FIELDS = ("adopted_date", "body_es", "body_en", "source", "reason_es", "reason_en")


@transaction.atomic
def adopt_text(*, commitment, by, agreed_by=(), now=None, **fields):
    """Adopt a new version of the official text; older versions stay.

    Raises NotAllowed, ValidationError (from the second version on a reason is needed).
    """
    now = now or timezone.now()
    acting = require(may_adopt_text(by, commitment, now))
    return write_text(commitment, fields, agreed_by, by=by, organisation=acting, now=now)


def write_text(commitment, fields, agreed_by, **written):
    """Add a version that was allowed, or agreed. `written`: as `create` takes it."""
    text = CommitmentText(
        commitment=commitment, number=last_number(commitment) + 1, **only(fields, FIELDS)
    )
    return create(
        Kind.TEXT_ADOPTED, text, after_save=lambda row: row.agreed_by.set(agreed_by), **written
    )


def last_number(commitment):
    """Return the number of the version in force, 0 where there is none."""
    return commitment.texts.order_by("-number").values_list("number", flat=True).first() or 0
