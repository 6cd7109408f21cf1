"""All that the page of one commitment shows. The number of queries does not grow with its rows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from accounts.models import Organisation
from tracker.models import (
    AgreedNote,
    ClosingDecision,
    Commitment,
    CommitmentText,
    Dependency,
    Embedding,
    Entry,
    Evidence,
    Lineage,
    Milestone,
    Plan,
    PlanEvent,
    Seat,
    Settlement,
)
from tracker.queries import joint_notes, spoken, story
from tracker.queries.dependencies import waits_at
from tracker.queries.lasting import KINDS as LASTING
from tracker.queries.lasting import Lasting, lasting_with_keepers
from tracker.queries.meetings import at_the_table
from tracker.queries.proposals import About, about
from tracker.queries.questions import Question, open_questions
from tracker.queries.settlements import last_words, settlements_about
from tracker.queries.spoken import Record
from tracker.queries.statuses import VOICES

# A page shows so many; the register has all.
MOST_RIPPLES = 20


def visible_commitment(user: Any, plan: str, number: int) -> Commitment:
    """Return a commitment with plan, theme and status, and whether it `has_events` and
    `has_waits`; of its meetings all that `at_the_table` tells.

    Raises Commitment.DoesNotExist, also for a plan that the person may not read.
    """
    related = ("plan__secretariat", "theme", "status")
    events = PlanEvent.objects.filter(commitments=OuterRef("pk"))
    waits = Dependency.objects.standing().filter(milestone__commitment=OuterRef("pk"))
    decisions = ClosingDecision.objects.filter(commitment=OuterRef("pk"))
    commitments = Commitment.objects.select_related(*related).annotate(
        has_events=Exists(events),
        has_waits=Exists(waits),
        has_decision=Exists(decisions),
        **at_the_table(timezone.now()),
    )
    found = commitments.get(plan__slug=plan, number=number)
    if not is_visible(found.plan, user):
        raise Commitment.DoesNotExist
    return found


def is_visible(plan: Plan, user: Any) -> bool:
    """Return whether a person may read a plan; asks the database about drafts only."""
    if plan.status != Plan.Status.DRAFT:
        return True
    return Plan.objects.visible_to(user).filter(pk=plan.pk).exists()


@dataclass
class CommitmentRecord:
    """A commitment with everything that belongs to it, but no text of an entry yet."""

    commitment: Commitment
    as_of: dt.date
    milestones: list[Milestone]
    seats: list[Seat]
    texts: list[CommitmentText]
    lineage: list[Lineage]
    events: list[PlanEvent]
    record: Record
    decisions: list[story.Decision]
    evidence: dict[int, list[Evidence]]
    proposals: About
    agreed: list[AgreedNote]
    settlements: list[Settlement]
    lasting: Lasting
    embeddings: dict[int, Embedding]
    waits: dict[int, list[Dependency]]

    @property
    def plan(self) -> Plan:
        return self.commitment.plan

    @cached_property
    def leads(self) -> list[Organisation]:
        at_the_table = [s for s in self.seats if s.state == Seat.State.AT_THE_TABLE]
        return [s.organisation for s in at_the_table if s.role == Seat.Role.LEADS]

    @cached_property
    def whole(self) -> Record:
        """Return what was said of the commitment as a whole: its status comes from that alone."""
        return Record([row for row in self.record.said if row.milestone_id is None])

    @cached_property
    def by_milestone(self) -> dict[int, Record]:
        """Return what was said of each milestone, by its key."""
        found: dict[int, list[spoken.Said]] = {row.pk: [] for row in self.milestones}
        for said in self.record.said:
            if said.milestone_id in found:
                found[said.milestone_id].append(said)
        return {key: Record(rows) for key, rows in found.items()}

    @cached_property
    def silences(self) -> list[story.Silence]:
        return story.silences_in(self.commitment, self.record, self.as_of)

    @cached_property
    def moments(self) -> list[story.Moment]:
        """Return the whole story, newest first.

        The archive knows who keeps the record, not who adopted a text: its texts stay out.
        """
        adopted = [] if self.plan.nature == Plan.Nature.ARCHIVE else self.texts
        return story.moments(
            self.plan,
            self.record,
            self.decisions,
            adopted,
            self.silences,
            self.agreed,
            self.settlements,
        )

    @cached_property
    def questions(self) -> list[Question]:
        """Return who owes an answer. Nobody does once the plan or the commitment is closed."""
        if not (self.plan.is_open and self.commitment.is_open):
            return []
        owners = {milestone.pk: milestone.owner for milestone in self.milestones}
        words = last_words(self.settlements)
        return open_questions(self.record, self.leads, owners, words, self.plan.secretariat)

    @cached_property
    def latest_assessment(self) -> spoken.Said | None:
        kind = Entry.Kind.INDEPENDENT_ASSESSMENT
        rows = [row for row in self.whole.standing() if row.kind == kind]
        return max(rows, key=spoken.order, default=None)

    @cached_property
    def ripples(self) -> list[int]:
        """Return the ripples that the page shows: the newest of those that stand."""
        kind = Entry.Kind.RIPPLE
        found = [row.pk for row in reversed(self.record.standing()) if row.kind == kind]
        return found[:MOST_RIPPLES]

    def entries(self, page: Iterable[story.Moment]) -> dict[int, Entry]:
        """Load the texts of one page of the story and of the words behind the verdicts."""
        status = self.commitment.status
        keys = {row.pk for row in story.words_in(page)}
        keys |= {key for voice in VOICES if (key := getattr(status, f"{voice}_id"))}
        if self.latest_assessment:
            keys.add(self.latest_assessment.pk)
        keys |= set(self.ripples)
        found = spoken.entries_of(
            keys,
            commitment=self.commitment,
            milestones={milestone.pk: milestone for milestone in self.milestones},
            record=self.record,
            evidence=self.evidence,
        )
        for voice in VOICES:
            if key := getattr(status, f"{voice}_id"):
                setattr(status, voice, found[key])
        return found


def commitment_record(commitment: Commitment, user: Any, as_of: dt.date) -> CommitmentRecord:
    """Load what belongs to a commitment, as far as a person may see it."""
    entries = Entry.objects.filter(commitment=commitment)
    related = ("owner", "status", "joint_note")
    milestones = Milestone.objects.select_related(*related).order_by("number")
    # Kept with the commitment too: what the reader may do here depends on who owns what.
    prefetch_related_objects([commitment], Prefetch("milestones", milestones))
    found = list(commitment.milestones.all())
    has_note = any(hasattr(milestone, "joint_note") for milestone in found)
    seats = Seat.objects.select_related("organisation").order_by("pk")
    prefetch_related_objects([commitment], Prefetch("seats", seats))
    texts = CommitmentText.objects.filter(commitment=commitment).prefetch_related("agreed_by")
    record = spoken.record_of(entries)
    said = any(row.kind in LASTING for row in record.said)
    lasting, embeddings = lasting_with_keepers(commitment, said)
    return CommitmentRecord(
        commitment=commitment,
        as_of=as_of,
        milestones=found,
        seats=commitment.table,
        texts=list(texts.order_by("number")),
        lineage=_lineage(commitment, user),
        events=_events(commitment),
        record=record,
        decisions=story.decisions(commitment),
        evidence=spoken.evidence_of(entries),
        proposals=about(commitment),
        agreed=joint_notes.agreed_about(commitment) if has_note else [],
        settlements=settlements_about(commitment),
        lasting=lasting,
        embeddings=embeddings,
        waits=waits_at(commitment) if getattr(commitment, "has_waits", True) else {},
    )


def _events(commitment: Commitment) -> list[PlanEvent]:
    if not getattr(commitment, "has_events", True):
        return []
    return list(PlanEvent.objects.filter(commitments=commitment).order_by("date", "pk"))


def _lineage(commitment: Commitment, user: Any) -> list[Lineage]:
    """Return the links to commitments of plans that a person may read."""
    plans = Plan.objects.visible_to(user)
    links = Lineage.objects.filter(
        Q(earlier=commitment, later=None)
        | Q(earlier=commitment, later__plan__in=plans)
        | Q(later=commitment, earlier__plan__in=plans)
    )
    return list(links.select_related("earlier__plan", "later__plan").order_by("pk"))
