"""The register of obstacles: which there are, how many further filters would leave, and by whom or by which
law they are held up.

The light rows of all obstacles that stand are read in one query and counted here, so that a count and the
rows behind it cannot differ. Words that are hidden now are not read.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from accounts.models import Organisation
from tracker.laws import law_key
from tracker.models import Entry, Obstacle, ObstacleResolution, Plan
from tracker.queries.commitment_list import Selection, folded

FACETS = ("plan", "state", "type", "severity", "side", "unblocker", "law")
STATES = ("open", "resolved", "differing")
SORTS = ("longest", "newest", "severity")
RESOLVED = ObstacleResolution.Outcome.RESOLVED
_HEAVIEST = {code: rank for rank, code in enumerate(reversed(Obstacle.Severity.values))}


class Row(NamedTuple):
    """One description, without its text."""

    pk: int
    first: int | None
    same_as: int | None
    same_as_first: int | None
    type: str
    severity: str
    side: str
    plan: int
    commitment: int
    unblocker: int | None
    unblocker_text: str
    law: str
    article: str
    opened: dt.date
    held_until: dt.datetime | None
    outcome: str
    outcome_date: dt.date | None

    @property
    def root(self) -> int:
        return self.first or self.pk

    @property
    def is_open(self) -> bool:
        return self.outcome != RESOLVED


_COLUMNS = (
    "pk",
    "first",
    "same_as",
    "same_as__first",
    "type",
    "severity",
    "side",
    "plan",
    "commitment",
    "unblocker",
    "unblocker_text",
    "law",
    "article",
    "opened_date",
    "held_until",
    "outcome",
    "outcome_date",
)


@dataclass
class Found:
    """One obstacle, however many sides describe it; the first description leads."""

    rows: list[Row]
    as_of: dt.date
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def head(self) -> Row:
        return self.rows[0]

    @cached_property
    def is_open(self) -> bool:
        return any(row.is_open for row in self.rows)

    @cached_property
    def opened(self) -> dt.date:
        return min(row.opened for row in self.rows)

    @cached_property
    def resolved_on(self) -> dt.date | None:
        days = [row.outcome_date for row in self.rows if row.outcome_date]
        return None if self.is_open else max(days, default=None)

    @cached_property
    def days(self) -> int:
        return max(((self.resolved_on or self.as_of) - self.opened).days, 0)


@dataclass
class Holder:
    """What holds up several obstacles: a law, or whoever can unblock them."""

    key: str
    found: list[Found] = field(default_factory=list)

    @property
    def commitments(self) -> int:
        return len({one.head.commitment for one in self.found})

    @property
    def plans(self) -> int:
        return len({one.head.plan for one in self.found})

    @property
    def longest(self) -> int:
        return max(one.days for one in self.found)


class Register:
    """The obstacles that stand in some plans."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self.plans = {plan.pk: plan for plan in plans}
        self.labels: dict[str, dict[str, str]] = {"law": {}, "unblocker": {}}
        self.rows = list(_rows(list(self.plans)))
        named = {row.unblocker for row in self.rows if row.unblocker}
        self.organisations = Organisation.objects.in_bulk(named) if named else {}
        self.all = [self._found(rows) for rows in _joined(self.rows)]

    def _found(self, rows: list[Row]) -> Found:
        plan = self.plans[rows[0].plan]
        one = Found(rows, plan.as_of())
        options: dict[str, set[str]] = {facet: set() for facet in FACETS}
        options["plan"].add(plan.slug)
        options["state"].add("open" if one.is_open else "resolved")
        if len({row.side for row in rows}) > 1 and len({row.type for row in rows}) > 1:
            options["state"].add("differing")
        for row in rows:
            options["type"].add(row.type)
            options["severity"].add(row.severity)
            options["side"].add(row.side)
            options["unblocker"].update(self._who(row))
            options["law"].update(self._law(row))
        one.options = {facet: frozenset(codes) for facet, codes in options.items()}
        return one

    def _who(self, row: Row) -> Iterable[str]:
        if row.unblocker:
            organisation = self.organisations[row.unblocker]
            self.labels["unblocker"].setdefault(organisation.slug, str(organisation.short))
            yield organisation.slug
        if row.unblocker_text:
            key = " ".join(folded(row.unblocker_text).split())
            self.labels["unblocker"].setdefault(key, row.unblocker_text)
            yield key

    def _law(self, row: Row) -> Iterable[str]:
        if key := law_key(row.law, row.article):
            self.labels["law"].setdefault(key, f"{row.law}\n{row.article}")
            yield key

    # --- Choosing ---------------------------------------------------------------------------------

    def chosen(self, selection: Selection) -> list[Found]:
        """Return the obstacles asked for, in the order asked for."""
        kept = [one for one in self._with_words(selection.q) if _fits(one, selection.chosen)]
        return sorted(kept, key=_ORDERS[selection.sort])

    def counts(self, selection: Selection) -> dict[str, Counter[str]]:
        """Return, for each option of each facet, how many obstacles choosing it would leave.

        The choices already made in the same facet are left out of the count, because options of
        one facet add up.
        """
        searched = self._with_words(selection.q)
        result: dict[str, Counter[str]] = {}
        for facet in FACETS:
            others = {name: codes for name, codes in selection.chosen.items() if name != facet}
            result[facet] = Counter(
                code for one in searched if _fits(one, others) for code in one.options[facet]
            )
        return result

    def holders(self, facet: str, found: Iterable[Found]) -> list[Holder]:
        """Group obstacles by law or by who can unblock them; those that stop most come first."""
        groups: dict[str, Holder] = {}
        for one in found:
            for key in one.options[facet]:
                groups.setdefault(key, Holder(key)).found.append(one)
        return sorted(groups.values(), key=lambda h: (-h.commitments, -h.longest, h.key))

    def _with_words(self, q: str) -> list[Found]:
        if not q:
            return self.all
        if q not in self._searched:
            self._searched[q] = _matching(self.all, q)
        return self._searched[q]

    @cached_property
    def _searched(self) -> dict[str, list[Found]]:
        return {}


