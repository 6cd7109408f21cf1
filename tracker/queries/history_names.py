"""What the uids and short addresses in a history stand for, loaded with a fixed number of queries."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation
from ledger.models import Erasure, HistoryEntry, HistoryValue
from tracker.models import (
    AgreedNote,
    Agreement,
    Commitment,
    Dependency,
    Entry,
    Hold,
    JointNote,
    JointNoteRevision,
    JointNoteSignature,
    Meeting,
    Milestone,
    Plan,
    Proposal,
    Redaction,
    Seat,
    Settlement,
    Theme,
    moderated_models,
)
from tracker.models.proposal import organisations_in
from tracker.queries.decided_words import load_about

# Which fields hold the reference of another row, or a list of them.
REFERENCES = {
    "plan": Plan,
    "predecessor": Plan,
    "parent": Organisation,
    "owner": Organisation,
    "keeper": Organisation,
    "organisation": Organisation,
    "organisations": Organisation,
    "secretariat": Organisation,
    "government_steward": Organisation,
    "civil_society_steward": Organisation,
    "agreed_by": Organisation,
    "government": Organisation,
    "civil_society": Organisation,
    "commitment": Commitment,
    "commitments": Commitment,
    "earlier": Commitment,
    "later": Commitment,
    "milestone": Milestone,
    "blocks": Milestone,
    "unblocker": Organisation,
    "on_agreement": Agreement,
    "on_milestone": Milestone,
    "present": Organisation,
    "proposal": Proposal,
    "counters": Proposal,
    "theme": Theme,
}
SUBJECTS = {
    "agreednote": AgreedNote,
    "agreement": Agreement,
    "commitment": Commitment,
    "dependency": Dependency,
    "hold": Hold,
    "jointnote": JointNote,
    "jointnoterevision": JointNoteRevision,
    "jointnotesignature": JointNoteSignature,
    "meeting": Meeting,
    "milestone": Milestone,
    "organisation": Organisation,
    "proposal": Proposal,
    "redaction": Redaction,
    "seat": Seat,
    "settlement": Settlement,
    "theme": Theme,
}
# What a proposal can change.
LED_TO = ("commitment", "commitmenttext", "milestone", "seat")
BY_SLUG = (Plan, Organisation)
WITH = {
    Agreement: ("meeting__plan",),
    Dependency: ("milestone__commitment__plan",),
    Meeting: ("plan",),
    Commitment: ("plan",),
    Milestone: ("commitment__plan",),
    Proposal: ("commitment__plan", "milestone__commitment__plan"),
    Seat: ("organisation", "commitment__plan"),
    Settlement: ("observation__commitment__plan", "observation__milestone__commitment__plan"),
    JointNote: ("milestone__commitment__plan",),
    JointNoteRevision: ("note__milestone__commitment__plan",),
    JointNoteSignature: ("note__milestone__commitment__plan",),
    AgreedNote: ("note__milestone__commitment__plan",),
}
# How exactly a date is known stands in a field of its own, which may not change when the date does.
PRECISIONS = (
    "due_precision",
    "said_precision",
    "date_precision",
    "since_precision",
    "lost_precision",
    "noticed_precision",
)

# What a hold closes in the history of whatever it hides, by the type that the history gives it.
CLOSED = {
    **{str(model._meta.model_name): model.closed_words() for model in moderated_models()},
    **{kind: Entry.of_kind(kind).closed_words() for kind in Entry.Kind.values},
}

UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Changes = Mapping[str, list[Any]]


@dataclass(frozen=True)
class Told:
    """A history entry with its values opened once.

    `hidden` are the fields that a hold closes for now, `erased` those that two sides had erased;
    `decided` are the numbers of the entries by which they did.
    """

    entry: HistoryEntry
    changes: Changes
    reason: str
    erased: list[str]
    hidden: list[str] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """Rows by model and by reference or uid; precisions by subject and field, oldest first;
    proposals by the row that they changed and its version."""

    rows: Mapping[type, Mapping[str, Any]] = field(default_factory=dict)
    precisions: Mapping[tuple[UUID, str], list[tuple[int, str]]] = field(default_factory=dict)
    causes: Mapping[tuple[UUID, int], Proposal] = field(default_factory=dict)

    def of(self, model: type, reference: Any) -> Any:
        """Return the row that a reference names, or None."""
        return self.rows.get(model, {}).get(str(reference))

    def cause(self, entry: HistoryEntry) -> Proposal | None:
        """Return the proposal that an entry carried out, or None."""
        return self.causes.get((entry.subject_uid, entry.subject_version))

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


def with_holds(entries: QuerySet[HistoryEntry]) -> QuerySet[HistoryEntry]:
    """Add to history entries whether the words of their subject are hidden now (`is_held`)."""
    now, held = timezone.now(), Q(pk=None)
    for model in moderated_models():
        rows = model._base_manager.filter(uid=OuterRef("subject_uid"), held_until__gt=now)
        held |= Q(Exists(rows))
    return entries.annotate(is_held=ExpressionWrapper(held, output_field=BooleanField()))


def closed_in(entry: HistoryEntry) -> frozenset[str]:
    """Return the fields of a history entry, loaded `with_holds`, that a hold closes now."""
    is_held = getattr(entry, "is_held", False)
    return CLOSED.get(entry.subject_type, frozenset()) if is_held else frozenset()


def held_words(plan: Plan) -> dict[UUID, frozenset[str]]:
    """Return the fields that a hold closes now in a plan's history, by subject."""
    now = timezone.now()
    found: dict[UUID, frozenset[str]] = {}
    for model in moderated_models():
        held = model._base_manager.filter(**{model.PLAN: plan}, held_until__gt=now)
        found |= {row.uid: CLOSED[row.subject_type] for row in held.order_by("pk")}
    return found


