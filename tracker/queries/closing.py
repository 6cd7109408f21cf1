"""A plan's commitments as they leave it: what is decided, and what is not yet."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from tracker.models import ClosingDecision, Commitment, Plan, Seat


def open_commitments(plan: Plan) -> QuerySet[Commitment]:
    """Return the commitments of which it is decided how they leave a plan."""
    return plan.commitments.filter(state__in=Commitment.OPEN).order_by("number")


def closing_of(plan: Plan) -> list[Commitment]:
    """Return these with table and standing decision (`closing`), in three queries."""
    standing = ClosingDecision.objects.standing().select_related("keeper", "redaction")
    seats = Seat.objects.select_related("organisation").order_by("pk")
    commitments: list[Any] = list(
        open_commitments(plan).prefetch_related(
            Prefetch("seats", seats), Prefetch("closing_decisions", standing, "standing")
        )
    )
    for commitment in commitments:
        commitment.plan = plan
        for decision in commitment.standing:
            decision.commitment = commitment
    return commitments


def standing_decision(commitment: Commitment) -> ClosingDecision | None:
    found = ClosingDecision.objects.standing().filter(commitment=commitment)
    decision = found.select_related("keeper", "redaction").first()
    if decision:
        decision.commitment = commitment
    return decision


def next_undecided(commitment: Commitment) -> Commitment | None:
    """Return the next commitment of the plan without a decision, beginning anew after the last."""
    undecided = open_commitments(commitment.plan).filter(closing_decisions=None)
    found: Any = undecided.filter(number__gt=commitment.number).first() or undecided.first()
    return found


def decisions_for(user: Any) -> QuerySet[ClosingDecision]:
    """Return the decisions of plans that a person may read, with what replaced them."""
    plans = Plan.objects.visible_to(user)
    related = ("commitment__plan__secretariat", "keeper", "hold", "redaction", "organisation")
    found = ClosingDecision.objects.filter(commitment__plan__in=plans)
    return found.select_related(*related, "replaces", "replaced_by")
