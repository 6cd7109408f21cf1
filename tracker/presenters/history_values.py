"""Fields of the history as a reader reads them: a label, and values in words instead of codes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Organisation, Side
from ledger.models import HistoryEntry, recorded_models
from tracker.models import Commitment, Entry, Milestone
from tracker.presenters.dates import as_day, day_text, period_text
from tracker.presenters.proposed_changes import proposed
from tracker.queries.history_names import CLOSED, REFERENCES, Changes, Names, Told

_ = gettext_lazy

# Fields that a column does not name for readers.
LABELS = {
    "answer": _("reason of the refusal"),
    "basis_en": _("how it was documented, in English"),
    "basis_es": _("how it was documented, in Spanish"),
    "civil_society": _("signed for civil society"),
    "commitments": _("commitments"),
    "completion": _("assessment"),
    "corrects": _("corrects"),
    "evidence": _("evidence"),
    "fields": _("words to erase"),
    "government": _("signed for government"),
    "hat": _("role in which it spoke"),
    "organisation": _("organisation"),
    "organisations": _("organisations"),
    "reason": _("reason"),
    "said_date": _("said on"),
    "side": _("voice"),
    "state": _("state"),
    "observation": _("observation"),
    "replaces": _("replaces"),
    "response": _("answer"),
    "to": _("answers"),
    "withdrawal_reason": _("reason of the withdrawal"),
}

# What the line above the fields says already, what only explains another field (the precision
# of a date), and what repeats the time of the entry.
UNSPOKEN = frozenset(
    {
        "adopted_text",
        "agreed_at",
        "acknowledged_at",
        "answered_at",
        "answered_name",
        "answered_organisation",
        "answered_side",
        "asked_at",
        "called_at",
        "cancelled_at",
        "carried_version",
        "civil_society_name",
        "closed_at",
        "closing_language",
        "decided_at",
        "commitment",
        "date_precision",
        "declared_at",
        "due_precision",
        "entry",
        "entry_version",
        "escalated_at",
        "government_name",
        "kept_language",
        "kind",
        "meeting",
        "milestone",
        "minutes_at",
        "minutes_language",
        "minutes_name",
        "note",
        "noticed_precision",
        "organisation_name",
        "original_due_date",
        "original_due_precision",
        "owner_name",
        "placed_at",
        "plan",
        "proposal",
        "proposed_at",
        "published_at",
        "said_precision",
        "seat",
        "seen_version",
        "since_precision",
        "lost_precision",
        "settled_at",
        "taken_back_at",
        "withdrawn_at",
    }
)
# `kind` says what an organisation or a link of lineage is; of an entry the line above says it.
SPOKEN_OF = {("organisation", "kind"), ("lineage", "kind"), ("proposal", "kind")}
PRECISION_OF = {
    "due_date": "due_precision",
    "said_date": "said_precision",
    "date": "date_precision",
    "noticed_date": "noticed_precision",
    "since_date": "since_precision",
    "lost_date": "lost_precision",
}
LANGUAGE_OF = {
    **dict.fromkeys(
        (
            "text",
            "difficulties",
            "next_step",
            "asks",
            "remark",
            "title",
            "agenda",
            "contribution",
            "for_whom",
            "place",
            "why",
            "watch",
        ),
        "language",
    ),
    "kept_note": "kept_language",
    "minutes": "minutes_language",
}
# References to entries, which need no name.
OF_ENTRIES = ("corrects", "to", "observation", "response", "led_by", "replaces")
# Beyond this a text is compared word by word.
SHORT = 100

MODELS = {
    **{str(model._meta.model_name): model for model in recorded_models()},
    **{kind: Entry.of_kind(kind) for kind in Entry.Kind.values},
}


def is_spoken(subject_type: str, name: str) -> bool:
    """Return whether a field is worth a line of its own."""
    return name not in UNSPOKEN or (subject_type, name) in SPOKEN_OF


def labels_of(subject_type: str, names: Iterable[str]) -> list[str]:
    """Return what a reader calls some fields, each once."""
    return list(dict.fromkeys(label_of(subject_type, name) for name in names))


def label_of(subject_type: str, name: str) -> str:
    """Return what a reader calls a field."""
    if name in LABELS:
        return capfirst(str(LABELS[name]))
    return capfirst(str(_column(subject_type, name).verbose_name))


@dataclass(frozen=True)
class Change:
    """One row of `components/diff.html`; see there."""

    name: str
    label: str
    old: str | None
    new: str | None
    lang: str
    whole: bool


def changes_of(told: Told, names: Names) -> list[Change]:
    """Return the differences of an entry in words, in the order of its form.

    What reads the same as before is left out, and so is a text that only repeats the reason.
    """
    entry, found = told.entry, []
    for name in _in_order(entry.subject_type, told.changes):
        if not is_spoken(entry.subject_type, name):
            continue
        before, after = told.changes[name]
        if (entry.subject_type, name) == ("proposal", "change"):
            found += _proposed(told.changes["kind"][1], after, names)
            continue
        old = text_of(entry, name, before, names, past=True)
        new = text_of(entry, name, after, names)
        if old == new or (before is None and after is False) or (new and new == told.reason):
            continue
        found.append(
            Change(
                name=name,
                label=label_of(entry.subject_type, name),
                old=old,
                new=new,
                lang=_language_of(name, told.changes),
                whole=not _is_prose(entry.subject_type, name),
            )
        )
    return found


def _proposed(kind: str, change: Changes, names: Names) -> list[Change]:
    """Return what a proposal would change, row by row, under the name of its one field."""
    rows = proposed(kind, change, names.rows.get(Organisation, {}))
    return [Change(name="change", **row) for row in rows]


def text_of(
    entry: HistoryEntry, name: str, value: Any, names: Names, *, past: bool = False
) -> str | None:
    """Return a value in words; None for nothing. `past` asks for what stood before the entry."""
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if name in REFERENCES:
        references = value if isinstance(value, list) else [value]
        return ", ".join(name_of(names.of(REFERENCES[name], r), r) for r in references)
    if name in OF_ENTRIES:
        return gettext("an earlier entry")
    if isinstance(value, list):
        return "\n".join(_item(name, item) for item in value)
    column = _column(entry.subject_type, name)
    if column.choices:
        return capfirst(str(dict(column.flatchoices).get(value, value)))
    if isinstance(column, models.DateTimeField):
        return _moment(value)
    if isinstance(column, models.TimeField):
        return str(value)[:5]
    if isinstance(column, models.DateField):
        return _date(entry, name, value, names, past=past)
    return str(value)


def name_of(row: Any, reference: Any) -> str:
    """Return how a row is named in a sentence; the bare reference where there is none."""
    if row is None:
        return str(reference)
    if isinstance(row, Commitment):
        return f"{row.number}. {row.title}"
    if isinstance(row, Milestone):
        return f"{row.label} {row.title}"
    return str(row)


def _date(entry: HistoryEntry, name: str, value: str, names: Names, *, past: bool) -> str:
    day = as_day(dt.date.fromisoformat(value))
    if name not in PRECISION_OF:
        return period_text(day, "day")
    precision = names.precision_before if past else names.precision
    return period_text(day, precision(entry, PRECISION_OF[name]))


def _moment(value: str) -> str:
    """Return a time of the record, on the clock that the history keeps."""
    at = dt.datetime.fromisoformat(value)
    return f"{day_text(at.date())}, {at:%H:%M} UTC"


def _item(name: str, item: Any) -> str:
    """Return one item of a list: a piece of evidence, a document, a code, a link."""
    if name == "without":
        return str(Side(item).label)
    if name == "fields":
        return words_label(item)
    if name == "ogp_values":
        return str(Commitment.OGP_VALUES.get(item, item))
    if isinstance(item, dict):
        title = item.get("title") or item.get("title_es") or item.get("title_en") or ""
        parts = [str(part) for part in (title, item.get("url"), item.get("name")) if part]
        return " – ".join(parts)
    return str(item)


def words_label(name: str) -> str:
    """Return what a reader calls a column of somebody's words, whatever has it."""
    owners = (subject_type for subject_type, names in CLOSED.items() if name in names)
    return label_of(next(owners, Entry.Kind.OBSERVATION), name)


def _column(subject_type: str, name: str) -> Any:
    return MODELS[subject_type]._meta.get_field(name)


def _in_order(subject_type: str, changes: Iterable[str]) -> list[str]:
    order = [*MODELS[subject_type].RECORDED, "evidence"]
    return sorted((name for name in changes if name in order), key=order.index)


def _is_prose(subject_type: str, name: str) -> bool:
    """Return whether people wrote the field, so that its words are compared."""
    if name == "evidence" or name in REFERENCES or name in OF_ENTRIES:
        return False
    column = _column(subject_type, name)
    if isinstance(column, models.URLField | models.SlugField) or column.choices:
        return False
    return isinstance(column, models.TextField) or (
        isinstance(column, models.CharField) and (column.max_length or 0) > SHORT
    )


def _language_of(name: str, changes: Changes) -> str:
    """Return the language of a field, where it is known."""
    suffix = name.rsplit("_", 1)[-1]
    if suffix in ("es", "en"):
        return suffix
    language = LANGUAGE_OF.get(name)
    return str(changes.get(language, ["", ""])[1] or "") if language else ""
