"""The story as both sides tell it: statements, decisions about the frame, and silences between."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Side
from tracker.due_dates import Precision
from tracker.kinds import Kind
from tracker.models import AgreedNote, CommitmentText, Entry, Milestone, Plan, Proposal
from tracker.presenters import figures, ripple_story
from tracker.presenters.agreed_notes import AgreedView
from tracker.presenters.dates import day_text, number_text, period_text
from tracker.presenters.proposals import behind, why
from tracker.presenters.settlements import lateness, step_statement, with_fact
from tracker.presenters.statements import (
    Speaker,
    Statement,
    address,
    outcome_label,
    statement,
)
from tracker.presenters.wording import worded
from tracker.queries.proposals import About
from tracker.queries.settlements import Step
from tracker.queries.spoken import Record, Said
from tracker.queries.story import EXACT, Decision, Moment, Silence, words_in

# Marks closer than this share of the width cannot be told apart.
PULSE_SLOTS = 100
NOTHING_PROPOSED = About([])


class StoryView:
    """Arguments of `components/story.html` for one page of the story.

    `of_one_milestone` leaves out the way to the milestone: the reader is there. Agreed texts that
    the page shows `above` the story are only pointed to.
    """

    def __init__(
        self,
        plan: Plan,
        record: Record,
        moments: Sequence[Moment],
        entries: Mapping[int, Entry],
        milestones: Iterable[Milestone],
        decisions: Iterable[Decision] = (),
        proposals: About = NOTHING_PROPOSED,
        *,
        of_one_milestone: bool = False,
        above: Sequence[AgreedNote] = (),
    ) -> None:
        self._plan = plan
        self._record = record
        self._moments = moments
        self._entries = entries
        self._milestones = {milestone.uid: milestone for milestone in milestones}
        self._precisions = precisions(decisions, self._milestones)
        self._effects, self._texts = proposals.effects, proposals.texts
        self._of_one_milestone = of_one_milestone
        self._above = {note.pk for note in above}
        self._here = {row.pk for row in words_in(moments)}

    @property
    def items(self) -> list[dict[str, Any]]:
        return [self._item(moment) for moment in self._moments]

    def _item(self, moment: Moment) -> dict[str, Any]:
        match moment.what:
            case Silence():
                return {"kind": "silence", "text": silence_text(moment.what)}
            case AgreedNote():
                above = moment.what.pk in self._above
                view = AgreedView(moment.what)
                return {"kind": "agreed", "on": moment.on, "view": view, "is_above": above}
            case Said():
                entry = self._entries[moment.what.pk]
                shown = self._said(moment.what, entry)
            case Step():
                shown = self._step(moment.what)
            case Decision():
                shown = self._decision(moment.what)
            case text:
                shown = adoption(text, self._plan, self._texts.get(text.pk))
        on = None if shown.on_label else moment.on
        return {"kind": "statement", "on": on, "on_label": shown.on_label, "statement": shown}

    def _said(self, said: Said, entry: Entry) -> Statement:
        """Return an entry as a statement; an answer that came late says so."""
        shown = statement(entry, links=self.links(said, entry))
        question = self._record.by_pk.get(said.answers_id or 0)
        late = lateness(said.on, asked=question.answer_by, promised=None) if question else ""
        shown = with_fact(shown, _("Late"), late)
        return with_fact(shown, _("State"), ripple_story.state_fact(self._record, said))

    def _step(self, step: Step) -> Statement:
        """Return what whoever asked, or the forum, said of an answer."""
        row = step.settlement
        spoken_of = self._record.by_pk.get(row.response_id or row.observation_id)
        label = _("The answer") if row.response_id else _("The question")
        links = [{"label": label, "url": self.way_to(spoken_of)}] if spoken_of else []
        return step_statement(step, self._plan, links)

    def links(self, said: Said, entry: Entry) -> list[dict[str, str]]:
        """Return the ways from a statement: its milestone, what it answers, its answers, itself."""
        found = self._way_to_milestone(entry.milestone)
        if question := self._record.by_pk.get(said.answers_id or 0):
            label = _("Answers %(organisation)s, %(date)s") % _signed(question)
            found.append({"label": label, "url": self.way_to(question)})
        if embedding := self._record.by_pk.get(said.reverses_id or 0):
            label = _("The embedding that %(organisation)s told of, %(date)s") % _signed(embedding)
            found.append({"label": label, "url": self.way_to(embedding)})
        if obstacle := self._record.by_pk.get(said.of_obstacle_id or 0):
            found.append({"label": _("The obstacle it speaks of"), "url": self.way_to(obstacle)})
        for answer in self._record.responses.get(said.pk, []):
            if self._record.stands(answer):
                label = _("Answer of %(date)s: %(outcome)s") % {
                    **_signed(answer),
                    "outcome": outcome_label(answer.outcome or ""),
                }
                found.append({"label": label, "url": self.way_to(answer)})
        found += ripple_story.links(self._record, said, self.way_to)
        found.append({"label": _("Permanent address"), "url": address(said)})
        return found

    def _way_to_milestone(self, milestone: Milestone | None) -> list[dict[str, str]]:
        if milestone is None or self._of_one_milestone:
            return []
        label = _("Milestone %(number)s") % {"number": milestone.label}
        return [{"label": label, "url": milestone.get_absolute_url()}]

    def way_to(self, said: Said) -> str:
        return f"#e-{said.uid}" if said.pk in self._here else address(said)

    def _decision(self, decision: Decision) -> Statement:
        milestone = self._milestones.get(decision.subject)
        proposal = self._effects.get((decision.subject, decision.version))
        reason = why(proposal, decision.reason)
        return frame_statement(
            self._plan,
            voice=decision.side,
            organisation=_organisation(decision),
            title=decision_title(decision, milestone),
            text=reason.text,
            language=reason.lang,
            changes=self._changes(decision),
            facts=how_it_came(proposal),
            links=[
                *self._way_to_milestone(milestone),
                *way_to_proposal(proposal),
                self._in_history(decision),
            ],
        )

    def _in_history(self, decision: Decision) -> dict[str, str]:
        plan_history = reverse("plan_history", args=[self._plan.slug])
        return {"label": _("In the history"), "url": f"{plan_history}?entry={decision.seq}"}

    def _changes(self, decision: Decision) -> list[dict[str, Any]]:
        if decision.kind != Kind.DUE_DATE_MOVED:
            return []
        old, new = moved_date(decision, self._precisions)
        label = _("Due date")
        return [{"label": label, "old": old, "new": new, "lang": "", "whole": True}]


def _signed(said: Said) -> dict[str, str]:
    return {"organisation": said.organisation, "date": period_text(said.on, said.precision)}


def _organisation(decision: Decision) -> Speaker | None:
    if not decision.organisation:
        return None
    url = reverse("organisation", args=[decision.organisation])
    return Speaker(decision.organisation_name, url)


def frame_statement(
    plan: Plan, *, voice: str, organisation: Any, title: str, text: str, **more: Any
) -> Statement:
    """Return a decision about the agreed frame in the form of a statement."""
    return Statement(
        voice=voice,
        organisation=organisation,
        hat_label="",
        on=None,
        on_label="",
        documented=False,
        source_url=more.pop("source_url", ""),
        example=plan.nature == Plan.Nature.EXAMPLE,
        title=title,
        text=text,
        language=more.pop("language", ""),
        evidence=[],
        state=Entry.State.PUBLISHED,
        withdrawn_reason="",
        withdrawn_on=None,
        corrects_url="",
        corrected_by_url="",
        **more,
    )


def decision_title(decision: Decision, milestone: Milestone | None) -> str:
    match decision.kind:
        case Kind.DUE_DATE_MOVED if milestone:
            return _("Due date of milestone %(number)s moved") % {"number": milestone.label}
        case Kind.DUE_DATE_MOVED:
            return _("Due date moved")
        case Kind.COMMITMENT_PAUSED:
            return _("Commitment paused")
        case Kind.COMMITMENT_RESUMED:
            return _("Commitment resumed")
        case Kind.COMMITMENT_WITHDRAWN:
            return _("Commitment withdrawn")
    return _("Commitment superseded")


def precisions(
    decisions: Iterable[Decision], milestones: Mapping[uuid.UUID, Milestone]
) -> dict[int, tuple[str, str]]:
    """Return how exact a moved date was before and after each move, by the move's number.

    The history writes a precision only where it changed; the milestone says what it is now.
    """
    now = {uid: milestone.due_precision for uid, milestone in milestones.items()}
    found = {}
    for move in sorted(decisions, key=lambda decision: decision.seq, reverse=True):
        if move.kind == Kind.DUE_DATE_MOVED:
            after = now.get(move.subject, Precision.DAY)
            before, after = move.fields.get("due_precision", (after, after))
            found[move.seq] = (before, after)
            now[move.subject] = before
    return found


def moved_date(decision: Decision, known: Mapping[int, tuple[str, str]]) -> tuple[str, str]:
    """Return a due date before and after it was moved, as it is written."""
    days = decision.fields.get("due_date", (None, None))
    before, after = known.get(decision.seq, (Precision.DAY, Precision.DAY))
    return _written(days[0], before), _written(days[1], after)


def _written(day: str | None, precision: str) -> str:
    return period_text(dt.date.fromisoformat(day) if day else None, precision)


def how_it_came(proposal: Proposal | None) -> list[dict[str, str]]:
    """Return who stands behind a change that was proposed: both sides, or one alone."""
    if proposal is None:
        return []
    label = _("Without agreement") if proposal.is_unilateral else _("By agreement")
    return [{"label": label, "value": behind(proposal)}]


def way_to_proposal(proposal: Proposal | None) -> list[dict[str, str]]:
    if proposal is None:
        return []
    return [{"label": _("The proposal"), "url": proposal.get_absolute_url()}]


def adoption(text: CommitmentText, plan: Plan, proposal: Proposal | None = None) -> Statement:
    """Return the adoption of an official text; its words stand in a section of their own."""
    reason = why(proposal, worded(text, "reason"))
    agreed = ", ".join(organisation.short for organisation in text.agreed_by.all())
    facts = [{"label": _("Agreed by"), "value": agreed}] if agreed else []
    facts = how_it_came(proposal) or facts
    return frame_statement(
        plan,
        voice=proposal.side if proposal else Side.SECRETARIAT.value,
        organisation=proposal.organisation if proposal else plan.secretariat,
        title=_("Official text, version %(number)s, adopted") % {"number": text.number},
        text=reason.text,
        language=reason.lang if reason else "",
        source_url=text.source,
        facts=facts,
        links=[{"label": _("Read the text"), "url": "#text"}, *way_to_proposal(proposal)],
    )


def silence_text(silence: Silence) -> str:
    """Return the words of a silence; the side comes first, so that it reads in both languages."""
    said = {
        "side": Side(silence.side).label,
        "start": day_text(silence.start),
        "end": day_text(silence.end),
        "days": number_text(silence.days),
    }
    if silence.is_open and silence.since_start:
        words = ngettext(
            "%(side)s: not a word yet, %(days)s day since the plan began",
            "%(side)s: not a word yet, %(days)s days since the plan began",
            silence.days,
        )
    elif silence.is_open:
        words = ngettext(
            "%(side)s: %(days)s day without a word, since %(start)s",
            "%(side)s: %(days)s days without a word, since %(start)s",
            silence.days,
        )
    else:
        words = ngettext(
            "%(side)s: %(days)s day without a word, from %(start)s to %(end)s",
            "%(side)s: %(days)s days without a word, from %(start)s to %(end)s",
            silence.days,
        )
    return words % said


# --- The pulse ----------------------------------------------------------------------------------


def pulse(record: Record, silences: Sequence[Silence], plan: Plan, today: dt.date) -> Any:
    """Return the arguments of `components/pulse.html`, or None with too little to see."""
    spoke = [row for row in record.standing() if row.precision in EXACT]
    if len(spoke) < 3:
        return None
    axis = figures.axis_over(
        [row.on for row in spoke], start=plan.start_date, end=plan.end_date, today=today
    )
    slots = {}
    for row in spoke:
        place = int(figures.position(row.on, axis) * PULSE_SLOTS / 100)
        slots[row.side, place] = {"voice": row.side, "on": row.on}
    quiet = [{"voice": s.side, "start": s.start, "end": s.end} for s in silences]
    return {
        "events": list(slots.values()),
        "silences": quiet,
        "axis": axis,
        "summary": pulse_summary(spoke, plan, bool(quiet)),
    }


def pulse_summary(spoke: Sequence[Said], plan: Plan, has_silences: bool) -> str:
    counts = {side.value: 0 for side in Side}
    for row in spoke:
        counts[row.side] += 1
    words = _(
        "When each side spoke: government %(government)s, civil society %(civil_society)s, "
        "independent %(independent)s entries."
    ) % {side: number_text(count) for side, count in counts.items()}
    if has_silences:
        words += " " + _("A box is a silence longer than %(days)s days.") % {
            "days": number_text(plan.silent_days)
        }
    return words
