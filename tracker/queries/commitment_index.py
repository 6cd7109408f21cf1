"""Every commitment of a plan as light rows that are filtered and counted at once.

The list of commitments, its facets and the plan's page all ask “which ones?” and “how many?”. They ask here, so
that a count and the rows behind it cannot differ. Which rows have a property is one whole number with a bit for
each row: choosing is `&` and `|`, counting is counting bits, and the cost of a facet does not grow with its length.

The index of a plan is made once for each state of the record and kept in the process, under the heads of the two
histories it is made from.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Organisation, Side
from ledger.models import Chain
from tracker.completion import PROGRESS
from tracker.models import Commitment, Milestone, Plan, Proposal, Seat

VOICES = (Side.GOVERNMENT.value, Side.CIVIL_SOCIETY.value, Side.INDEPENDENT.value)
NONE, ANY = "none", "any"  # no verdict, theme or ambition · any verdict at all
VACANT = frozenset({Seat.State.INVITED, Seat.State.MISSING})

# What can be chosen and counted. Each voice is a facet of its own; its options are its verdicts.
FACETS = (
    "divergence",
    *VOICES,
    "signal",
    "theme",
    "state",
    "ambition",
    "organisation",
)
SIGNALS = (
    "overdue",
    "slipped",
    "silent",
    "silent_government",
    "silent_civil_society",
    "without_evidence",
    "vacant_seat",
    "no_counterpart",
)


class SeatRow(NamedTuple):
    """A seat without its note."""

    organisation: int
    role: str
    state: str
    since: dt.date | None


class Row(NamedTuple):
    """One commitment with both voices. `_COLUMNS` names the column behind each field."""

    pk: int
    number: int
    ogp_id: str
    title_es: str
    title_en: str
    theme: str | None
    state: str
    state_date: dt.date | None
    state_reason: str
    ambition: str
    government: str
    civil_society: str
    independent: str
    divergence: str
    steps: int | None
    contested_since: dt.date | None
    government_evidence: int
    government_entry: int | None
    civil_society_entry: int | None
    government_spoke: dt.date | None
    civil_society_spoke: dt.date | None
    independent_spoke: dt.date | None

    @property
    def in_force(self) -> bool:
        return self.state == Commitment.State.IN_FORCE

    @property
    def claims_without_evidence(self) -> bool:
        """Return whether government says that there is progress and shows nothing for it."""
        return self.government in PROGRESS and not self.government_evidence

    def spoke(self, voice: str) -> dt.date | None:
        return getattr(self, f"{voice}_spoke")

    @property
    def last_spoke(self) -> dt.date | None:
        """Return when any side last said anything."""
        return max((day for voice in VOICES if (day := self.spoke(voice))), default=None)


_COLUMNS = (
    "pk",
    "number",
    "ogp_id",
    "title_es",
    "title_en",
    "theme__slug",
    "state",
    "state_date",
    "reason",
    "ambition",
    "status__government_completion",
    "status__civil_society_completion",
    "status__independent_completion",
    "status__state",
    "status__divergence",
    "status__contested_since",
    "status__government_evidence",
    "status__government_entry",
    "status__civil_society_entry",
    "status__government_spoke",
    "status__civil_society_spoke",
    "status__independent_spoke",
)


class Late(NamedTuple):
    """How many milestones of a commitment are overdue, since when, and how many were moved."""

    overdue: int
    since: dt.date | None
    slipped: int
    promised: dt.date | None  # the earliest date that was moved


@dataclass(frozen=True)
class CommitmentIndex:
    """The commitments of one plan, in the order of their numbers, as of one day."""

    as_of: dt.date
    rows: tuple[Row, ...]
    positions: Mapping[int, int]  # of each row, by commitment
    seats: Mapping[int, tuple[SeatRow, ...]]  # by commitment
    late: Mapping[int, Late]  # by commitment; only those with a late or moved milestone
    organisations: Mapping[int, Organisation]  # all with a seat or a milestone
    milestones: int
    history_length: int
    masks: Mapping[str, Mapping[str, int]] = field(repr=False)
    memory: dict = field(
        default_factory=dict, repr=False
    )  # what readers of the index work out once

    @property
    def everything(self) -> int:
        """Return the mask of all rows."""
        return (1 << len(self.rows)) - 1

    def mask(self, facet: str, *options: str) -> int:
        """Return which rows have any of the options."""
        found = 0
        for option in options:
            found |= self.masks[facet].get(option, 0)
        return found

    def count(self, facet: str, *options: str) -> int:
        return self.mask(facet, *options).bit_count()

    def has(self, row: Row, facet: str, option: str) -> bool:
        return bool(self.masks[facet].get(option, 0) >> self.positions[row.pk] & 1)

    def chosen(self, mask: int) -> list[Row]:
        """Return the rows of a mask, in the order of their numbers."""
        return [row for position, row in enumerate(self.rows) if mask >> position & 1]


def index_of(plan: Plan, as_of: dt.date) -> CommitmentIndex:
    """Return the index of a plan as of a day: one query while the record stays as it is, five after a change."""
    keys = (plan.chain_key, Chain.ACCOUNTS)
    chains = Chain.objects.filter(key__in=keys).order_by().values_list("key", "seq", "head")
    heads = {key: (seq, head) for key, seq, head in chains}
    # In the archive nobody is silent, late or without evidence: what no source tells may still have been.
    silent_days = None if plan.nature == Plan.Nature.ARCHIVE else plan.silent_days
    seq, head = heads.get(plan.chain_key, (0, ""))
    people = heads.get(Chain.ACCOUNTS, (0, ""))[1]
    return _index(plan.pk, plan.start_date, silent_days, as_of, seq, head, people)


@lru_cache(maxsize=16)
def _index(
    plan: int, start: dt.date, silent_days: int | None, as_of: dt.date, seq: int, *heads: str
) -> CommitmentIndex:
    """Read a plan's commitments. `heads` only name the state of the record that is read."""
    commitments = Commitment.objects.filter(plan=plan).order_by("number")
    rows = tuple(Row(*row) for row in _with_reasons(commitments).values_list(*_COLUMNS))
    seats = _seats(plan)
    late, owners, milestones = _milestones(plan, as_of, measured=silent_days is not None)
    keys = {seat.organisation for found in seats.values() for seat in found}
    keys.update(*owners.values())
    names = ("slug", "acronym", "name_es", "name_en", "kind")
    organisations = Organisation.objects.only(*names).in_bulk(keys)
    index = CommitmentIndex(
        as_of=as_of,
        rows=rows,
        positions={row.pk: position for position, row in enumerate(rows)},
        seats=seats,
        late=late,
        organisations=organisations,
        milestones=milestones,
        history_length=seq,
        masks={facet: defaultdict(int) for facet in FACETS},
    )
    # A side that never spoke is silent since the plan began.
    spoken_since = (start, as_of - dt.timedelta(days=silent_days)) if silent_days else None
    for position, row in enumerate(rows):
        for facet, options in _options(row, index, owners, spoken_since):
            masks = index.masks[facet]
            for option in options:
                masks[option] |= 1 << position  # type: ignore[index]
    return index


