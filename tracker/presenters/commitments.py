"""What the page of one commitment shows, section by section."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import Commitment, CommitmentText, Entry, Milestone, Plan, Proposal
from tracker.presenters import milestones, places, seats, stories
from tracker.presenters.commitment_ripples import RippleSection
from tracker.presenters.dates import day_text, period_text
from tracker.presenters.dependencies import short
from tracker.presenters.figures import Axis
from tracker.presenters.lasting import LastingView
from tracker.presenters.lineages import LineageView, lineage_view
from tracker.presenters.milestones import Lane
from tracker.presenters.official_texts import Comparison, TextView, comparison, text_view
from tracker.presenters.proposals import why
from tracker.presenters.questions import QuestionView, question_view
from tracker.presenters.statements import address
from tracker.presenters.statuses import Freshness
from tracker.presenters.verdicts import VerdictHead
from tracker.presenters.wording import Wording, worded
from tracker.queries.commitment_page import CommitmentRecord

# A longer objective is no lead sentence; it stands in a section with the problem.
LEDE = 320


class CommitmentView:
    """The commitment itself: everything but the story and the evidence of one page."""

    def __init__(
        self, record: CommitmentRecord, entries: Mapping[int, Entry], today: dt.date
    ) -> None:
        self.record = record
        self.commitment: Commitment = record.commitment
        self.plan: Plan = record.plan
        self._entries = entries
        self._today = today

    @cached_property
    def is_archive(self) -> bool:
        return self.plan.nature == Plan.Nature.ARCHIVE

    # --- Head -----------------------------------------------------------------------------------

    @cached_property
    def heading(self) -> Wording:
        return worded(self.commitment, "title")

    @property
    def title(self) -> str:
        """Return the title of the window: number and words."""
        return f"{self.commitment.number}. {self.heading}"

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return places.crumbs(*places.way_to_commitment(self.commitment))

    @property
    def plan_nav(self) -> dict[str, Any]:
        return places.plan_nav(self.plan, "commitments")

    @cached_property
    def theme(self) -> Wording | None:
        return worded(self.commitment.theme, "title") if self.commitment.theme else None

    @cached_property
    def ambition(self) -> str:
        return str(self.commitment.get_ambition_display()) if self.commitment.ambition else ""

    @cached_property
    def objective(self) -> Wording:
        return worded(self.commitment, "objective")

    @cached_property
    def lede(self) -> Wording | None:
        return self.objective if self.objective and len(self.objective.text) <= LEDE else None

    @cached_property
    def purpose(self) -> list[dict[str, Any]]:
        """Return problem, objective and expected result, as far as known and not in the head."""
        found = [
            (_("Problem"), worded(self.commitment, "problem")),
            (_("Objective"), None if self.lede else self.objective),
            (_("Expected result"), worded(self.commitment, "result")),
        ]
        return [{"label": label, "words": words} for label, words in found if words]

    @cached_property
    def state_notice(self) -> dict[str, str] | None:
        """Return why the commitment is not in force, and since when; None when it is."""
        if self.commitment.state == Commitment.State.IN_FORCE:
            return None
        title = _("This commitment is %(state)s since %(date)s.") % {
            "state": self.commitment.get_state_display(),
            "date": day_text(self.commitment.state_date),
        }
        reason = why(self.record.proposals.of_state, self.commitment.state_reason)
        return {"title": title, "text": reason.text}

    # --- Both voices ----------------------------------------------------------------------------

    @cached_property
    def verdict(self) -> VerdictHead:
        latest = self.record.latest_assessment
        assessment = self._entries[latest.pk] if latest else None
        return VerdictHead(self.commitment, self.record.whole, self.record.as_of, assessment)

    # --- Five facts -----------------------------------------------------------------------------

    @property
    def is_owed(self) -> bool:
        """Return whether anybody owes work or words here now."""
        return self.plan.is_open and self.commitment.state == Commitment.State.IN_FORCE

    @property
    def nothing_ahead(self) -> str:
        """Return why no milestone comes next."""
        if not self.plan.is_open:
            return _("The plan is over")
        if not self.is_owed:
            return _("None while it is %(state)s") % {"state": self.commitment.get_state_display()}
        return _("None ahead")

    @cached_property
    def next_milestone(self) -> dict[str, str] | None:
        milestone = milestones.next_milestone(self.record.milestones, self.record.as_of)
        if milestone is None or not self.is_owed:
            return None
        title = worded(milestone, "title")
        return {
            "label": f"{milestone.label} {places.shortened(title.text)}",
            "lang": title.lang,
            "url": milestone.get_absolute_url(),
            "due": milestones.due_label(milestone),
        }

    @cached_property
    def overdue_count(self) -> int:
        return sum(1 for lane in self.lanes if lane.overdue_days)

    @property
    def last_words(self) -> list[dict[str, Any]]:
        """Return when each side last spoke; the reviewer only after it spoke."""
        words = [self._last_word(side) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)]
        reviewer = self._last_word(Side.INDEPENDENT)
        return [*words, reviewer] if reviewer["url"] else words

    def _last_word(self, side: Side) -> dict[str, Any]:
        said = self.record.record.last_of(side)
        fresh = Freshness.of(said.on if said else None, self.plan, self.record.as_of)
        words = {"due": _("an update is due"), "silent": _("silent")}.get(fresh.code, "")
        owed = said and self.is_owed and side != Side.INDEPENDENT
        return {
            "voice": side.value,
            "on_label": period_text(said.on, said.precision) if said else "",
            "url": address(said) if said else "",
            "days": fresh.days if said and self.plan.is_open else None,
            "freshness": words if owed else "",
        }

    @cached_property
    def missing(self) -> list[dict[str, str]]:
        return [
            {"name": seat.name, "voice": seat.voice}
            for group in self.table
            if group.state in seats.VACANT
            for seat in group.seats
        ]

    @cached_property
    def questions(self) -> list[QuestionView]:
        return [question_view(question, self.record.as_of) for question in self.record.questions]

    @cached_property
    def ripples(self) -> RippleSection:
        return RippleSection(self.record, self._entries)

    # --- Sections -------------------------------------------------------------------------------

    @cached_property
    def lanes(self) -> list[Lane]:
        said, as_of = self.record.by_milestone, self.record.as_of
        waits = {
            row.pk: ""
            if milestones.is_done(row)
            else short(self.record.waits.get(row.pk, []), as_of)
            for row in self._milestones
        }
        return [
            milestones.lane(row, as_of, said[row.pk], waits[row.pk]) for row in self._milestones
        ]

    @property
    def _milestones(self) -> list[Milestone]:
        return self.record.milestones

    @property
    def axis(self) -> Axis:
        return milestones.axis(self.record.milestones, self.plan, self._today)

    @property
    def milestones_aside(self) -> str:
        return "" if self.is_archive else milestones.done_summary(self.record.milestones)

    @cached_property
    def table(self) -> list[seats.SeatGroup]:
        given = self.record.proposals.seats
        return seats.groups(self.record.seats, self.plan, self.record.as_of, given)

    @cached_property
    def current_text(self) -> TextView | None:
        return self._text(self.record.texts[-1]) if self.record.texts else None

    @cached_property
    def earlier_texts(self) -> list[TextView]:
        return [self._text(text) for text in reversed(self.record.texts[:-1])]

    def _text(self, text: CommitmentText) -> TextView:
        return text_view(text, self._led_to)

    @cached_property
    def _led_to(self) -> dict[int, Proposal]:
        return self.record.proposals.texts

    def comparison(self, first: int, second: int) -> Comparison:
        """Compare two versions of the official text."""
        return comparison(self.record.texts, first, second, self._led_to)

    @cached_property
    def lineage(self) -> list[LineageView]:
        return [lineage_view(link, self.commitment) for link in self.record.lineage]

    @cached_property
    def lasting(self) -> LastingView:
        record = self.record
        return LastingView(self.commitment, record.lasting, record.embeddings, self._today)

    @property
    def thread_url(self) -> str:
        """Return the page of its whole thread across plans."""
        return reverse("thread", args=[self.plan.slug, self.commitment.number])

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        return [
            {
                "on_label": period_text(event.date, event.date_precision),
                "type": event.get_type_display(),
                "title": worded(event, "title"),
                "description": worded(event, "description"),
                "basis": worded(event, "basis"),
                "source": event.source,
            }
            for event in reversed(self.record.events)
        ]

    @cached_property
    def pulse(self) -> dict[str, Any] | None:
        if self.is_archive:
            return None
        record, silences = self.record.record, self.record.silences
        pulse: dict[str, Any] | None = stories.pulse(record, silences, self.plan, self._today)
        return pulse

    @cached_property
    def note(self) -> Wording:
        return worded(self.commitment, "note")

    @cached_property
    def values(self) -> str:
        labels = Commitment.OGP_VALUES
        return ", ".join(str(labels[code]) for code in self.commitment.ogp_values)

    @cached_property
    def policy_areas(self) -> str:
        return ", ".join(self.commitment.policy_areas)

    @property
    def history_url(self) -> str:
        """Return the history of this commitment and all that belongs to it."""
        plan_history = reverse("plan_history", args=[self.plan.slug])
        return f"{plan_history}?commitment={self.commitment.number}"

    @property
    def verify_url(self) -> str:
        return reverse("plan_history", args=[self.plan.slug]) + "#verify"

    @property
    def sections(self) -> list[dict[str, str]]:
        """Return the sections that the page really has."""
        sections = [
            ("purpose", _("What it is for"), self.purpose),
            ("milestones", _("Milestones"), True),
            ("questions", _("Waiting for an answer"), self.questions),
            ("ripples", _("Ripples"), self.ripples),
            ("story", _("One story"), True),
            ("table", _("The table"), True),
            ("text", _("Official text"), True),
            ("proposals", _("Proposals"), not self.is_archive),
            ("evidence", _("Evidence"), True),
            ("facts", _("Dated facts"), self.events),
            ("lasting", _("What lasts"), self.lasting),
            ("lineage", _("Before and after"), self.lineage),
            ("record", _("Record and data"), True),
        ]
        return [{"id": name, "label": label} for name, label, there in sections if there]
