"""Everything one organisation owes, watches or has said, across plans, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from tracker.models import Commitment, Entry, Milestone, Observation, Plan, Response, Seat


@dataclass(frozen=True)
class Totals:
    """How much there is of each, to say so above the rows."""

    tables: int
    leads: int
    milestones: int
    owed: int
    overdue: int
    statements: int
    waiting: int


def owned(organisation: Organisation, plans: Sequence[Plan]) -> QuerySet[Milestone]:
    """Return its milestones, what is owed now first, then by due date."""
    return (
        Milestone.objects.filter(owner=organisation, commitment__plan__in=plans)
        .select_related("commitment__plan", "status")
        .annotate(
            rank=Case(
                When(_is_owed(), then=Value(0)), default=Value(1), output_field=IntegerField()
            )
        )
        .order_by("rank", F("due_date").asc(nulls_last=True), "pk")
    )


def _is_owed() -> Q:
    return Q(
        commitment__plan__status=Plan.Status.IN_FORCE,
        commitment__state=Commitment.State.IN_FORCE,
        status__done_date__isnull=True,
    )


def seats(organisation: Organisation, plans: Sequence[Plan]) -> QuerySet[Seat]:
    """Return its seats, those of the newest plan first."""
    return (
        Seat.objects.filter(organisation=organisation, commitment__plan__in=plans)
        .select_related("commitment__plan", "commitment__status")
        .order_by("-commitment__plan__start_date", "commitment__plan", "commitment__number", "pk")
    )


def statements(organisation: Organisation, plans: Sequence[Plan]) -> QuerySet[Entry]:
    """Return what it published, newest first. Drafts never come through the public manager."""
    return (
        Entry.objects.filter(organisation=organisation, commitment__plan__in=plans)
        .select_related("commitment__plan", "milestone", *Entry.CHILDREN.values())
        .order_by("-said_date", "-pk")
    )


def waiting(organisation: Organisation, plans: Sequence[Plan]) -> QuerySet[Observation]:
    """Return the observations that ask it something and have no answer yet, the most urgent first.

    It is asked as the owner of the milestone, or as a lead where the whole commitment is meant.
    `by` is the day for which it promised an answer, or for which one was asked.
    """
    open_plans = [plan for plan in plans if plan.is_open]
    mine = Milestone.objects.filter(owner=organisation, commitment__plan__in=open_plans)
    led = Seat.objects.filter(
        organisation=organisation,
        role=Seat.Role.LEADS,
        state=Seat.State.AT_THE_TABLE,
        commitment__plan__in=open_plans,
    )
    answers = Response.objects.filter(to=OuterRef("pk"), state=Entry.State.PUBLISHED)
    corrections = Entry.objects.filter(corrects=OuterRef("pk"))
    promised = answers.order_by().values("to").annotate(day=Max("promised_date")).values("day")
    return (
        # Both sides of the *or* lean on an index of their own: by milestone, by commitment.
        Observation.objects.annotate(step=Coalesce("milestone_id", 0))
        .filter(
            Q(milestone__in=mine.order_by().values("pk"))
            | Q(step=0, commitment__in=led.order_by().values("commitment")),
            Q(type=Observation.Type.QUESTION) | ~Q(asks=""),
            state=Entry.State.PUBLISHED,
        )
        .exclude(organisation=organisation)
        .exclude(Exists(answers.exclude(outcome=Response.Outcome.WILL_ANSWER)))
        .exclude(Exists(corrections))
        .select_related("commitment__plan", "milestone")
        .annotate(by=Coalesce(Subquery(promised), "answer_by"))
        .order_by(F("by").asc(nulls_last=True), "said_date", "pk")
    )


def totals(organisation: Organisation, plans: Sequence[Plan]) -> Totals:
    """Return the counts over the rows. Overdue is measured on each plan's own day."""
    mine = seats(organisation, plans).order_by()
    tables: dict[str, Any] = mine.aggregate(
        tables=Count("commitment", distinct=True),
        leads=Count("commitment", distinct=True, filter=Q(role=Seat.Role.LEADS)),
    )
    milestones: dict[str, Any] = (
        Milestone.objects.filter(owner=organisation, commitment__plan__in=plans)
        .order_by()
        .aggregate(
            milestones=Count("pk"),
            owed=Count("pk", filter=_is_owed()),
            overdue=Count("pk", filter=_is_owed() & _is_past(plans)),
        )
    )
    said = Entry.objects.filter(organisation=organisation, commitment__plan__in=plans).count()
    asked = waiting(organisation, plans).order_by().count()
    return Totals(**tables, **milestones, statements=said, waiting=asked)


def _is_past(plans: Sequence[Plan]) -> Q:
    past = Q(pk__in=[])
    for plan in plans:
        past |= Q(commitment__plan=plan, due_date__lt=plan.as_of())
    return past
