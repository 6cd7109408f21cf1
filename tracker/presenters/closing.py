"""The closing wizard: how far it has come, and each commitment with its decision."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.authorization.lasting import closing_opens, may_close
from tracker.models import ClosingDecision, Commitment, Plan
from tracker.presenters.dates import day_text
from tracker.presenters.lasting import decision_label
from tracker.presenters.wording import Wording, worded

Outcome = ClosingDecision.Outcome


def descriptions() -> dict[Any, str]:
    """Return what the form says of each way to leave a plan."""
    return {
        Outcome.EMBEDDED: _("it is part of what goes on without a plan"),
        Outcome.CARRIED_FORWARD: _("the next plan takes it up"),
        Outcome.HANDED_OVER: _("an agency goes on with it by itself"),
        Outcome.STOPPED: _("nobody goes on with it"),
    }


@dataclass(frozen=True)
class ClosingRow:
    """`url` leads to the form, for whoever may decide; without one `reason` says why not."""

    number: int
    title: Wording
    page: str
    decision: str
    keeper: str
    url: str
    reason: str


class Progress:
    """A plan with how each of its commitments leaves it. The undecided ones come first."""

    def __init__(
        self, plan: Plan, commitments: Sequence[Commitment], user: Any, now: dt.datetime
    ) -> None:
        self.plan = plan
        self._commitments, self._user, self._now = commitments, user, now

    @cached_property
    def rows(self) -> list[ClosingRow]:
        rows = [self._row(commitment) for commitment in self._commitments]
        return sorted(rows, key=lambda row: (bool(row.decision), row.number))

    def _row(self, commitment: Any) -> ClosingRow:
        decision = next(iter(commitment.standing), None)
        verdict = may_close(self._user, commitment, self._now)
        place = [self.plan.slug, commitment.number]
        return ClosingRow(
            number=commitment.number,
            title=worded(commitment, "title"),
            page=commitment.get_absolute_url(),
            decision=decision_label(decision.outcome) if decision else "",
            keeper=decision.keeper_name if decision else "",
            url=reverse("decide_closing", args=place) if verdict else "",
            reason=verdict.reason,
        )

    @property
    def decided(self) -> int:
        return sum(1 for row in self.rows if row.decision)

    @property
    def sentence(self) -> str:
        """Say how many are decided, and by when the others have to be."""
        total = len(self.rows)
        words = ngettext(
            "%(decided)s of %(total)s commitment decided.",
            "%(decided)s of %(total)s commitments decided.",
            total,
        )
        said = words % {"decided": self.decided, "total": total}
        if self.plan.is_open:
            end = _("The plan ends on %(day)s, and only with a decision for each of them.")
            said = f"{said} {end % {'day': day_text(self.plan.end_date)}}"
        return said

    @property
    def opens(self) -> str:
        """Say from when on it is decided, while that is still to come."""
        day = closing_opens(self.plan)
        if self.plan.day_of(self._now) >= day:
            return ""
        return _("This is decided from %(day)s on.") % {"day": day_text(day)}

    @property
    def heading(self) -> str:
        return _("How each commitment leaves the plan")

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return [
            {"label": _("My desk"), "url": reverse("desk")},
            {"label": str(worded(self.plan, "title")), "url": self.plan.get_absolute_url()},
            {"label": self.heading, "url": ""},
        ]
