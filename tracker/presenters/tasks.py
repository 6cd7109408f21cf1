"""What somebody writes, about what, and with whose voice."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, Side
from tracker.actions.publishing import hat_of
from tracker.models import Commitment, Entry, Milestone, Plan, Seat
from tracker.presenters.dates import day_text, moment_text, period_text

Kind = Entry.Kind


@dataclass(frozen=True)
class Task:
    """One thing to write. `refusal` says why it cannot be published now, if so; `begins` is what
    the form of something new holds when it is first shown; `given` are columns that the address
    says and no form fills; `passage` is where the writer stands
    in going through all that they owe."""

    kind: str
    subject: Commitment | Milestone
    organisation: Organisation
    refusal: str = ""
    draft: Entry | None = None
    corrects: Entry | None = None
    to: Any = None
    begins: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    passage: Any = None

    @property
    def plan(self) -> Any:
        return self.subject.plan

    @property
    def relations(self) -> dict[str, Any]:
        """Return the columns of the kind that no form fills."""
        return {"to": self.to, **self.given} if self.to is not None else {}


@dataclass(frozen=True)
class Voice:
    """In whose name something is published."""

    side: str
    name: str
    url: str
    hat: str
    is_interested: bool

    @property
    def publish_label(self) -> str:
        words = {"side": str(Side(self.side).label), "organisation": self.name}
        return _("Publish as %(side)s · %(organisation)s") % words

    @classmethod
    def of(cls, organisation: Organisation, subject: Commitment | Milestone) -> "Voice":
        role = hat_of(organisation, subject)
        return cls(
            side=str(organisation.side),
            name=organisation.short,
            url=organisation.get_absolute_url(),
            hat=str(Seat.Role(role).label) if role else "",
            is_interested=role == Seat.Role.CO_IMPLEMENTER,
        )


@dataclass(frozen=True)
class About:
    """What a form or a row of the desk is about, as its head says it."""

    subject: Any  # a commitment, a milestone, or the plan whose forum it is
    as_of: dt.date

    @property
    def commitment(self) -> Any:
        return getattr(self.subject, "commitment", None)

    @property
    def milestone(self) -> Milestone | None:
        return self.subject if isinstance(self.subject, Milestone) else None

    @property
    def is_example(self) -> bool:
        return self.subject.plan.nature == Plan.Nature.EXAMPLE

    @property
    def label(self) -> str:
        """Return the number that a reader knows it by: Commitment 6, Milestone 6.5; or the forum."""
        if isinstance(self.subject, Plan):
            return _("Forum of the plan")
        if self.milestone:
            return _("Milestone %(number)s") % {"number": self.milestone.label}
        return _("Commitment %(number)s") % {"number": self.commitment.number}

    @property
    def due(self) -> str:
        if not self.milestone:
            return ""
        return period_text(self.milestone.due_date, self.milestone.due_precision)

    @property
    def days_overdue(self) -> int:
        return self.milestone.days_overdue(self.as_of) if self.milestone else 0

    @property
    def url(self) -> str:
        return self.subject.get_absolute_url()

    def crumbs(self, here: str) -> list[dict[str, str]]:
        """Return the way from the desk to a page about the subject."""
        return [
            {"label": _("My desk"), "url": reverse("desk")},
            {"label": self.label, "url": self.url},
            {"label": here, "url": ""},
        ]


def published_as(entry: Entry) -> str:
    """Say that something was published, or will be, and with whose voice."""
    if entry.is_embargoed:
        return _(
            "It appears on %(moment)s as %(side)s · %(organisation)s. Until then only your organisation sees it."
        ) % {
            "moment": moment_text(entry.not_before),
            "side": str(Side(entry.side).label),
            "organisation": entry.organisation_name,
        }
    return _("Published as %(side)s · %(organisation)s.") % {
        "side": str(Side(entry.side).label),
        "organisation": entry.organisation_name,
    }


def waiting_line(entry: Entry) -> str:
    """Say what an entry that is locked waits for."""
    if entry.is_with_the_table:
        until = entry.plan.day_of(entry.detail.shared_until)
        return _("Only the table reads it, until %(day)s.") % {"day": day_text(until)}
    return _("It appears by itself on %(moment)s.") % {"moment": moment_text(entry.not_before)}


def preview_address(draft: Entry, passage: Any = None) -> str:
    """Return where a draft is shown as the public will see it."""
    address = reverse("preview_entry", args=[draft.uid])
    return f"{address}?passage=1" if passage else address
