"""What stands around the form of a proposal: what would change, who answers, and by when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker import workflow
from tracker.models import Proposal, Seat
from tracker.models.proposal import BOTH_SIDES
from tracker.presenters.dates import day_text
from tracker.presenters.proposals import Named, asked_in_words, heading, row
from tracker.presenters.proposed_changes import Pairs, proposed
from tracker.presenters.table import explanations
from tracker.presenters.tasks import About, Voice
from tracker.working_days import DAYS_TO_ANSWER, add_working_days


@dataclass(frozen=True)
class Proposing:
    """`change` is what the form would change, once it was looked at; `answers` what it counters."""

    kind: str
    subject: Any
    organisation: Organisation
    answers: Proposal | None
    change: Pairs | None
    named: Named
    now: dt.datetime

    @property
    def plan(self) -> Any:
        return self.subject.plan

    @property
    def about(self) -> About:
        subject = self.subject.commitment if isinstance(self.subject, Seat) else self.subject
        return About(subject, self.plan.as_of(self.now))

    @property
    def title(self) -> str:
        return heading(self.kind, self.subject)

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return self.about.crumbs(_("Propose"))

    @property
    def voice(self) -> Voice:
        return Voice.of(self.organisation, self.about.subject)

    @property
    def changes(self) -> list[dict[str, Any]]:
        return proposed(self.kind, self.change, self.named) if self.change else []

    @property
    def descriptions(self) -> dict[str, str]:
        """Return what each state that can be chosen would mean."""
        if self.kind == Proposal.Kind.STATE:
            return {
                "paused": _("Its milestones are not counted as overdue while it is paused."),
                "in_force": _("Its milestones are owed again, by their dates."),
                "withdrawn": _("It stays in the record as withdrawn. This cannot be taken back."),
                "superseded": _("Another commitment takes its place. This cannot be taken back."),
            }
        words = explanations()
        return {move.target: words[move.verb] for move in workflow.SEAT}

    @property
    def answered(self) -> Any:
        """Return the proposal that this one answers, as a row."""
        if self.answers is None:
            return None
        return row(self.answers, self.plan.day_of(self.now), self.named)

    @property
    def consequence(self) -> str:
        """Say who answers, by when, and what happens then."""
        asked = [side for side in BOTH_SIDES if side != self.organisation.side]
        last = add_working_days(self.plan.day_of(self.now), DAYS_TO_ANSWER, self.plan.free_days())
        return _(
            "%(asked)s: answer until %(day)s (10 working days). Agreed, it is carried out at once. "
            "Without an answer, you may publish it alone afterwards, and it is marked so for ever."
        ) % {"asked": asked_in_words(asked), "day": day_text(last)}
