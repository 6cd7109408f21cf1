from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from tracker.actions.writing import create, only
from tracker.authorization.frame import may_describe_plan
from tracker.due_dates import period_end
from tracker.kinds import Kind
from tracker.models import PlanEvent

FIELDS = (
    "type",
    "title_es",
    "title_en",
    "description_es",
    "description_en",
    "basis_es",
    "basis_en",
    "source",
)


@transaction.atomic
def add_plan_event(
    *, plan, date, date_precision, by, commitments=(), organisations=(), now=None, **fields
):
    """Add a dated fact that a public source tells. Raises NotAllowed, ValidationError."""
    now = now or timezone.now()
    acting = require(may_describe_plan(by, plan, now))
    last_day = period_end(date, date_precision)
    if last_day is None:
        raise ValidationError({"date": _("A dated fact needs a date.")})
    event = PlanEvent(
        plan=plan,
        date=last_day,
        date_precision=date_precision,
        **only(fields, FIELDS),
    )

    def link(row):
        row.commitments.set(commitments)
        row.organisations.set(organisations)

    return create(Kind.EVENT_ADDED, event, by=by, organisation=acting, now=now, after_save=link)
