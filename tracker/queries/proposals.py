"""Proposals: those of a plan, those about one subject, and those that wait for somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, When

from accounts.models import Organisation, Side
from tracker.models import Commitment, Milestone, Plan, Proposal, ProposalAnswer, Seat
from tracker.models.proposal import BOTH_SIDES, organisations_in


@dataclass(frozen=True)
class Selection:
    """What a reader asks for: states and kinds, all of them when empty."""

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def of_plan(plan: Plan, selection: Selection) -> QuerySet[Proposal]:
    """Return a plan's proposals: those that wait first, the newest first."""
    found = Proposal.objects.filter(commitment__plan=plan)
    if selection.states:
        found = found.filter(state__in=selection.states)
    if selection.kinds:
        found = found.filter(kind__in=selection.kinds)
    first = Case(When(state=Proposal.State.OPEN, then=0), default=1, output_field=IntegerField())
    return found.with_subjects().order_by(first, "-proposed_at", "-pk")


def counts(plan: Plan) -> tuple[Counter[str], Counter[str]]:
    """Return how many proposals a plan has by state and by kind."""
    rows = Proposal.objects.filter(commitment__plan=plan).order_by()
    by_state: Counter[str] = Counter()
    by_kind: Counter[str] = Counter()
    for state, kind, n in rows.values_list("state", "kind").annotate(n=Count("pk")):
        by_state[state] += n
        by_kind[kind] += n
    return by_state, by_kind


def for_user(user: Any) -> QuerySet[Proposal]:
    """Return the proposals that a person may read, with all that they are about."""
    return Proposal.objects.visible_to(user).with_answers()


@dataclass
class About:
    """The proposals about a commitment or a milestone, the newest first."""

    rows: list[Proposal]
    organisations: Mapping[str, Organisation] = field(default_factory=dict)

    @property
    def open(self) -> list[Proposal]:
        return [row for row in self.rows if row.is_open]

    @property
    def effects(self) -> dict[Any, Proposal]:
        """Return the proposals that were carried out, by `(uid, version)` of what they changed."""
        return {row.effect: row for row in self.rows if row.effect}

    @property
    def texts(self) -> dict[int, Proposal]:
        """Return the proposals that became a version of the wording, by its key."""
        return {row.adopted_text_id: row for row in self.rows if row.adopted_text_id}

    @property
    def of_state(self) -> Proposal | None:
        """Return the proposal that led to the state that a commitment is in, or None."""
        led = (row for row in self.rows if row.effect and row.kind == Proposal.Kind.STATE)
        return max(led, key=lambda row: row.carried_version or 0, default=None)

    @property
    def seats(self) -> dict[int, Proposal]:
        """Return the proposals that gave a seat, by its key."""
        return {row.seat_id: row for row in self.rows if row.seat_id and "role" in row.change}


def about(subject: Commitment | Milestone) -> About:
    """Load the proposals about a commitment and all that belongs to it, or about one milestone."""
    if isinstance(subject, Milestone):
        found = Proposal.objects.filter(milestone=subject)
    else:
        found = Proposal.objects.filter(commitment=subject)
    rows = list(found.with_subjects().order_by("-proposed_at", "-pk"))
    return About(rows, named_in(row for row in rows if row.is_open))


def named_in(proposals: Iterable[Proposal]) -> dict[str, Organisation]:
    """Return the organisations that proposals name, by their short addresses."""
    return _by_slug(slug for proposal in proposals for slug in organisations_in(proposal.change))


def named_in_change(change: Mapping[str, Any]) -> dict[str, Organisation]:
    """Return the organisations that one change names, by their short addresses."""
    return _by_slug(organisations_in(change))


def _by_slug(slugs: Iterable[str]) -> dict[str, Organisation]:
    wanted = set(slugs)
    if not wanted:
        return {}
    return {o.slug: o for o in Organisation.objects.filter(slug__in=wanted)}


# --- What waits for somebody ----------------------------------------------------------------------


def waiting(organisations: Iterable[Organisation]) -> QuerySet[Proposal]:
    """Return the open proposals that wait for an answer of some organisations, the soonest first.

    Each has `answer_by` and an address of its own.
    """
    organisations = list(organisations)
    asked = Q(pk=None)
    for side in BOTH_SIDES:
        own = [organisation for organisation in organisations if organisation.side == side]
        if own:
            asked |= _asked_of(side, own)
    found = Proposal.objects.open().filter(asked, **_IN_FORCE)
    found = found.exclude(organisation__in=organisations)
    return found.with_subjects().order_by("answer_by", "pk")


_IN_FORCE = {
    "commitment__plan__status": Plan.Status.IN_FORCE,
    "commitment__state__in": Commitment.OPEN,
}


def _asked_of(side: Side, organisations: list[Organisation]) -> Q:
    """Return the filter of proposals that organisations of one side have to answer."""
    seated = Seat.objects.at_the_table().filter(
        commitment=OuterRef("commitment"), organisation__in=organisations
    )
    owned = Milestone.objects.filter(commitment=OuterRef("commitment"), owner__in=organisations)
    accepted = ProposalAnswer.objects.filter(
        proposal=OuterRef("pk"), side=side, verdict=ProposalAnswer.Verdict.ACCEPT
    )
    return Q(Exists(seated) | Exists(owned), ~Exists(accepted)) & ~Q(side=side)
