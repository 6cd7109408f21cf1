"""Prove that a chain was not rewritten, or name the first entries that do not fit."""

import json
from collections import namedtuple
from typing import Any
from uuid import UUID

from ledger import hashing
from ledger.erasing import problem_with
from ledger.models import Chain, Erasure, HistoryEntry, HistoryValue
from ledger.models.history import Opening

Finding = namedtuple("Finding", "chain seq problem")
BATCH = 2000

_Columns = namedtuple("_Columns", "pk entry_id field leaf salt value")


class Committed(Opening, _Columns):
    """One field of an entry as plain columns: a history has too many for model instances."""

    __slots__ = ()


def verify(chain, witness=None):
    """Yield a Finding for everything wrong in a chain. Memory stays flat.

    `witness` is a head kept elsewhere, as `(seq, hash)`: the history must still contain it.
    """
    prev_hash, expected_seq, seen = hashing.first_hash(chain.key), 1, witness is None
    erased = erasures_of(chain)
    for entry, values in entries_in_order(chain):
        if entry.seq != expected_seq:
            yield Finding(chain.key, expected_seq, f"entry missing before {entry.seq}")
        for problem in _problems(chain, entry, values, prev_hash, erased):
            yield Finding(chain.key, entry.seq, problem)
        if witness and entry.seq == witness[0]:
            seen = True
            if entry.hash != witness[1]:
                yield Finding(chain.key, entry.seq, "differs from the head that was kept")
        prev_hash, expected_seq = entry.hash, entry.seq + 1
    if not seen:
        yield Finding(chain.key, witness[0], "the head that was kept is not in this history")
    if (chain.seq, chain.head) != (expected_seq - 1, prev_hash):
        yield Finding(chain.key, chain.seq, "the chain's head is not its last entry")


def _problems(chain, entry, values, prev_hash, erased):
    if entry.prev_hash != prev_hash:
        yield "does not continue the entry before it"
    leaves = {value.field: value.leaf for value in values}
    if hashing.fields_root(leaves) != entry.fields_root:
        yield "its list of fields was changed"
    for value in values:
        if (value.salt is None) != (value.value is None):
            yield f"field “{value.field}” is half erased"
        elif not value.is_open and value.pk not in erased:
            yield f"field “{value.field}” was erased without the keys of two sides"
        elif value.is_open and value.pk in erased:
            yield f"field “{value.field}” was to be erased and still stands"
        elif value.is_open and hashing.leaf(value.field, value.salt, value.value) != value.leaf:
            yield f"field “{value.field}” was changed"
        if value.pk in erased and (wrong := problem_with(*erased[value.pk])):
            yield f"field “{value.field}” was erased, but {wrong}"
    if hashing.entry_hash(entry.prev_hash, entry.header(chain.key)) != entry.hash:
        yield "its own hash does not fit its content"


def erasures_of(chain):
    """Return the erasures of a chain: `{number of the value: (value, asked, confirmed)}`."""
    rows = Erasure.objects.filter(value__entry__chain=chain)
    related = rows.select_related("value__entry", "asked", "confirmed")
    return {
        row.value_id: (row.value, row.asked, row.confirmed)
        for row in related.prefetch_related("asked__values").order_by("pk")
    }


def entries_in_order(chain):
    """Yield `(entry, values)` in order, reading a batch at a time."""
    last = -1
    while True:
        batch = list(HistoryEntry.objects.filter(chain=chain, seq__gt=last).order_by("seq")[:BATCH])
        if not batch:
            return
        by_entry: dict[int, list[Committed]] = {}
        numbers = [entry.pk for entry in batch]
        for start in range(0, len(numbers), 500):
            values = HistoryValue.objects.filter(entry_id__in=numbers[start : start + 500])
            for value in map(Committed._make, values.values_list(*Committed._fields)):
                by_entry.setdefault(value.entry_id, []).append(value)
        for entry in batch:
            yield entry, by_entry.get(entry.pk, [])
        last = batch[-1].seq


def fold(chain):
    """Return what the history says every row looks like: `{(type, uid): (version, {field: value})}`."""
    rows: dict[tuple[str, UUID], tuple[int, dict[str, Any]]] = {}
    for entry, values in entries_in_order(chain):
        key = (entry.subject_type, entry.subject_uid)
        fields = rows[key][1] if key in rows else {}
        for value in values:
            if value.field not in ("actor", "reason"):
                fields[value.field] = value.pair[1] if value.is_open else ERASED
        rows[key] = (entry.subject_version, fields)
    return rows


ERASED = object()
Drift = namedtuple("Drift", "subject_type uid problem")


def rebuild_check(models):
    """Yield a Drift for every row that is not what the history says it is.

    The guards prove that history is not rewritten; this finds a row that was changed, added or
    removed behind history's back.
    """
    told = {}
    for chain in Chain.objects.order_by("key"):
        told.update(fold(chain))
    for model in models:
        for row in model.recorded_rows().iterator(chunk_size=BATCH):
            known = told.pop((row.subject_type, row.uid), None)
            if known is None:
                yield Drift(row.subject_type, row.uid, f"“{row}” is not in the history")
                continue
            yield from _differences(row, *known)
    for (subject_type, uid), _ in told.items():
        yield Drift(subject_type, uid, "is in the history and no longer in the database")


def _differences(row, version, fields):
    if row.version != version:
        yield Drift(row.subject_type, row.uid, f"“{row}” has version {row.version}, not {version}")
    for field, value in row.recorded_values().items():
        expected = fields.get(field)
        actual = json.loads(hashing.canonical(value))
        if expected is not ERASED and actual != expected:
            yield Drift(
                row.subject_type,
                row.uid,
                f"“{row}”: {field} is {actual!r}, the history says {expected!r}",
            )
