from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.recording import lock
from tracker.actions.writing import create, only
from tracker.authorization.frame import may_adopt_text
from tracker.kinds import Kind
from tracker.models import CommitmentText

FIELDS = ("adopted_date", "body_es", "body_en", "source", "reason_es", "reason_en")


@transaction.atomic
def adopt_text(*, commitment, by, uid=None, agreed_by=(), now=None, **fields):
    """Adopt a new version of the official text; older versions stay.

    `uid` is of the form: one that is sent twice adopts once. Raises NotAllowed, ValidationError
    (from the second version on a reason is needed).
    """
    now = now or timezone.now()
    lock(commitment.plan.chain_key)
    acting = require(may_adopt_text(by, commitment, now))
    sent = CommitmentText.objects.filter(uid=uid).first() if uid else None
    if sent:
        return _sent_twice(sent, commitment, only(fields, FIELDS))
    if last_number(commitment) and not (fields.get("reason_es") or fields.get("reason_en")):
        raise ValidationError({"reason_es": _("Say why the text changed.")})
    return write_text(commitment, fields, agreed_by, uid=uid, by=by, organisation=acting, now=now)


def write_text(commitment, fields, agreed_by, uid=None, **written):
    """Add a version that was allowed, or agreed. `written`: as `create` takes it."""
    number = last_number(commitment) + 1
    text = CommitmentText(commitment=commitment, number=number, **only(fields, FIELDS))
    text.uid = uid or text.uid
    return create(
        Kind.TEXT_ADOPTED, text, after_save=lambda row: row.agreed_by.set(agreed_by), **written
    )


def last_number(commitment):
    """Return the number of the version in force, 0 where there is none."""
    return commitment.texts.order_by("-number").values_list("number", flat=True).first() or 0


def _sent_twice(text, commitment, fields):
    """Return what the first sending adopted, if this one says the same. Raises ValidationError."""
    same = all(getattr(text, name) == value for name, value in fields.items())
    if text.commitment_id == commitment.pk and same:
        return text
    raise ValidationError(
        _("This form was sent before, with another text, which was adopted. Open the form again.")
    )
