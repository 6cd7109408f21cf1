"""The handover brief as somebody reads it who takes over."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership
from tracker.models import Entry, Handover, Milestone
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.desk_rows import quoted
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
    """What is handed over about one commitment. Each list is (heading, lines), empty ones out."""

    number: int
    title: Wording
    url: str
    roles: str
    status: StatusView
    words: list[Statement]
    lists: list[tuple[str, list[Line]]]


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
        lists = [
            (_("Milestones of yours"), [self._milestone(m) for m in matter.milestones]),
            (_("Questions that wait for an answer"), [self._question(q) for q in matter.questions]),
            (_("Promised answers"), [self._promise(p) for p in matter.promises]),
            (
                _("What your reports said would come next"),
                [self._step(r) for r in matter.next_steps],
            ),
            (_("Drafts left by colleagues"), [self._draft(d) for d in matter.drafts]),
        ]
        return MatterView(
            number=commitment.number,
            title=worded(commitment, "title"),
            url=commitment.get_absolute_url(),
            roles=", ".join(str(seat.get_role_display()) for seat in matter.seats),
            status=StatusView(commitment.status, self.as_of),
            words=[statement(entry) for entry in matter.words],
            lists=[(heading, lines) for heading, lines in lists if lines],
        )

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