def register_for(user: Any) -> Register:
    """Return the register of all plans that a person may read."""
    return Register(Plan.objects.visible_to(user).order_by("-start_date", "slug"))


def _rows(plans: list[int]) -> Iterable[Row]:
    now = timezone.now()
    rows = Obstacle.objects.standing().with_outcome().filter(commitment__plan__in=plans)
    rows = rows.annotate(plan=F("commitment__plan"))
    for values in rows.order_by("published_at", "pk").values_list(*_COLUMNS):
        row = Row(*values)
        if row.held_until and row.held_until > now:
            row = row._replace(unblocker_text="", law="", article="")
        yield row


def _joined(rows: Iterable[Row]) -> list[list[Row]]:
    """Put the descriptions of one obstacle together, the first description first."""
    rows = list(rows)
    others = {row.root: row.same_as_first or row.same_as for row in rows}
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_leading(row.root, others)].append(row)
    return [sorted(group, key=lambda row: row.root) for group in groups.values()]


def _leading(root: int, others: Mapping[int, int | None]) -> int:
    """Return the first description of the obstacle that a description belongs to."""
    seen = {root}
    while (other := others.get(root)) and other not in seen:
        seen.add(other)
        root = other
    return root


def _fits(one: Found, chosen: Mapping[str, tuple[str, ...]]) -> bool:
    return all(not codes or one.options[facet] & set(codes) for facet, codes in chosen.items())


def _matching(found: Iterable[Found], q: str) -> list[Found]:
    """Return the obstacles whose descriptions have every word asked for; hidden words are not looked in."""
    wanted = folded(q).split()
    shown = Obstacle.objects.standing().shown()
    columns = ("pk", "text", "law", "article", "ask", "unblocker_text", "organisation_name")
    texts = {pk: folded(" ".join(words)) for pk, *words in shown.order_by().values_list(*columns)}
    return [
        one
        for one in found
        if wanted and all(any(w in texts.get(row.pk, "") for row in one.rows) for w in wanted)
    ]


_ORDERS: dict[str, Any] = {
    "longest": lambda one: (not one.is_open, -one.days, one.head.pk),
    "newest": lambda one: (-one.opened.toordinal(), -one.head.pk),
    "severity": lambda one: (
        not one.is_open,
        min(_HEAVIEST.get(row.severity, 9) for row in one.rows),
        -one.days,
        one.head.pk,
    ),
}


def loaded(found: Iterable[Found]) -> dict[int, Obstacle]:
    """Load the descriptions of some obstacles, in two queries."""
    keys = [row.pk for one in found for row in one.rows]
    related = ("organisation", "unblocker", "commitment__plan", "hold", "redaction")
    rows = Obstacle.objects.filter(pk__in=keys).select_related(*related)
    return {row.pk: row for row in rows.prefetch_related(Entry.BLOCKED_OWN).order_by("pk")}