def _with_reasons(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Add why each is in its state: in its own words, or in those of the proposal that led to it."""
    led = Proposal.objects.filter(
        commitment=OuterRef("pk"), kind=Proposal.Kind.STATE, carried_version__isnull=False
    )
    nothing = Value("", output_field=TextField())
    newest = led.shown().order_by("-carried_version").values("text")[:1]
    return commitments.annotate(
        reason=Case(
            When(state_reason="", then=Coalesce(Subquery(newest), nothing)), default="state_reason"
        )
    )


def _seats(plan: int) -> dict[int, tuple[SeatRow, ...]]:
    found: dict[int, list[SeatRow]] = defaultdict(list)
    columns = ("commitment", "organisation", "role", "state", "since")
    for commitment, *seat in (
        Seat.objects.filter(commitment__plan=plan).order_by("pk").values_list(*columns)
    ):
        found[commitment].append(SeatRow(*seat))
    return {commitment: tuple(seats) for commitment, seats in found.items()}


def _milestones(
    plan: int, as_of: dt.date, *, measured: bool
) -> tuple[dict[int, Late], dict[int, set[int]], int]:
    """Return late and moved milestones by commitment, the owners by commitment, and how many milestones there are."""
    milestones = Milestone.objects.filter(commitment__plan=plan).order_by()
    overdue = Q(pk__in=milestones.overdue(as_of).values("pk") if measured else [])
    slipped = Q(pk__in=milestones.slipped().values("pk"))
    groups = milestones.values_list("commitment", "owner").annotate(
        milestones=Count("pk"),
        overdue=Count("pk", filter=overdue),
        since=Min("due_date", filter=overdue),
        slipped=Count("pk", filter=slipped),
        promised=Min("original_due_date", filter=slipped),
    )
    late: dict[int, Late] = {}
    owners: dict[int, set[int]] = defaultdict(set)
    total = 0
    for commitment, owner, count, *group in groups:
        total += count
        if owner:
            owners[commitment].add(owner)
        one, other = Late(*group), late.get(commitment, Late(0, None, 0, None))
        if one.overdue or one.slipped:
            late[commitment] = Late(
                one.overdue + other.overdue,
                min(filter(None, (one.since, other.since)), default=None),
                one.slipped + other.slipped,
                min(filter(None, (one.promised, other.promised)), default=None),
            )
    return late, owners, total


def _options(
    row: Row,
    index: CommitmentIndex,
    owners: Mapping[int, set[int]],
    spoken_since: tuple[dt.date, dt.date] | None,
) -> Iterable[tuple[str, Iterable[str]]]:
    """Return what a row is, facet by facet."""
    seats = index.seats.get(row.pk, ())
    yield "divergence", [row.divergence]
    for voice in VOICES:
        verdict = getattr(row, voice)
        yield voice, [verdict, ANY] if verdict else [NONE]
    yield "theme", [row.theme or NONE]
    yield "state", [row.state]
    yield "ambition", [row.ambition or NONE]
    present = {seat.organisation for seat in seats if seat.state != Seat.State.LEFT}
    keys = present | owners.get(row.pk, set())
    yield "organisation", [index.organisations[key].slug for key in keys]
    yield "signal", _signals(row, index, seats, spoken_since)


def _signals(
    row: Row,
    index: CommitmentIndex,
    seats: Iterable[SeatRow],
    spoken_since: tuple[dt.date, dt.date] | None,
) -> Iterable[str]:
    """Yield what is derived of a row. Nobody owes a word about what is not in force."""
    late = index.late.get(row.pk)
    if late and late.overdue:
        yield "overdue"
    if late and late.slipped:
        yield "slipped"
    if any(seat.state in VACANT for seat in seats):
        yield "vacant_seat"
    if spoken_since is None:
        return
    start, limit = spoken_since
    if row.claims_without_evidence:
        yield "without_evidence"
    if not row.in_force:
        return
    silent = [side for side in VOICES[:2] if (row.spoke(side) or start) < limit]
    yield from (f"silent_{side}" for side in silent)
    if silent:
        yield "silent"
    at_the_table = (s.organisation for s in seats if s.state == Seat.State.AT_THE_TABLE)
    if all(index.organisations[key].side != Side.CIVIL_SOCIETY for key in at_the_table):
        yield "no_counterpart"


def forget() -> None:
    """Throw the kept indexes away: for whoever writes rows past the history."""
    _index.cache_clear()
