"""All that the page of one plan shows beside its index of commitments. Never more rows than the page has room for."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from tracker.models import Commitment, Entry, Milestone, Obstacle, Plan, PlanEvent
from tracker.queries.commitment_index import CommitmentIndex, Row
from tracker.queries.commitment_list import Selection, found
from tracker.queries.obstacle_register import Found, Register, loaded
from tracker.queries.plan_milestones import late_milestones
from tracker.queries.plan_voices import Voices, voices_of

MOST_ROWS = 6  # of each list; the rest stands behind its count
MOST_EVENTS = 60


@dataclass
class Blocked:
    """The open obstacles of a plan, the longest first; the texts of the first few, by key."""

    found: list[Found] = field(default_factory=list)
    texts: dict[int, Obstacle] = field(default_factory=dict)
    register: Register = field(default_factory=lambda: Register([]))

    @property
    def first(self) -> list[Found]:
        return self.found[:MOST_ROWS]


@dataclass
class PlanOverview:
    """Rows of the plan's page: the most urgent few of each list, with the words and milestones they show."""

    plan: Plan
    index: CommitmentIndex
    contested: list[Row]
    milestones: list[Milestone]
    entries: dict[int, Entry]
    voices: Voices
    events: list[PlanEvent]
    successors: list[Plan]
    blocked: Blocked

    def overdue(self) -> list[Milestone]:
        """Return the longest overdue milestones."""
        late = [m for m in self.milestones if m.days_overdue(self.index.as_of)]
        return late[:MOST_ROWS]

    def unexplained(self) -> list[Milestone]:
        """Return the longest overdue milestones for which no reason is recorded."""
        late = [m for m in self.milestones if m.is_unexplained(self.index.as_of)]
        return late[:MOST_ROWS]

    def slipped(self) -> list[Milestone]:
        """Return the milestones whose date was moved, the oldest promise first."""
        moved = sorted(
            (m for m in self.milestones if m.is_slipped),
            key=lambda m: (m.original_due_date, m.pk),
        )
        return moved[:MOST_ROWS]


def _blocked(plan: Plan, index: CommitmentIndex) -> Blocked:
    if not index.count("signal", "blocked"):
        return Blocked()
    register = Register([plan])
    found = register.chosen(Selection(chosen={"state": ("open",)}, sort="longest"))
    return Blocked(found, loaded(found[:MOST_ROWS]), register)


def plan_overview(plan: Plan, index: CommitmentIndex, user: Any) -> PlanOverview:
    """Load the rows. The number of queries does not grow with the plan."""
    contested = found(index, Selection(chosen={"divergence": ("contested",)}, sort="contested"))
    contested = contested[:MOST_ROWS]
    voices = voices_of(plan, index)
    words = {row.government_entry for row in contested}
    words |= {row.civil_society_entry for row in contested}
    return PlanOverview(
        plan=plan,
        index=index,
        contested=contested,
        milestones=_late(index),
        entries=_entries({key for key in words if key} | set(voices.last.values())),
        voices=voices,
        events=_events(plan),
        successors=list(
            Plan.objects.visible_to(user).filter(predecessor=plan).order_by("start_date", "pk")
        ),
        blocked=_blocked(plan, index),
    )


def _late(index: CommitmentIndex) -> list[Milestone]:
    """Return late and moved milestones of the commitments that hold the longest ones.

    The six longest lie in at most six commitments: those whose longest is longest.
    """
    late = index.late
    overdue = sorted((row for row in late if late[row].overdue), key=lambda row: late[row].since)  # type: ignore[arg-type,return-value]
    slipped = sorted((row for row in late if late[row].slipped), key=lambda row: late[row].promised)  # type: ignore[arg-type,return-value]
    unexplained = sorted(
        (row for row in late if late[row].unexplained),
        key=lambda row: late[row].unexplained,  # type: ignore[arg-type,return-value]
    )
    keys = {*overdue[:MOST_ROWS], *slipped[:MOST_ROWS], *unexplained[:MOST_ROWS]}
    return late_milestones(keys, index.as_of) if keys else []


def _entries(keys: set[int]) -> dict[int, Entry]:
    entries = Entry.objects.filter(pk__in=keys).select_related(
        "organisation", "commitment", "milestone"
    )
    return {entry.pk: entry for entry in entries.order_by("pk")}


def _events(plan: Plan) -> list[PlanEvent]:
    """Return the newest dated facts in order of time, with the numbers of the commitments they concern."""
    numbers = Commitment.objects.only("number", "plan_id").order_by("number")
    events = PlanEvent.objects.filter(plan=plan).order_by("-date", "-pk")
    return list(events.prefetch_related(Prefetch("commitments", numbers))[:MOST_EVENTS])[::-1]
