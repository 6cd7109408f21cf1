"""The two-voice status as every page, list and export shows it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from accounts.models import Side
from tracker.completion import Completion
from tracker.due_dates import Precision
from tracker.presenters.dates import period_text
from tracker.two_voices import State


@dataclass(frozen=True)
class VoiceView:
    """One side's last word. `completion` is a code, or None when the side is silent.

    `on` is None where less than the day is known; `on_label` then says what is.
    """

    voice: str
    completion: str | None
    label: str
    on: dt.date | None
    organisation: str = ""
    median_of: int = 0
    range_low: str | None = None
    range_high: str | None = None
    interested: list[dict[str, Any]] = field(default_factory=list)
    evidence_count: int = 0
    url: str = ""
    verdicts: list[dict[str, Any]] = field(default_factory=list)
    on_label: str = ""


class StatusView:
    """Both voices on one subject.

    `row` is a CommitmentStatus or MilestoneStatus. Entry addresses and organisation names come
    from `row.<voice>_entry`, when it was loaded (see `queries.statuses.with_voices`); `verdicts`
    and `interested` are the single verdicts behind civil society's median, for a large figure.
    """

    def __init__(self, row: Any, as_of: dt.date, verdicts: Any = (), interested: Any = ()) -> None:
        self._row = row
        self._as_of = as_of
        self._verdicts = list(verdicts)
        self._interested = list(interested)

    @cached_property
    def government(self) -> VoiceView | None:
        return self._voice(Side.GOVERNMENT, evidence_count=self._row.government_evidence)

    @cached_property
    def civil_society(self) -> VoiceView | None:
        row = self._row
        return self._voice(
            Side.CIVIL_SOCIETY,
            median_of=row.civil_society_count,
            range_low=row.civil_society_low or None,
            range_high=row.civil_society_high or None,
            verdicts=self._verdicts,
            interested=self._interested,
        )

    @cached_property
    def independent(self) -> VoiceView | None:
        return self._voice(Side.INDEPENDENT)

    def _voice(self, side: Side, **more: Any) -> VoiceView | None:
        code = getattr(self._row, f"{side.value}_completion")
        if not code:
            return self._silent(side, more)
        entry = self._loaded_entry(side)
        exact = entry is None or entry.said_precision == Precision.DAY
        alone = more.get("median_of", 1) == 1
        return VoiceView(
            voice=side.value,
            completion=code,
            label=str(Completion(code).label),
            on=getattr(self._row, f"{side.value}_date") if exact else None,
            on_label="" if exact else period_text(entry.said_date, entry.said_precision),
            organisation=entry.organisation_name if entry and alone else "",
            url=reverse("entry", args=[entry.uid]) if entry else "",
            **more,
        )

    def _silent(self, side: Side, more: dict[str, Any]) -> VoiceView | None:
        """Return an empty voice when interested organisations spoke, else None."""
        if not more.get("interested"):
            return None
        return VoiceView(side.value, None, "", None, interested=more["interested"])

    def _loaded_entry(self, side: Side) -> Any:
        name = f"{side.value}_entry"
        if name not in self._row._state.fields_cache:
            return None
        return getattr(self._row, name)

    @property
    def state(self) -> str:
        return str(self._row.state)

    @property
    def state_label(self) -> str:
        return str(State(self._row.state).label)

    @property
    def divergence(self) -> int | None:
        return self._row.divergence

    @property
    def contested_since(self) -> dt.date | None:
        return self._row.contested_since

    @property
    def days_contested(self) -> int | None:
        since = self._row.contested_since
        return (self._as_of - since).days if since else None

    @property
    def without_evidence(self) -> bool:
        """Whether government claims progress and shows nothing for it."""
        claims = self._row.government_completion in ("limited", "substantial", "complete")
        return claims and not self._row.government_evidence


@dataclass(frozen=True)
class Freshness:
    """How long ago a side last spoke: `fresh`, `recent`, `due` (an update is due) or `silent`."""

    code: str
    on: dt.date | None
    days: int | None

    @classmethod
    def of(cls, spoke: dt.date | None, plan: Any, as_of: dt.date) -> "Freshness":
        if spoke is None:
            return cls("silent", None, None)
        days = max((as_of - spoke).days, 0)
        if days <= plan.fresh_days:
            return cls("fresh", spoke, days)
        if days <= plan.due_days:
            return cls("recent", spoke, days)
        return cls("due" if days <= plan.silent_days else "silent", spoke, days)
