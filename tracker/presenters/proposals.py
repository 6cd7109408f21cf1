"""Proposals as readers see them: what would change, who is asked, by when, and what came of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation, Side
from tracker.authorization import proposals as rules
from tracker.authorization.speaking import parties
from tracker.models import Commitment, Milestone, Plan, Proposal, Seat
from tracker.presenters import buttons, places
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.proposed_changes import proposed
from tracker.presenters.tombstones import Tombstone, tombstones
from tracker.presenters.wording import Wording, worded
from tracker.working_days import working_days_left

Kind, State = Proposal.Kind, Proposal.State
Named = Mapping[str, Organisation]

ADDRESSES: dict[str, str] = {
    Kind.DUE_DATE: "propose_due_date",
    Kind.MILESTONE: "propose_milestone",
    Kind.TEXT: "propose_text",
    Kind.SEAT: "propose_seat",
    Kind.STATE: "propose_state",
}


def heading(kind: str, subject: Any) -> str:
    """Return what a proposal about a milestone, a commitment or a seat is about, as a title."""
    commitment = _("commitment %(number)s") % {"number": subject.commitment.number}
    match kind:
        case Kind.DUE_DATE:
            return _("Another due date for milestone %(number)s") % {"number": subject.label}
        case Kind.MILESTONE:
            return _("Another text or owner for milestone %(number)s") % {"number": subject.label}
        case Kind.TEXT:
            return _("Another official text for %(commitment)s") % {"commitment": commitment}
        case Kind.SEAT if isinstance(subject, Seat):
            return _("The seat of %(organisation)s at the table of %(commitment)s") % {
                "organisation": subject.organisation,
                "commitment": commitment,
            }
        case Kind.SEAT:
            return _("Who is missing from the table of %(commitment)s") % {"commitment": commitment}
    return _("Another state of %(commitment)s") % {"commitment": commitment}


def subject_of(proposal: Proposal) -> Any:
    """Return what a proposal changes: a seat that was there already, a milestone or a commitment."""
    moved = proposal.kind == Kind.SEAT and "role" not in proposal.change
    return proposal.seat if moved else proposal.subject


def asked_in_words(sides: Iterable[str]) -> str:
    return _(" and ").join(str(Side(side).label) for side in sides)


def days_left(proposal: Proposal, day: dt.date) -> str:
    """Return how many working days are left to answer."""
    left = working_days_left(day, proposal.answer_by, proposal.plan.free_days())
    if not left:
        return _("today is the last day")
    words = ngettext("%(n)s working day left", "%(n)s working days left", left)
    return words % {"n": number_text(left)}


def turn(proposal: Proposal, day: dt.date) -> str:
    """Say whose turn it is and by when, or what came of a proposal."""
    said = {
        "organisation": proposal.organisation_name,
        "asked": asked_in_words(proposal.pending),
        "by": day_text(proposal.answer_by),
        "on": day_text(proposal.plan.day_of(proposal.closed_at)) if proposal.closed_at else "",
    }
    match proposal.state:
        case State.OPEN if day <= proposal.answer_by:
            words = _("%(asked)s: answer by %(by)s; %(left)s.")
            return words % {**said, "left": days_left(proposal, day)}
        case State.OPEN:
            return (
                _(
                    "%(asked)s: no answer by %(by)s. %(organisation)s may publish it alone; "
                    "an answer still counts until then."
                )
                % said
            )
        case State.ACCEPTED:
            return _("Agreed by both sides on %(on)s and carried out that day.") % said
        case State.UNILATERAL:
            return alone(proposal)
        case State.COUNTERED:
            return _("Answered with another proposal on %(on)s.") % said
        case State.REFUSED:
            return _("Refused on %(on)s. Nothing was changed.") % said
    return _("Withdrawn by %(organisation)s on %(on)s. Nothing was changed.") % said


def alone(proposal: Proposal) -> str:
    """Say for ever that one side did this without the other."""
    return _(
        "By %(side)s · %(organisation)s alone on %(on)s: %(asked)s did not answer within "
        "10 working days."
    ) % {
        "side": str(Side(proposal.side).label),
        "organisation": proposal.organisation_name,
        "on": day_text(proposal.plan.day_of(proposal.closed_at)),
        "asked": asked_in_words(proposal.pending),
    }


def behind(proposal: Proposal) -> str:
    """Say who stands behind a change that a proposal led to."""
    if proposal.is_unilateral:
        return alone(proposal)
    accepted = [a.organisation_name for a in proposal.answers.all() if a.verdict == "accept"]
    return _("Proposed by %(one)s, accepted by %(other)s.") % {
        "one": proposal.organisation_name,
        "other": ", ".join(accepted),
    }


def why(proposal: Proposal | None, said: Wording | str) -> Wording:
    """Return the reason of a change of the frame: its proposal's, or what was said with the change.

    An agreed change repeats nothing, so what is hidden or erased of its proposal is nowhere else.
    """
    if proposal is not None:
        return Wording(proposal.text, proposal.language)
    return said if isinstance(said, Wording) else Wording(said, "")


@dataclass(frozen=True)
class ProposalRow:
    """One proposal in a list. `changes` are the rows of `components/diff.html`."""

    title: str
    url: str
    about: Wording
    about_url: str
    kind: str
    state: str
    state_label: str
    alone: bool
    voice: str
    by: str
    on: dt.date
    turn: str
    reason: str
    language: str
    changes: list[dict[str, Any]]
    tombstones: list[Tombstone]


def row(proposal: Proposal, day: dt.date, named: Named) -> ProposalRow:
    return ProposalRow(
        title=heading(proposal.kind, subject_of(proposal)),
        url=proposal.get_absolute_url(),
        about=worded(proposal.subject, "title"),
        about_url=proposal.subject.get_absolute_url(),
        kind=str(proposal.get_kind_display()),
        state=proposal.state,
        state_label=str(proposal.get_state_display()),
        alone=proposal.is_unilateral,
        voice=proposal.side,
        by=proposal.organisation_name,
        on=proposal.plan.day_of(proposal.proposed_at),
        turn=turn(proposal, day),
        reason=proposal.text,
        language=proposal.language,
        changes=proposed(proposal.kind, proposal.change, named),
        tombstones=tombstones(proposal),
    )


@dataclass(frozen=True)
class Section:
    """The proposals section of a commitment's or a milestone's page."""

    rows: list[ProposalRow]
    offers: list[dict[str, str]]
    all_url: str

    def __bool__(self) -> bool:
        return bool(self.rows or self.offers)


def section(user: Any, subject: Commitment | Milestone, about: Any) -> Section:
    """Return the open proposals about a subject, and what a person may propose there."""
    plan = subject.plan
    day = plan.day_of(timezone.now())
    kinds: tuple[str, ...] = (Kind.DUE_DATE, Kind.MILESTONE)
    place = [plan.slug, subject.commitment.number]
    if isinstance(subject, Milestone):
        place.append(subject.number)
    else:
        kinds = (Kind.TEXT, Kind.SEAT, Kind.STATE)
    offers = []
    if user.is_authenticated and rules.may_propose(user, subject):
        labels = offer_labels()
        offers = [
            {"label": labels[kind], "url": reverse(ADDRESSES[kind], args=place)} for kind in kinds
        ]
        if isinstance(subject, Commitment):
            offers.append({"label": _("The table"), "url": reverse("keep_table", args=place)})
    return Section(
        rows=[row(proposal, day, about.organisations) for proposal in about.open],
        offers=offers,
        all_url=reverse("proposals", args=[plan.slug]),
    )


def offer_labels() -> dict[str, str]:
    return {
        Kind.DUE_DATE: _("Propose another date"),
        Kind.MILESTONE: _("Propose another text or owner"),
        Kind.TEXT: _("Propose another official text"),
        Kind.SEAT: _("Propose who is missing"),
        Kind.STATE: _("Propose another state"),
    }


@dataclass(frozen=True)
class AnswerView:
    voice: str
    organisation: Organisation
    verdict: str
    on: dt.date
    reason: str
    language: str
    anchor: str
    tombstones: list[Tombstone]


class ProposalView:
    """The page of one proposal."""

    def __init__(self, proposal: Proposal, named: Named, now: dt.datetime) -> None:
        self.proposal = proposal
        self.plan: Plan = proposal.plan
        self.day = self.plan.day_of(now)
        self._named = named

    @cached_property
    def title(self) -> str:
        return heading(self.proposal.kind, subject_of(self.proposal))

    @cached_property
    def row(self) -> ProposalRow:
        return row(self.proposal, self.day, self._named)

    @property
    def crumbs(self) -> list[dict[str, str]]:
        way = places.way_to_plan(self.plan)[:1]
        listed = (_("Proposals"), reverse("proposals", args=[self.plan.slug]))
        return places.crumbs(*way, listed, (self.title, ""))

    @property
    def plan_nav(self) -> dict[str, Any]:
        return places.plan_nav(self.plan, "proposals")

    @property
    def answers(self) -> list[AnswerView]:
        return [
            AnswerView(
                voice=answer.side,
                organisation=answer.organisation,
                verdict=str(answer.get_verdict_display()),
                on=self.plan.day_of(answer.answered_at),
                reason=answer.text,
                language=answer.language,
                anchor=answer.anchor,
                tombstones=tombstones(answer),
            )
            for answer in self.proposal.answers.all()
        ]

    @property
    def parties(self) -> list[Organisation]:
        """Return who can answer now."""
        if not self.proposal.is_open:
            return []
        everybody = parties(self.proposal.commitment, self.day)
        return [p for p in everybody if p.side in self.proposal.pending]

    @property
    def nobody(self) -> str:
        """Say so where nobody of a side that is asked sits at the table."""
        if not self.proposal.is_open:
            return ""
        there = {party.side for party in self.parties}
        absent = [side for side in self.proposal.pending if side not in there]
        if not absent:
            return ""
        return _("Nobody of %(sides)s sits at this table, so nobody can answer.") % {
            "sides": rules.sides_in_words(absent)
        }

    @property
    def earlier(self) -> Proposal | None:
        found: Proposal | None = self.proposal.counters
        return found

    @property
    def later(self) -> Proposal | None:
        """Return the proposal that answered this one."""
        return next(iter(self.proposal.countered_by.all()), None)

    @property
    def history_url(self) -> str:
        plan_history = reverse("plan_history", args=[self.plan.slug])
        return f"{plan_history}?commitment={self.proposal.commitment.number}"


def on_proposal(user: Any, proposal: Proposal, path: str) -> buttons.Buttons:
    """Return the buttons of an open proposal: answer it, or take it back, or publish it alone."""
    if not proposal.is_open:
        return buttons.Buttons()
    if not user.is_authenticated:
        return buttons.for_visitors(proposal.commitment, path)
    own = rules.may_withdraw_proposal(user, proposal)
    answer = rules.may_answer(user, proposal)
    place = [proposal.uid]
    answers = [
        ("accept", _("Accept"), reverse("accept_proposal", args=place), answer),
        ("counter", _("Propose something else"), reverse("counter_proposal", args=place), answer),
        ("refuse", _("Refuse"), reverse("refuse_proposal", args=place), answer),
    ]
    if not own:
        return buttons.offered(answers)
    publish = rules.may_publish_unilaterally(user, proposal)
    return buttons.offered(
        [
            ("publish", _("Publish it alone"), reverse("publish_proposal", args=place), publish),
            ("withdraw", _("Withdraw it"), reverse("withdraw_proposal", args=place), own),
        ]
    )


def listing(by_state: Mapping[str, int]) -> str:
    """Say how many proposals there are and how they stand."""
    total = sum(by_state.values())
    if not total:
        return _("Nothing has been proposed in this plan yet.")
    words = ngettext("%(n)s proposal", "%(n)s proposals", total) % {"n": number_text(total)}
    parts = [
        f"{label}, {number_text(by_state[state])}"
        for state, label in State.choices
        if by_state.get(state)
    ]
    return f"{words}: {'; '.join(parts)}."
