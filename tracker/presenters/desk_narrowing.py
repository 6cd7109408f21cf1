"""Narrowing the desk to one plan or one commitment: the ways there, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tracker.models import Commitment
from tracker.presenters.wording import worded
from tracker.queries.reasons.reader import Reader


@dataclass(frozen=True)
class Narrowing:
    """`keep` is what else the address says (a reason, a list); `commitments` are those to choose from,
    one more than `MANY` where a list of them would be too long."""

    reader: Reader
    commitments: Sequence[Commitment]
    keep: dict[str, str]

    MANY = 100

    @property
    def plan_links(self) -> list[dict[str, Any]]:
        """Return the plans to choose from, where there are several or one is chosen."""
        reader = self.reader
        if len(reader.plans) < 2 and not reader.plan:
            return []
        links = [self._link(_("All plans"), {}, reader.plan is None)]
        for plan in reader.plans:
            title, current = str(worded(plan, "title")), plan == reader.plan
            links.append(self._link(title, {"plan": plan.slug}, current))
        return links

    def _link(self, label: str, filters: dict[str, str], current: bool) -> dict[str, Any]:
        return {"label": label, "url": self._address(filters), "current": current}

    def _address(self, filters: dict[str, str]) -> str:
        query = urlencode(filters | self.keep)
        return f"{reverse('desk')}?{query}" if query else reverse("desk")

    @property
    def hidden(self) -> dict[str, str]:
        """Return what the form that chooses a commitment sends besides."""
        plan = self.reader.plan_of_choice
        return ({"plan": plan.slug} if plan else {}) | self.keep

    @property
    def is_long(self) -> bool:
        return len(self.commitments) > self.MANY

    @property
    def options(self) -> list[dict[str, Any]]:
        """Return the commitments to choose from: number, words, whether it is chosen."""
        chosen = self.reader.commitment
        rows = list(self.commitments)
        if chosen and chosen not in rows:
            rows.insert(0, chosen)
        return [
            {
                "value": row.number,
                "label": f"{row.number}. {Truncator(str(worded(row, 'title'))).chars(60)}",
                "current": row == chosen,
            }
            for row in rows
        ]

    @property
    def number(self) -> str:
        return str(self.reader.commitment.number) if self.reader.commitment else ""

    @property
    def narrowed(self) -> dict[str, str]:
        """Return the commitment that the desk is narrowed to, with the way back, or {}."""
        commitment = self.reader.commitment
        if commitment is None:
            return {}
        words = {"number": commitment.number, "title": worded(commitment, "title")}
        return {
            "label": _("Commitment %(number)s: %(title)s") % words,
            "url": self._address({"plan": commitment.plan.slug}),
        }
