"""What is left of the plans that are over: one light row a commitment, and what stands of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Side
from tracker.models import Commitment, Lineage, Plan
from tracker.queries.lasting import Lasting, lasting_of

OVER = (Plan.Status.ENDED, Plan.Status.ARCHIVED)
# What nobody decided, found or reached, as an address asks for it.
NONE = "none"


@dataclass
class Row:
    """A commitment of a plan that is over, with what stands of it. `later` is where it goes on."""

    pk: int
    plan: int
    number: int
    lasting: Lasting = field(default_factory=Lasting)
    commitment: Any = None
    later: list[Lineage] = field(default_factory=list)

    def codes(self, name: str) -> set[str]:
        """Return the codes by which a row is found under a facet."""
        lasting = self.lasting
        match name:
            case "plan":
                return {str(self.plan)}
            case "decision":
                return {lasting.decision.outcome if lasting.decision else NONE}
            case "rung":
                sides = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)
                return {lasting.reached(side) for side in sides} - {""} or {NONE}
        latest = [lasting.latest(side) for side in (*Side.values,)]
        return {word.verdict or NONE for word in latest if word} or {NONE}


FACETS = ("plan", "decision", "rung", "verdict")


def ended_plans(user: Any) -> list[Plan]:
    """Return the plans that are over and that a person may read, the newest first."""
    plans = Plan.objects.visible_to(user).filter(status__in=OVER)
    return list(plans.order_by("-start_date", "slug"))


def rows_of(plans: Sequence[Plan]) -> list[Row]:
    """Return every commitment of some plans in their order, with what stands of each."""
    order = {plan.pk: place for place, plan in enumerate(plans)}
    commitments = Commitment.objects.filter(plan__in=order)
    lasting = lasting_of(commitments.order_by().values("pk"))
    found = [
        Row(pk, plan, number, lasting.get(pk, Lasting()))
        for pk, plan, number in commitments.order_by("number").values_list("pk", "plan", "number")
    ]
    return sorted(found, key=lambda row: (order[row.plan], row.number))


def fits(row: Row, chosen: Mapping[str, str], but: str = "") -> bool:
    """Return whether a row is among those asked for, one facet left out of the question."""
    return all(not code or name == but or code in row.codes(name) for name, code in chosen.items())


def loaded(rows: Iterable[Row], user: Any) -> list[Row]:
    """Load what a page shows of some rows: their commitments and where they go on."""
    rows = list(rows)
    keys = [row.pk for row in rows]
    commitments = Commitment.objects.filter(pk__in=keys).select_related("plan", "status")
    by_pk = {commitment.pk: commitment for commitment in commitments.order_by("pk")}
    visible = Plan.objects.visible_to(user).order_by().values("pk")
    links = Lineage.objects.filter(earlier__in=keys).exclude(later__isnull=True)
    links = links.filter(later__plan__in=visible).select_related("later__plan")
    later: dict[int, list[Lineage]] = {}
    for link in links.order_by("pk"):
        later.setdefault(link.earlier_id, []).append(link)
    for row in rows:
        row.commitment = by_pk[row.pk]
        row.later = later.get(row.pk, [])
        if row.lasting.decision:
            row.lasting.decision.commitment = by_pk[row.pk]
    return rows