def opened(entries: Iterable[HistoryEntry], private: Iterable[str]) -> list[Told]:
    """Return entries, loaded with their values and `with_holds`, with all that is public read once."""
    entries = list(entries)
    gone = {
        value.pk
        for entry in entries
        for value in entry.values.all()
        if not value.is_open and value.field not in private
    }
    decided = _decided(gone) if gone else {}
    return [_opened(entry, private, decided) for entry in entries]


def _opened(entry: HistoryEntry, private: Iterable[str], decided: Mapping[int, list[int]]) -> Told:
    closed = closed_in(entry)
    values = [value for value in entry.values.all() if value.field not in private]
    erased = [value for value in values if not value.is_open]
    return Told(
        entry,
        {name: pair for name, pair in entry.changes().items() if name not in closed},
        "" if "reason" in closed else entry.reason,
        erased=[value.field for value in erased],
        hidden=[value.field for value in values if value.is_open and value.field in closed],
        decided=sorted({seq for value in erased for seq in decided.get(value.pk, [])}),
    )


def _decided(values: Iterable[int]) -> dict[int, list[int]]:
    """Return the numbers of the two entries that decided each erasure, by the value's key."""
    rows = Erasure.objects.filter(value__in=values).order_by("pk")
    return {key: seqs for key, *seqs in rows.values_list("value", "asked__seq", "confirmed__seq")}


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
    load_about({row for model in (Hold, Redaction) for row in rows.get(model, {}).values()})
    return Names(rows, _precisions(told), _causes(told))


def _collect(one: Told, wanted: dict[type, set[str]]) -> None:
    entry = one.entry
    if entry.context_uid:
        wanted.setdefault(Commitment, set()).add(str(entry.context_uid))
    if entry.subject_type in SUBJECTS:
        wanted.setdefault(SUBJECTS[entry.subject_type], set()).add(str(entry.subject_uid))
    for name, pair in one.changes.items():
        if (entry.subject_type, name) == ("proposal", "change"):
            wanted.setdefault(Organisation, set()).update(organisations_in(pair[1]))
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


def _causes(told: list[Told]) -> dict[tuple[UUID, int], Proposal]:
    """Return the proposals that led to changes of the frame among some entries."""
    uids = {
        one.entry.subject_uid
        for one in told
        if one.entry.subject_type in LED_TO and one.entry.context_uid
    }
    return carried_out(uids) if uids else {}


def carried_out(uids: Iterable[UUID]) -> dict[tuple[UUID, int], Proposal]:
    """Return the proposals that changed some rows, by the row's uid and the version it then had."""
    changed = (
        Q(commitment__uid__in=uids, kind=Proposal.Kind.STATE)
        | Q(adopted_text__uid__in=uids)
        | Q(milestone__uid__in=uids)
        | Q(seat__uid__in=uids)
    )
    found = Proposal.objects.filter(changed, carried_version__isnull=False)
    found = found.select_related("commitment", "adopted_text", "milestone", "seat")
    return {proposal.effect: proposal for proposal in found if proposal.effect}


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
