"""What waits for what: around one milestone, at one table, and what a person may choose from."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tracker.models import Agreement, Commitment, Dependency, Milestone, Plan


@dataclass
class Waits:
    """What a milestone waits for, and what waits for it; withdrawn ones stand last."""

    upstream: list[Dependency]
    downstream: list[Dependency]

    def __iter__(self):
        return iter([*self.upstream, *self.downstream])


def around(milestone: Milestone) -> Waits:
    """Return what stands before and behind a milestone, in one query."""
    rows = list(
        Dependency.objects.filter(Q(milestone=milestone) | Q(on_milestone=milestone))
        .with_all()
        .select_related("milestone__status")
        .order_by("state", "declared_at", "pk")
    )
    return Waits(
        upstream=[row for row in rows if row.milestone_id == milestone.pk],
        downstream=[row for row in rows if row.on_milestone_id == milestone.pk and row.is_standing],
    )


def waits_at(commitment: Commitment) -> dict[int, list[Dependency]]:
    """Return what the milestones of a commitment wait for, by their key."""
    found: dict[int, list[Dependency]] = {}
    rows = Dependency.objects.standing().filter(milestone__commitment=commitment)
    for row in rows.with_all().order_by("declared_at", "pk"):
        found.setdefault(row.milestone_id, []).append(row)
    return found


def dependencies_for(user: Any) -> QuerySet[Dependency]:
    """Return the dependencies that a person may read, with all that their pages show."""
    return Dependency.objects.visible_to(user).with_all()


def milestones_to_choose(plan: Plan, milestone: Milestone) -> list[Milestone]:
    """Return the other milestones of a plan, by number."""
    rows = Milestone.objects.filter(commitment__plan=plan).exclude(pk=milestone.pk)
    return list(rows.select_related("commitment__plan").order_by("commitment__number", "number"))


def agreements_to_choose(plan: Plan) -> list[Agreement]:
    """Return what meetings of a plan agreed on and is not void, the soonest day first."""
    rows = Agreement.objects.filter(meeting__plan=plan).exclude(state=Agreement.State.VOID)
    return list(rows.with_all().order_by("due_date", "pk"))
