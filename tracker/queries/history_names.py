"""What the uids and short addresses in a history stand for, loaded with a fixed number of queries."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Organisation
from ledger.models import HistoryEntry, HistoryValue
from tracker.models import (
    AgreedNote,
    Commitment,
    JointNote,
    JointNoteRevision,
    JointNoteSignature,
    Milestone,
    Plan,
    Seat,
    Theme,
)

# Which fields hold the reference of another row, or a list of them.
REFERENCES = {
    "plan": Plan,
    "predecessor": Plan,
    "parent": Organisation,
    "owner": Organisation,
    "organisation": Organisation,
    "organisations": Organisation,
    "secretariat": Organisation,
    "agreed_by": Organisation,
    "government": Organisation,
    "civil_society": Organisation,
    "commitment": Commitment,
    "commitments": Commitment,
    "earlier": Commitment,
    "later": Commitment,
    "milestone": Milestone,
    "theme": Theme,
}
SUBJECTS = {
    "agreednote": AgreedNote,
    "commitment": Commitment,
    "jointnote": JointNote,
    "jointnoterevision": JointNoteRevision,
    "jointnotesignature": JointNoteSignature,
    "milestone": Milestone,
    "organisation": Organisation,
    "seat": Seat,
    "theme": Theme,
}
BY_SLUG = (Plan, Organisation)
WITH = {
    Commitment: ("plan",),
    Milestone: ("commitment__plan",),
    Seat: ("organisation", "commitment__plan"),
    JointNote: ("milestone__commitment__plan",),
    JointNoteRevision: ("note__milestone__commitment__plan",),
    JointNoteSignature: ("note__milestone__commitment__plan",),
    AgreedNote: ("note__milestone__commitment__plan",),
}
# How exactly a date is known stands in a field of its own, which may not change when the date does.
PRECISIONS = ("due_precision", "said_precision", "date_precision")

UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Changes = Mapping[str, list[Any]]


@dataclass(frozen=True)
class Told:
    """A history entry with its values opened once."""

    entry: HistoryEntry
    changes: Changes
    reason: str
    erased: list[str]


@dataclass(frozen=True)
class Names:
    """Rows by model and by reference or uid; precisions by subject and field, oldest first."""

    rows: Mapping[type, Mapping[str, Any]] = field(default_factory=dict)
    precisions: Mapping[tuple[UUID, str], list[tuple[int, str]]] = field(default_factory=dict)

    def of(self, model: type, reference: Any) -> Any:
        """Return the row that a reference names, or None."""
        return self.rows.get(model, {}).get(str(reference))

    def precision(self, entry: HistoryEntry, name: str) -> str:
        """Return the precision that a date had after an entry."""
        known = [
            value
            for version, value in self.precisions.get((entry.subject_uid, name), [])
            if version <= entry.subject_version
        ]
        return known[-1] if known else "day"

    def precision_before(self, entry: HistoryEntry, name: str) -> str:
        known = [
            value
            for version, value in self.precisions.get((entry.subject_uid, name), [])
            if version < entry.subject_version
        ]
        return known[-1] if known else "day"


def opened(entry: HistoryEntry, private: Iterable[str]) -> Told:
    """Return an entry, loaded with its values, with everything public in it read once."""
    erased = [
        value.field
        for value in entry.values.all()
        if not value.is_open and value.field not in private
    ]
    return Told(entry, entry.changes(), entry.reason, erased)


def commitments_to_name(plan: Plan) -> QuerySet[Commitment]:
    """Return a plan's commitments with no more than it takes to name them."""
    return plan.commitments.only("plan", "number", "title_es", "title_en").order_by("number")


def names_of(told: Iterable[Told], known: Iterable[Any] = ()) -> Names:
    """Return the names behind all references of some entries. `known` are rows at hand already."""
    told = list(told)
    wanted: dict[type, set[str]] = {}
    for one in told:
        _collect(one, wanted)
    rows: dict[type, dict[str, Any]] = {}
    for row in known:
        rows.setdefault(type(row), {}).update(_keyed([row]))
    for model, references in wanted.items():
        found = rows.setdefault(model, {})
        found.update(_keyed(_load(model, references - set(found))))
    return Names(rows, _precisions(told))


def _collect(one: Told, wanted: dict[type, set[str]]) -> None:
    entry = one.entry
    if entry.context_uid:
        wanted.setdefault(Commitment, set()).add(str(entry.context_uid))
    if entry.subject_type in SUBJECTS:
        wanted.setdefault(SUBJECTS[entry.subject_type], set()).add(str(entry.subject_uid))
    for name, pair in one.changes.items():
        if name in REFERENCES:
            for value in pair:
                found = value if isinstance(value, list) else [value] if value else []
                wanted.setdefault(REFERENCES[name], set()).update(map(str, found))


def _load(model: Any, references: set[str]) -> Iterable[Any]:
    if not references:
        return []
    wanted = Q(uid__in=[reference for reference in references if UID.fullmatch(reference)])
    if model in BY_SLUG:
        wanted |= Q(slug__in=references)
    return model._base_manager.filter(wanted).select_related(*WITH.get(model, ()))


def _keyed(rows: Iterable[Any]) -> dict[str, Any]:
    return {key: row for row in rows for key in (row.reference, str(row.uid))}


def _precisions(told: list[Told]) -> dict[tuple[UUID, str], list[tuple[int, str]]]:
    """Read how exactly every date on the page was known, at every version of its subject."""
    dated = {
        one.entry.subject_uid for one in told if any(name.endswith("date") for name in one.changes)
    }
    found: dict[tuple[UUID, str], list[tuple[int, str]]] = {}
    if not dated:
        return found
    values = HistoryValue.objects.filter(field__in=PRECISIONS, entry__subject_uid__in=dated)
    for value in values.select_related("entry").order_by("entry__subject_version"):
        if value.is_open:
            entry = value.entry
            found.setdefault((entry.subject_uid, value.field), []).append(
                (entry.subject_version, value.pair[1])
            )
    return found


def local(moment: dt.datetime, plan: Plan | None) -> dt.datetime:
    """Return a moment on the clock of the place where a plan lives; UTC for no plan."""
    return moment.astimezone(zoneinfo.ZoneInfo(plan.timezone) if plan else dt.UTC)
