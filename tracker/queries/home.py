"""What the home page and the list of plans show: plans, what is contested now, what changed last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch

from accounts.models import Organisation
from ledger.models import HistoryEntry
from tracker.models import Commitment, Plan, Seat
from tracker.two_voices import State

MOST_CONTESTED = 5
MOST_CHANGES = 8


@dataclass(frozen=True)
class PlanStates:
    """A plan with how many of its commitments are in which divergence state."""

    plan: Plan
    states: dict[str, int]


def plans_with_states(user: Any) -> list[PlanStates]:
    """Return the plans that a person may read, those in force first, then the newest. Two queries."""
    plans = list(Plan.objects.visible_to(user).order_by("-start_date", "slug"))
    states: dict[int, dict[str, int]] = {plan.pk: {} for plan in plans}
    counted = Commitment.objects.filter(plan__in=states).order_by()
    for plan, state, n in counted.values_list("plan", "status__state").annotate(n=Count("pk")):
        states[plan][state] = n
    plans.sort(key=lambda plan: not plan.is_open)
    return [PlanStates(plan, states[plan.pk]) for plan in plans]


def contested_now(plans: Iterable[Plan]) -> list[Commitment]:
    """Return what is contested in some plans, longest first, with status and the seats that are taken."""
    taken = Seat.objects.at_the_table().select_related("organisation").order_by("pk")
    contested = Commitment.objects.filter(
        plan__in=[plan.pk for plan in plans], status__state=State.CONTESTED
    )
    ordered = contested.order_by("status__contested_since", "plan", "number")
    loaded = ordered.select_related("status", "plan").prefetch_related(Prefetch("seats", taken))
    return list(loaded[:MOST_CONTESTED])


@dataclass(frozen=True)
class RecentChange:
    """An entry of a plan's history with the commitment it belongs to and whoever wrote it, where there are any."""

    entry: HistoryEntry
    plan: Plan
    commitment: Commitment | None
    organisation: Organisation | None


def recent_changes(plans: Collection[Plan]) -> list[RecentChange]:
    """Return the newest entries of some plans' histories. Three queries."""
    by_key = {plan.chain_key: plan for plan in plans}
    # The last few of each history by number, so that none of them is read or sorted whole.
    newest = HistoryEntry.objects.filter(
        chain__key__in=by_key, seq__gt=F("chain__seq") - MOST_CHANGES
    )
    ordered = newest.select_related("chain").order_by("-at", "-pk")
    entries = list(ordered[:MOST_CHANGES])
    contexts = {entry.context_uid for entry in entries if entry.context_uid}
    commitments = {
        commitment.uid: commitment
        for commitment in Commitment.objects.filter(uid__in=contexts).order_by("pk")
    }
    slugs = {entry.organisation for entry in entries}
    organisations = {
        organisation.slug: organisation
        for organisation in Organisation.objects.filter(slug__in=slugs).order_by("pk")
    }
    return [
        RecentChange(
            entry=entry,
            plan=by_key[entry.chain.key],
            commitment=commitments.get(entry.context_uid) if entry.context_uid else None,
            organisation=organisations.get(entry.organisation),
        )
        for entry in entries
    ]
