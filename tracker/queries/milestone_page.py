"""All that the page of one milestone shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from tracker.models import Entry, Evidence, Milestone, Plan
from tracker.queries import spoken, story
from tracker.queries.spoken import Record
from tracker.queries.statuses import VOICES


def milestones_visible_to(user: Any) -> QuerySet[Milestone]:
    """Return the milestones of the plans that a person may read, with all they belong to."""
    return Milestone.objects.filter(
        commitment__plan__in=Plan.objects.visible_to(user)
    ).select_related("commitment__plan__secretariat", "owner", "status")


@dataclass
class MilestoneRecord:
    """A milestone with what was said of it and decided about it."""

    milestone: Milestone
    record: Record
    moves: list[story.Decision]
    evidence: dict[int, list[Evidence]]

    @property
    def plan(self) -> Plan:
        return self.milestone.plan

    @cached_property
    def moments(self) -> list[story.Moment]:
        return story.moments(self.plan, self.record, self.moves)

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
    return MilestoneRecord(
        milestone=milestone,
        record=spoken.record_of(entries),
        moves=story.decisions(milestone.commitment, subject=milestone.uid),
        evidence=spoken.evidence_of(entries),
    )
