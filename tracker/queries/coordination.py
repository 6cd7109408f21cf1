"""Who sits at which table of a plan, and who carries how much: four queries, whatever the size."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from accounts.models import Organisation, Side
from tracker.models import Commitment, Milestone, Plan, Seat

# Bodies without which a commitment cannot be decided, made law or paid for.
DECISIVE = (Seat.Role.MUST_DECIDE, Seat.Role.GIVES_LEGAL_OPINION, Seat.Role.GIVES_BUDGET)
# Who carries at least so much, and twice what is usual, is pointed out.
MUCH = 4


@dataclass(frozen=True)
class Load:
    """How much a government organisation carries: tables that it leads, milestones that it owns."""

    organisation: Organisation
    leads: int
    owns: int

    @property
    def whole(self) -> int:
        return self.leads + self.owns


@dataclass
class Coordination:
    """The tables of a plan: its open commitments by number, and every seat at them."""

    plan: Plan
    commitments: list[Commitment]
    seats: list[Seat]
    owned: Counter[int]

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Return who has a seat: government first, in a side by name."""
        order = [Side.GOVERNMENT, Side.SECRETARIAT, Side.CIVIL_SOCIETY, Side.INDEPENDENT]
        found = {seat.organisation_id: seat.organisation for seat in self.seats}
        return sorted(
            found.values(), key=lambda each: (order.index(each.side), each.short.casefold())
        )

    @cached_property
    def cells(self) -> dict[tuple[int, int], list[Seat]]:
        """Return the seats by organisation and commitment."""
        found: dict[tuple[int, int], list[Seat]] = defaultdict(list)
        for seat in self.seats:
            found[seat.organisation_id, seat.commitment_id].append(seat)
        return found

    @cached_property
    def vacant(self) -> list[Seat]:
        """Return the seats that nobody took, the longest wait first."""
        states = (Seat.State.MISSING, Seat.State.INVITED)
        found = [seat for seat in self.seats if seat.state in states]
        return sorted(found, key=lambda s: (s.since is None, s.since, s.commitment.number, s.pk))

    @cached_property
    def without(self) -> dict[str, list[Commitment]]:
        """Return, by decisive role, the commitments where nobody at the table has it."""
        taken = {
            (seat.commitment_id, seat.role)
            for seat in self.seats
            if seat.state == Seat.State.AT_THE_TABLE
        }
        return {
            role.value: [each for each in self.commitments if (each.pk, role) not in taken]
            for role in DECISIVE
        }

    @cached_property
    def loads(self) -> list[Load]:
        """Return what each government organisation carries, the most first."""
        leads = Counter(
            seat.organisation_id
            for seat in self.seats
            if seat.role == Seat.Role.LEADS and seat.state == Seat.State.AT_THE_TABLE
        )
        found = [
            Load(each, leads[each.pk], self.owned[each.pk])
            for each in self.organisations
            if each.side == Side.GOVERNMENT
        ]
        return sorted(
            (load for load in found if load.whole),
            key=lambda load: (-load.whole, load.organisation.short.casefold()),
        )

    @cached_property
    def usual(self) -> float:
        """Return what a government organisation carries in the middle of all."""
        return statistics.median(load.whole for load in self.loads) if self.loads else 0

    @property
    def overloaded(self) -> list[Load]:
        """Return who carries much, and at least twice as much as is usual."""
        return [each for each in self.loads if each.whole >= max(MUCH, 2 * self.usual)]

    def of_kinds(self, kinds: Iterable[str]) -> list[Organisation]:
        wanted = set(kinds)
        return [each for each in self.organisations if not wanted or each.kind in wanted]


def coordination(plan: Plan) -> Coordination:
    """Load the tables of a plan; commitments that were withdrawn or superseded have none."""
    commitments = list(plan.commitments.filter(state__in=Commitment.OPEN).order_by("number"))
    for commitment in commitments:
        commitment.plan = plan
    by_key = {commitment.pk: commitment for commitment in commitments}
    seats = list(
        Seat.objects.filter(commitment__in=by_key).select_related("organisation").order_by("pk")
    )
    for seat in seats:
        seat.commitment = by_key[seat.commitment_id]
    open_ones = Milestone.objects.filter(
        commitment__in=by_key, owner__isnull=False, status__done_date__isnull=True
    )
    owned = Counter(open_ones.order_by("pk").values_list("owner_id", flat=True))
    return Coordination(plan, commitments, seats, owned)
