"""An entry of a history as readers see it: who, when, what, from what to what, and why.

It is told from the history itself, not from the rows as they are now; only the names of things
come from the rows. A person is never named.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.actions.kinds import Kind as AccountKind
from tracker.due_dates import Precision
from tracker.kinds import Kind
from tracker.models import Entry, Plan, Proposal, Seat
from tracker.presenters.dates import day_text, period_text
from tracker.presenters.files import recorded_piece
from tracker.presenters.history_subjects import Subject, subject_of
from tracker.presenters.history_values import Change, changes_of, labels_of
from tracker.presenters.proposals import why
from tracker.presenters.statements import Speaker, Statement
from tracker.presenters.wording import Wording, page_language
from tracker.queries.history_names import Names, Told, local


@dataclass(frozen=True)
class Telling:
    """How one kind of entry is told.

    `shown` are the fields that stand at once, the others fold away; without it all stand.
    `speaks`: somebody's words, shown as a statement. `personal`: about a person, so nothing is
    told but that it happened.
    """

    shown: tuple[str, ...] = ()
    speaks: bool = False
    personal: bool = False


CHANGES = Telling()
WORDS = Telling(speaks=True)
PERSONAL = Telling(personal=True)

TELLINGS: dict[str, Telling] = {
    Kind.PLAN_ADDED: Telling(("title_es", "title_en", "start_date", "end_date", "secretariat")),
    Kind.PLAN_CHANGED: CHANGES,
    Kind.PLAN_PUT_IN_FORCE: CHANGES,
    Kind.PLAN_ENDED: CHANGES,
    Kind.PLAN_ARCHIVED: CHANGES,
    Kind.THEME_ADDED: CHANGES,
    Kind.THEME_CHANGED: CHANGES,
    Kind.COMMITMENT_ADDED: Telling(("title_es", "title_en", "theme", "ambition")),
    Kind.COMMITMENT_CHANGED: CHANGES,
    Kind.COMMITMENT_PAUSED: CHANGES,
    Kind.COMMITMENT_RESUMED: CHANGES,
    Kind.COMMITMENT_WITHDRAWN: CHANGES,
    Kind.COMMITMENT_SUPERSEDED: CHANGES,
    Kind.TEXT_ADOPTED: Telling(("number", "adopted_date", "reason_es", "reason_en", "agreed_by")),
    Kind.MILESTONE_ADDED: Telling(("title_es", "title_en", "owner", "due_date")),
    Kind.MILESTONE_CHANGED: CHANGES,
    Kind.DUE_DATE_MOVED: CHANGES,
    Kind.SEAT_GIVEN: Telling(("organisation", "role", "state", "since")),
    Kind.SEAT_CHANGED: CHANGES,
    Kind.SEAT_TAKEN: CHANGES,
    Kind.SEAT_MISSED: CHANGES,
    Kind.SEAT_INVITED: CHANGES,
    Kind.SEAT_LEFT: CHANGES,
    Kind.LINEAGE_LINKED: Telling(("earlier", "later", "kind")),
    Kind.EVENT_ADDED: Telling(("date", "type", "title_es", "title_en", "source")),
    Kind.PROGRESS_REPORT_PUBLISHED: WORDS,
    Kind.PROGRESS_REPORT_WITHDRAWN: CHANGES,
    Kind.OBSERVATION_PUBLISHED: WORDS,
    Kind.OBSERVATION_WITHDRAWN: CHANGES,
    Kind.RESPONSE_PUBLISHED: WORDS,
    Kind.RESPONSE_WITHDRAWN: CHANGES,
    Kind.RESPONSE_ACCEPTED: Telling(("outcome", "remark")),
    Kind.RESPONSE_NOT_RESOLVED: Telling(("outcome", "remark")),
    Kind.WORD_TAKEN_BACK: CHANGES,
    Kind.QUESTION_ESCALATED: CHANGES,
    Kind.QUESTION_CLOSED: CHANGES,
    Kind.ASSESSMENT_PUBLISHED: WORDS,
    Kind.ASSESSMENT_WITHDRAWN: CHANGES,
    Kind.RIPPLE_PUBLISHED: WORDS,
    Kind.RIPPLE_WITHDRAWN: CHANGES,
    Kind.RIPPLE_FINDING_PUBLISHED: WORDS,
    Kind.RIPPLE_FINDING_WITHDRAWN: CHANGES,
    Kind.EMBEDDING_PUBLISHED: WORDS,
    Kind.EMBEDDING_WITHDRAWN: CHANGES,
    Kind.REVERSAL_PUBLISHED: WORDS,
    Kind.REVERSAL_WITHDRAWN: CHANGES,
    Kind.FOLLOW_UP_PUBLISHED: WORDS,
    Kind.FOLLOW_UP_WITHDRAWN: CHANGES,
    Kind.CLOSING_DECIDED: Telling(("outcome", "why", "keeper_name", "watch")),
    Kind.PROPOSAL_MADE: Telling(("change", "text", "answer_by", "counters")),
    Kind.PROPOSAL_ANSWERED: Telling(("verdict", "text")),
    Kind.PROPOSAL_ACCEPTED: CHANGES,
    Kind.PROPOSAL_COUNTERED: CHANGES,
    Kind.PROPOSAL_REFUSED: CHANGES,
    Kind.PROPOSAL_WITHDRAWN: CHANGES,
    Kind.PROPOSAL_PUBLISHED_ALONE: CHANGES,
    Kind.HANDOVER_ASKED: Telling(("organisation",)),
    Kind.HANDOVER_ACKNOWLEDGED: Telling(("organisation", "brief_head")),
    Kind.STATEMENT_DOCUMENTED: WORDS,
    Kind.HOLD_PLACED: Telling(("ground", "without", "until")),
    Kind.HOLD_LIFTED: Telling(("lifted_at",)),
    Kind.REDACTION_ASKED: Telling(("fields", "ground", "lapses_at")),
    Kind.REDACTION_CONFIRMED: Telling(("state",)),
    Kind.REDACTION_REFUSED: Telling(("state",)),
    Kind.JOINT_NOTE_BEGUN: CHANGES,
    Kind.JOINT_NOTE_REVISED: Telling(("number",)),
    Kind.JOINT_NOTE_SIGNED: Telling(("number",)),
    Kind.JOINT_NOTE_UNSIGNED: Telling(("number",)),
    Kind.JOINT_NOTE_AGREED: Telling(("number", "text", "government", "civil_society")),
    Kind.JOINT_NOTE_WITHDRAWAL_ASKED: CHANGES,
    Kind.JOINT_NOTE_KEPT: CHANGES,
    Kind.JOINT_NOTE_WITHDRAWN: CHANGES,
    Kind.MEETING_CALLED: Telling(("title", "date", "time", "commitments", "agenda")),
    Kind.MEETING_CHANGED: CHANGES,
    Kind.MEETING_CANCELLED: CHANGES,
    Kind.MINUTES_PUBLISHED: Telling(("present", "minutes", "minutes_link")),
    Kind.MINUTES_CORRECTED: CHANGES,
    Kind.AGREEMENT_NOTED: Telling(("text", "owner", "due_date")),
    Kind.AGREEMENT_KEPT: Telling(("state", "kept_date", "kept_note", "kept_link")),
    Kind.AGREEMENT_REOPENED: Telling(("state",)),
    Kind.AGREEMENT_VOIDED: Telling(("state",)),
    Kind.DEPENDENCY_DECLARED: Telling(("on_milestone", "on_agreement", "text")),
    Kind.DEPENDENCY_WITHDRAWN: Telling(("state",)),
    AccountKind.ORGANISATION_ADDED: Telling(("name_es", "name_en", "acronym", "kind", "parent")),
    AccountKind.ORGANISATION_CHANGED: CHANGES,
    AccountKind.USER_ADDED: PERSONAL,
    AccountKind.USER_CHANGED: PERSONAL,
    AccountKind.SECOND_FACTOR_RESET: PERSONAL,
    AccountKind.MEMBERSHIP_GRANTED: PERSONAL,
    AccountKind.MEMBERSHIP_CHANGED: PERSONAL,
    AccountKind.MEMBERSHIP_ENDED: PERSONAL,
    AccountKind.INVITATION_SENT: Telling(("organisation", "role", "until")),
    AccountKind.INVITATION_RENEWED: CHANGES,
    AccountKind.INVITATION_WITHDRAWN: CHANGES,
    AccountKind.INVITATION_ACCEPTED: CHANGES,
}
LABELS = {kind.value: kind.label for kinds in (Kind, AccountKind) for kind in kinds}


@dataclass(frozen=True)
class LedBy:
    """The proposal that led to a change of the frame, and whether both sides stand behind it."""

    words: str
    url: str
    alone: bool


@dataclass(frozen=True)
class HistoryRow:
    """One entry. `at` is local to the plan; `plan` is given where several plans stand together."""

    seq: int
    url: str
    at: dt.datetime
    side: str
    organisation: str
    organisation_url: str
    title: str
    subject: Subject
    statement: Statement | None
    changes: list[Change]
    more: list[Change]
    reason: Wording
    erased: list[str]
    hidden: list[str]
    decided: list[dict[str, Any]]
    hash: str
    prev_hash: str
    plan: Plan | None = None
    personal: bool = field(default=False)
    led_by: LedBy | None = None

    @property
    def is_new(self) -> bool:
        """Return whether nothing stood before: the values are then shown without a difference."""
        return all(change.old is None for change in [*self.changes, *self.more])

    @property
    def fingerprint(self) -> str:
        return self.hash[:8]

    @property
    def at_text(self) -> str:
        return f"{day_text(self.at.date())}, {self.at:%H:%M}"

    @property
    def anchor(self) -> str:
        return f"e{self.seq}"


def row_of(
    told: Told, names: Names, *, plan: Plan | None, history_url: str, named: bool = False
) -> HistoryRow:
    """Return an entry as a row. `plan` is None in the history of organisations; `named` says
    that the row has to name the plan."""
    entry = told.entry
    telling = TELLINGS.get(entry.kind, CHANGES)
    changes = [] if telling.personal or telling.speaks else changes_of(told, names)
    shown = [c for c in changes if not telling.shown or c.name in telling.shown]
    cause = names.cause(entry)
    return HistoryRow(
        seq=entry.seq,
        url=f"{history_url}entry={entry.seq}",
        at=local(entry.at, plan),
        side=entry.side,
        organisation=entry.organisation_name,
        organisation_url=_page_of(entry.organisation),
        title=capfirst(str(LABELS.get(entry.kind, entry.kind))),
        subject=Subject() if telling.personal else subject_of(told, names, plan),
        statement=statement_of(told, names, plan) if telling.speaks else None,
        changes=shown,
        more=[c for c in changes if c not in shown],
        reason=why(cause, "" if telling.personal else told.reason),
        erased=labels_of(entry.subject_type, told.erased),
        hidden=labels_of(entry.subject_type, told.hidden),
        decided=[{"seq": seq, "url": f"{history_url}entry={seq}"} for seq in told.decided],
        hash=entry.hash,
        prev_hash=entry.prev_hash,
        plan=plan if named else None,
        personal=telling.personal,
        led_by=led_by(cause),
    )


def led_by(proposal: Proposal | None) -> LedBy | None:
    """Say whether a change was agreed, or made by one side alone."""
    if proposal is None:
        return None
    words = _("One side alone: the other did not answer the proposal in time")
    if not proposal.is_unilateral:
        words = _("Agreed by both sides")
    return LedBy(words, proposal.get_absolute_url(), proposal.is_unilateral)


def statement_of(told: Told, names: Names, plan: Plan | None) -> Statement:
    """Return the words of a published entry as they were recorded."""
    said = {name: after for name, (_before, after) in told.changes.items()}
    hat = said.get("hat") or ""
    day = dt.date.fromisoformat(said["said_date"]) if said.get("said_date") else None
    exact = said.get("said_precision", Precision.DAY) == Precision.DAY
    return Statement(
        voice=said.get("side", told.entry.side),
        organisation=Speaker(
            said.get("organisation_name", ""), _page_of(said.get("organisation", ""))
        ),
        hat_label=str(Seat.Role(hat).label) if hat else "",
        on=day if exact else None,
        on_label="" if exact or day is None else period_text(day, said["said_precision"]),
        documented=bool(said.get("source")),
        source_url=said.get("source") or "",
        example=plan is not None and plan.nature == Plan.Nature.EXAMPLE,
        title="",
        text=said.get("text") or "",
        language=said.get("language") or "",
        evidence=[
            recorded_piece(piece)
            | {"on": dt.date.fromisoformat(piece["fact_date"]) if piece["fact_date"] else None}
            for piece in said.get("evidence") or []
        ],
        state=Entry.State.PUBLISHED,
        withdrawn_reason="",
        withdrawn_on=None,
        corrects_url=_entry(said.get("corrects")),
        corrected_by_url="",
        facts=_facts(changes_of(told, names)),
        links=_ways(entry_kind=told.entry.subject_type, said=said),
    )


def _ways(entry_kind: str, said: dict[str, Any]) -> list[dict[str, str]]:
    """Return the ways to what an entry follows."""
    ways = [
        (_followed(entry_kind), said.get("to")),
        (_("The ripple that led to it"), said.get("led_by")),
    ]
    return [{"label": label, "url": _entry(uid)} for label, uid in ways if uid]


def _followed(subject_type: str) -> str:
    """Return what the entry that this one follows is to it."""
    if subject_type == Entry.Kind.RIPPLE_FINDING:
        return _("The ripple")
    if subject_type == Entry.Kind.REVERSAL:
        return _("The embedding it speaks of")
    return _("The observation it answers")


# What the head of a statement says, or its other parts.
ELSEWHERE = frozenset(
    [
        "text",
        "organisation",
        "side",
        "hat",
        "language",
        "state",
        "said_date",
        "source",
        "evidence",
        "corrects",
        "to",
        "led_by",
    ]
)


def _facts(changes: list[Change]) -> list[dict[str, str]]:
    """Return the coded part of a statement, short values first; a note stands in one language."""
    names = {change.name for change in changes}
    other = "_es" if page_language() == "en" else "_en"
    kept = [
        change
        for change in changes
        if change.name not in ELSEWHERE
        and not (change.name.endswith(other) and f"{change.name[:-2]}{page_language()}" in names)
    ]
    return [
        {
            "label": change.label,
            "value": change.new or "",
            "lang": "" if change.whole else change.lang,
        }
        for change in sorted(kept, key=lambda change: not change.whole)
    ]


def _entry(uid: Any) -> str:
    return reverse("entry", args=[uid]) if uid else ""


def _page_of(slug: str) -> str:
    return reverse("organisation", args=[slug]) if slug else ""
