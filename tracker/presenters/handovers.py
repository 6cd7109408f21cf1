"""The handover brief as somebody reads it who takes over."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership
from tracker.models import Entry, Handover, Milestone, Proposal
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.desk_rows import quoted
from tracker.presenters.proposals import heading, subject_of
from tracker.presenters.statements import Statement, statement
from tracker.presenters.statuses import StatusView
from tracker.presenters.tasks import About
from tracker.presenters.wording import Wording, worded
from tracker.queries.handovers import Brief, Matter, Waiting


def address_of(plan: Any, organisation: Any) -> str:
    return reverse("handover", args=[plan.slug, organisation.slug])


@dataclass(frozen=True)
class Line:
    """One line of a list: what it is, when, and where it stands."""

    text: Wording
    url: str
    note: str = ""
    label: str = ""
    late: bool = False


@dataclass(frozen=True)
class MatterView:
    """What is handed over about one commitment. Each list is (heading, lines); `nothing` says which
    are empty."""

    number: int
    title: Wording
    url: str
    roles: str
    status: StatusView
    words: list[Statement]
    lists: list[tuple[str, list[Line]]]
    nothing: str


@dataclass(frozen=True)
class BriefView:
    """`own` is the reader's membership of the organisation, if any; `colleagues` those whom a
    lead may ask."""

    brief: Brief
    now: dt.datetime
    own: Membership | None
    handovers: dict[int, Handover]
    colleagues: list[Membership]

    @property
    def title(self) -> str:
        return _("Handover brief of %(organisation)s") % {
            "organisation": self.brief.organisation.short
        }

    @property
    def plan_title(self) -> Wording:
        return worded(self.brief.plan, "title")

    @property
    def as_of(self) -> dt.date:
        return self.brief.plan.as_of(self.now)

    @property
    def sentence(self) -> str:
        """Return what is handed over, in one sentence."""
        n = len(self.brief.matters)
        return ngettext(
            "%(n)s commitment, as it stands on %(day)s.",
            "%(n)s commitments, as they stand on %(day)s.",
            n,
        ) % {"n": number_text(n), "day": day_text(self.as_of)}

    @property
    def acknowledged(self) -> str:
        """Return when the reader acknowledged it, or nothing."""
        handover = self.handovers.get(self.own.pk) if self.own else None
        if handover is None or handover.acknowledged_at is None:
            return ""
        return day_text(self.brief.plan.day_of(handover.acknowledged_at))

    @property
    def may_acknowledge(self) -> bool:
        return self.own is not None and not self.acknowledged

    @property
    def askable(self) -> list[tuple[str, str]]:
        """Return the colleagues who can be asked: reference and name."""
        return [
            (str(membership.uid), membership.user.name)
            for membership in self.colleagues
            if membership.pk not in self.handovers
            and (self.own is None or membership.pk != self.own.pk)
        ]

    @property
    def matters(self) -> list[MatterView]:
        return [self._matter(matter) for matter in self.brief.matters]

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return [{"label": _("My desk"), "url": reverse("desk")}, {"label": self.title, "url": ""}]

    def _matter(self, matter: Matter) -> MatterView:
        commitment = matter.commitment
        parts = self._parts(matter)
        return MatterView(
            number=commitment.number,
            title=worded(commitment, "title"),
            url=commitment.get_absolute_url(),
            roles=", ".join(str(seat.get_role_display()) for seat in matter.seats),
            status=StatusView(commitment.status, self.as_of),
            words=[statement(entry) for entry in matter.words],
            lists=[(heading, lines) for heading, lines, _nothing in parts if lines],
            nothing=" ".join(nothing for _heading, lines, nothing in parts if not lines),
        )

    def _parts(self, matter: Matter) -> list[tuple[str, list[Line], str]]:
        """Return each part of a brief: its heading, its lines, and what it says without any."""
        parts = [
            (
                _("Milestones of yours"),
                [self._milestone(row) for row in matter.milestones],
                _("No milestone owned here."),
            ),
            (
                _("Questions that wait for an answer"),
                [self._question(row) for row in matter.questions],
                _("No question to answer."),
            ),
            (
                _("Promised answers"),
                [self._promise(row) for row in matter.promises],
                _("No open promise to answer."),
            ),
            (
                _("Proposals to answer"),
                [self._asked(row) for row in matter.asked],
                _("No proposal to answer."),
            ),
            (
                _("Own proposals that wait for the other side"),
                [self._proposed(row) for row in matter.proposed],
                _("No open proposal of its own."),
            ),
            (
                _("Joint notes to write or sign"),
                [self._note(row) for row in matter.notes],
                _("No joint note to write or sign."),
            ),
            (
                _("Joint notes signed"),
                [self._signed(row) for row in matter.signed],
                _("No joint note signed."),
            ),
            (
                _("What your reports said would come next"),
                [self._step(row) for row in matter.next_steps],
                _("No next step named in a report."),
            ),
        ]
        if self.own is not None:  # nobody else reads what is not published
            drafts = [self._draft(row) for row in matter.drafts]
            parts.append((_("Drafts left by colleagues"), drafts, _("No draft left behind.")))
        return parts

    def _milestone(self, milestone: Milestone) -> Line:
        about = About(milestone, self.as_of)
        late = about.days_overdue
        if milestone.status.done_date:
            note = _("Done on %(day)s") % {"day": day_text(milestone.status.done_date)}
        elif late:
            days = ngettext("%(n)s day", "%(n)s days", late) % {"n": number_text(late)}
            note = _("Overdue for %(days)s") % {"days": days}
        else:
            note = _("Due: %(due)s") % {"due": about.due}
        if since := milestone.status.contested_since:
            contested = _("contested since %(day)s") % {"day": day_text(since)}
            note = f"{note}, {contested}"
        text = worded(milestone, "title")
        return Line(text, about.url, note, milestone.label, bool(late))

    def _question(self, observation: Any) -> Line:
        days = (self.as_of - observation.said_date).days
        note = ngettext(
            "%(organisation)s, %(day)s: %(n)s day without an answer",
            "%(organisation)s, %(day)s: %(n)s days without an answer",
            days,
        ) % {
            "organisation": observation.organisation_name,
            "day": day_text(observation.said_date),
            "n": number_text(days),
        }
        late = bool(observation.answer_by and observation.answer_by < self.as_of)
        return Line(quoted(observation), observation.get_absolute_url(), note, late=late)

    def _promise(self, promise: Any) -> Line:
        by = promise.promised_date
        note = _("Will answer by %(day)s") % {"day": day_text(by)}
        return Line(quoted(promise), promise.get_absolute_url(), note, late=by < self.as_of)

    def _asked(self, proposal: Proposal) -> Line:
        note = _("%(organisation)s asks for an answer by %(day)s, %(left)s") % {
            "organisation": proposal.organisation_name,
            "day": day_text(proposal.answer_by),
            "left": self._left(proposal.answer_by),
        }
        return self._proposal(proposal, note)

    def _proposed(self, proposal: Proposal) -> Line:
        words = _("The other side answers by %(day)s, %(left)s")
        if proposal.answer_by < self.as_of:
            words = _("Nobody answered by %(day)s: it may be published alone.")
        day = day_text(proposal.answer_by)
        note = words % {"day": day, "left": self._left(proposal.answer_by)}
        return self._proposal(proposal, note)

    def _left(self, day: dt.date) -> str:
        days = abs((day - self.as_of).days)
        if day < self.as_of:
            words = ngettext("%(days)s day late", "%(days)s days late", days)
        else:
            words = ngettext("%(days)s day left", "%(days)s days left", days)
        return words % {"days": number_text(days)}

    def _proposal(self, proposal: Proposal, note: str) -> Line:
        title = Wording(heading(proposal.kind, subject_of(proposal)), "")
        late = proposal.answer_by < self.as_of
        return Line(title, proposal.get_absolute_url(), note, late=late)

    def _note(self, revision: Any) -> Line:
        """Return a note that waits. What it says is for those who write it, behind the link."""
        if revision.is_signed:
            note = _("The other side has signed; it is agreed when both have.")
        else:
            note = _("The other side wrote last, on %(day)s.") % {
                "day": day_text(revision.plan.day_of(revision.created_at))
            }
        return self._of_note(revision.milestone, note)

    def _signed(self, signature: Any) -> Line:
        words = {"day": day_text(signature.plan.day_of(signature.signed_at))}
        if signature.is_agreed:
            note = _("Signed on %(day)s, agreed by both sides.")
        elif signature.number == signature.note.latest:
            note = _("Signed on %(day)s; it waits for the other side.")
        else:
            note = _("Signed on %(day)s; another text was written since.")
        return self._of_note(signature.milestone, note % words)

    def _of_note(self, milestone: Milestone, note: str) -> Line:
        title = worded(milestone, "title")
        return Line(title, milestone.joint_note_url, note, milestone.label)

    def _step(self, report: Any) -> Line:
        about = About(report.subject, self.as_of)
        note = f"{about.label}, {day_text(report.said_date)}"
        return Line(Wording(report.next_step, report.language), report.get_absolute_url(), note)

    def _draft(self, draft: Entry) -> Line:
        kind = str(draft.get_kind_display())
        return Line(quoted(draft), reverse("edit_draft", args=[draft.uid]), kind)


def notices(waiting: list[Waiting]) -> list[dict[str, str]]:
    """Return what the desk says of briefs that wait for the reader."""
    return [
        {
            "label": _("Read the handover brief of %(organisation)s")
            % {"organisation": each.organisation.short},
            "why": _("A lead of your organisation asks you to.")
            if each.asked
            else _("You came when a colleague left. It says how everything stands."),
            "plan": str(worded(each.plan, "title")),
            "url": address_of(each.plan, each.organisation),
        }
        for each in waiting
    ]
