from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.authorization.verdicts import require
from tracker import workflow
from tracker.actions.writing import change, create, only
from tracker.authorization.frame import may_change_plan, may_create_plan, may_describe_plan
from tracker.kinds import Kind
from tracker.models import Commitment, Plan

# Not the slug: the plan's history is named by it. Not the nature: an example never becomes real.
CHANGEABLE = (
    "number",
    "jurisdiction_es",
    "jurisdiction_en",
    "title_es",
    "title_en",
    "summary_es",
    "summary_en",
    "start_date",
    "end_date",
    "timezone",
    "predecessor",
    "government_steward",
    "civil_society_steward",
    "official_count",
    "documents",
    "sources",
    "fresh_days",
    "due_days",
    "silent_days",
    "holidays",
)


@transaction.atomic
def add_plan(*, by, now=None, **fields):
    """Open a plan as a draft, kept by the person's own secretariat.

    Raises NotAllowed, ValidationError.
    """
    now = now or timezone.now()
    secretariat = require(may_create_plan(by, now))
    plan = Plan(**only(fields, (*CHANGEABLE, "slug", "nature")), secretariat=secretariat)
    return create(Kind.PLAN_ADDED, plan, by=by, organisation=secretariat, now=now)


@transaction.atomic
def change_plan(*, plan, by, seen_version, reason="", now=None, **fields):
    """Change the plan's description. Raises NotAllowed, StaleVersion, ValidationError."""
    now = now or timezone.now()
    plan = Plan.objects.get(pk=plan.pk)
    acting = require(may_describe_plan(by, plan, now))
    return change(
        Kind.PLAN_CHANGED,
        plan,
        only(fields, CHANGEABLE),
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason,
        now=now,
    )


@transaction.atomic
def move_plan(*, plan, verb, by, seen_version, now=None):
    """Put a plan in force, end it or archive it (see `workflow.PLAN`). A plan ends once it is decided
    how each of its commitments leaves it.

    Raises NotAllowed, WrongState, StaleVersion.
    """
    now = now or timezone.now()
    plan = Plan.objects.get(pk=plan.pk)
    acting = require(may_change_plan(by, plan, now))
    move = workflow.find(workflow.PLAN, verb, plan.status)
    if move.target == Plan.Status.ENDED:
        _require_decisions(plan)
    return change(
        move.kind,
        plan,
        {"status": move.target},
        seen_version=seen_version,
        by=by,
        organisation=acting,
        now=now,
    )


def _require_decisions(plan):
    """Raise WrongState while it is not decided how some commitment leaves. Archives document plans
    that ended without."""
    if plan.nature == Plan.Nature.ARCHIVE:
        return
    undecided = plan.commitments.filter(state__in=Commitment.OPEN, closing_decisions=None)
    numbers = list(undecided.order_by("number").values_list("number", flat=True))
    if numbers:
        words = ngettext(
            "It is not decided yet how commitment %(numbers)s leaves the plan.",
            "It is not decided yet how commitments %(numbers)s leave the plan.",
            len(numbers),
        )
        raise workflow.WrongState(words % {"numbers": ", ".join(map(str, numbers))})
