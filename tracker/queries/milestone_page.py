"""All that the page of one milestone shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tracker.models import AgreedNote, Entry, Evidence, Milestone, Obstacle, Plan, Settlement
from tracker.queries import dependencies, joint_notes, spoken, story
from tracker.queries.commitment_page import is_visible
from tracker.queries.obstacles import blocking
from tracker.queries.proposals import About, about
from tracker.queries.settlements import settlements_about
from tracker.queries.spoken import Record
from tracker.queries.statuses import VOICES


def visible_milestone(user: Any, plan: str, commitment: int, number: int) -> Milestone:
    """Return a milestone with all it belongs to.

    Raises Milestone.DoesNotExist, also for a plan that the person may not read.
    """
    related = ("commitment__plan__secretariat", "owner", "status", "joint_note")
    found = (
        Milestone.objects.with_obstacle()
        .select_related(*related)
        .get(commitment__plan__slug=plan, commitment__number=commitment, number=number)
    )
    if not is_visible(found.plan, user):
        raise Milestone.DoesNotExist
    return found


@dataclass
class MilestoneRecord:
    """A milestone with what was said of it and decided about it."""

    milestone: Milestone
    record: Record
    moves: list[story.Decision]
    evidence: dict[int, list[Evidence]]
    proposals: About
    agreed: list[AgreedNote]
    is_note_written: bool
    settlements: list[Settlement]
    blocking: list[Obstacle]
    waits: dependencies.Waits

    @property
    def plan(self) -> Plan:
        return self.milestone.plan

    @cached_property
    def moments(self) -> list[story.Moment]:
        return story.moments(
            self.plan, self.record, self.moves, agreed=self.agreed, settled=self.settlements
        )

    def entries(self, page: Iterable[story.Moment]) -> dict[int, Entry]:
        """Load the texts of one page of the story and of the words behind the verdicts."""
        status = self.milestone.status
        behind = {voice: getattr(status, f"{voice}_id") for voice in VOICES}
        keys = {row.pk for row in story.words_in(page)} | {key for key in behind.values() if key}
        found = spoken.entries_of(
            keys,
            commitment=self.milestone.commitment,
            milestones={self.milestone.pk: self.milestone},
            record=self.record,
            evidence=self.evidence,
        )
        for voice, key in behind.items():
            if key:
                setattr(status, voice, found[key])
        return found


def milestone_record(milestone: Milestone) -> MilestoneRecord:
    entries = Entry.objects.filter(milestone=milestone)
    agreed = joint_notes.agreed_of(milestone) if hasattr(milestone, "joint_note") else []
    return MilestoneRecord(
        milestone=milestone,
        record=spoken.record_of(entries),
        moves=story.decisions(milestone.commitment, subject=milestone.uid),
        evidence=spoken.evidence_of(entries),
        proposals=about(milestone),
        agreed=agreed,
        is_note_written=joint_notes.is_being_written(milestone, agreed),
        settlements=settlements_about(milestone),
        blocking=blocking(milestone) if milestone.has_obstacle else [],
        waits=dependencies.around(milestone),
    )
