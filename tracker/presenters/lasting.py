"""What lasts of a commitment, as a page shows it: the ladder, the follow-up, the closing decision."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import ClosingDecision, Commitment, Embedding, FollowUpCheck, Plan, Rung
from tracker.models.embedding import height
from tracker.models.follow_up_check import mark_day
from tracker.presenters import embedding_words as words
from tracker.presenters import places
from tracker.presenters.dates import day_text
from tracker.presenters.statements import address
from tracker.presenters.tombstones import in_place, tombstones
from tracker.presenters.wording import Wording, worded
from tracker.queries.lasting import Lasting, Word

# Both voices say what is embedded; the reviewer only what is left.
BOTH = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)


@dataclass(frozen=True)
class Claim:
    """What one side says of one rung. `state` is holds or lost."""

    state: str
    organisation: str
    since: str
    keeper: str
    keeper_url: str
    language: str
    url: str


@dataclass(frozen=True)
class RungRow:
    number: int
    label: str
    government: list[Claim]
    civil_society: list[Claim]

    @property
    def is_empty(self) -> bool:
        return not (self.government or self.civil_society)


@dataclass(frozen=True)
class Check:
    """What one side answered at one mark. Without a `url` it did not, and `text` says since when."""

    text: str
    url: str
    organisation: str


@dataclass(frozen=True)
class MarkRow:
    """One mark after a plan's end. `is_due`: its day has come."""

    label: str
    day: str
    is_due: bool
    government: list[Check]
    civil_society: list[Check]
    independent: list[Check]


class LastingView:
    """The section of one commitment. `embeddings` are the rows of what stands, with their keepers."""

    def __init__(
        self,
        commitment: Commitment,
        lasting: Lasting,
        embeddings: dict[int, Embedding],
        today: dt.date,
    ) -> None:
        self.commitment = commitment
        self.plan: Plan = commitment.plan
        self._lasting, self._embeddings, self._today = lasting, embeddings, today

    def __bool__(self) -> bool:
        return bool(self._lasting) or self.plan.is_over

    # --- The ladder -----------------------------------------------------------------------------

    @cached_property
    def rungs(self) -> list[RungRow]:
        """Return the rungs, the firmest first."""
        return [
            RungRow(
                number=height(rung),
                label=words.rung_label(rung),
                government=self._claims(rung, Side.GOVERNMENT),
                civil_society=self._claims(rung, Side.CIVIL_SOCIETY),
            )
            for rung in reversed(Rung.values)
        ]

    @property
    def has_embeddings(self) -> bool:
        return bool(self._lasting.embeddings)

    @property
    def reached(self) -> list[dict[str, str]]:
        """Return the rung that each side says is reached, in words."""
        return [
            {"voice": side.value, "text": rung_text(self._lasting.reached(side))} for side in BOTH
        ]

    def _claims(self, rung: str, side: Side) -> list[Claim]:
        found = []
        for word in self._lasting.embeddings:
            if word.rung != rung:
                continue
            lost = self._lasting.reversal(word, side)
            if lost or word.side == side:
                found.append(self._claim(word, lost))
        return found

    def _claim(self, word: Word, lost: Word | None) -> Claim:
        row = self._embeddings[word.pk]
        said = lost or word
        return Claim(
            state="lost" if lost else "holds",
            organisation=said.organisation,
            since="" if lost else words.since(row.since_date, row.since_precision),
            keeper="" if lost else (in_place(row, row.keeper_name) or row.keeper_name),
            keeper_url=row.keeper.get_absolute_url() if row.keeper and not row.is_held else "",
            language=row.language,
            url=address(said),
        )

    # --- After the end --------------------------------------------------------------------------

    @property
    def follows(self) -> bool:
        """Return whether anything is asked, or was said, of what is left."""
        return self.plan.status == Plan.Status.ENDED or bool(self._lasting.checks)

    @cached_property
    def marks(self) -> list[MarkRow]:
        return [self._mark(mark) for mark in FollowUpCheck.Mark.values]

    def _mark(self, mark: int) -> MarkRow:
        day = mark_day(self.plan, mark)
        return MarkRow(
            label=words.mark_label(mark),
            day=day_text(day),
            is_due=day <= self._today,
            government=self._checks(mark, Side.GOVERNMENT, day),
            civil_society=self._checks(mark, Side.CIVIL_SOCIETY, day),
            independent=self._checks(mark, Side.INDEPENDENT, day),
        )

    def _checks(self, mark: int, side: Side, day: dt.date) -> list[Check]:
        said = self._lasting.answers(mark, side)
        if said:
            return [check_of(word) for word in said]
        # The reviewer may look, and owes nothing.
        if day > self._today or side == Side.INDEPENDENT:
            return []
        return [Check(unknown_since(day), "", "")]

    # --- The decision ---------------------------------------------------------------------------

    @cached_property
    def decision(self) -> dict[str, Any] | None:
        decision = self._lasting.decision
        return decision_view(decision) if decision else None

    @property
    def undecided(self) -> bool:
        """Return whether the plan ended without a decision being known."""
        return self.plan.is_over and self._lasting.decision is None


class DecisionView:
    """The page of one decision. `earlier` and `later` are those that it replaces, or by which it was."""

    def __init__(self, decision: ClosingDecision) -> None:
        self.decision = decision
        self.row = decision_view(decision)
        self.tombstones = tombstones(decision)
        self.earlier = decision.replaces
        self.later = getattr(decision, "replaced_by", None)

    @property
    def about(self) -> Wording:
        return worded(self.decision.commitment, "title")

    @property
    def title(self) -> str:
        words = {"number": self.decision.commitment.number, "outcome": self.row["label"].lower()}
        return _("Commitment %(number)s leaves the plan: %(outcome)s") % words

    @property
    def crumbs(self) -> list[dict[str, str]]:
        here = (_("How it leaves the plan"), self.decision.get_absolute_url())
        return places.crumbs(*places.way_to_commitment(self.decision.commitment), here)


def decision_view(decision: ClosingDecision) -> dict[str, Any]:
    """Return a closing decision in words, its hidden ones replaced by why they are hidden."""
    hidden = in_place(decision, decision.why)
    return {
        "label": decision_label(decision.outcome),
        "why": hidden or decision.why,
        "lang": "" if hidden else decision.language,
        "keeper": decision.keeper_name,
        "keeper_url": decision.keeper.get_absolute_url()
        if decision.keeper and decision.keeper_name
        else "",
        "watch": decision.watch,
        "voice": decision.side,
        "organisation": decision.organisation_name,
        "url": decision.get_absolute_url(),
        "on": decision.plan.day_of(decision.decided_at),
    }


def decision_label(outcome: str) -> str:
    return str(ClosingDecision.Outcome(outcome).label)


def check_of(word: Word) -> Check:
    return Check(
        str(FollowUpCheck.Verdict(word.verdict or "").label), address(word), word.organisation
    )


def unknown_since(day: dt.date) -> str:
    return _("Unknown since %(day)s") % {"day": day_text(day)}


def rung_text(rung: str) -> str:
    """Return a rung with its number, or that none is reached."""
    if not rung:
        return _("0, nothing said to be embedded")
    return f"{height(rung)}, {words.rung_label(rung).lower()}"
