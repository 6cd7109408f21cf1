"""The only door into the history."""

from collections import namedtuple
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from ledger import hashing
from ledger.models import Chain, HistoryEntry, HistoryValue


@dataclass(frozen=True)
class Actor:
    """Who acts: a person for an organisation, both as they are at this moment.

    `person` is the user's uid as text. It is committed in the chain and never published.
    """

    person: str
    side: str
    organisation: str = ""
    organisation_name: str = ""


Change = namedtuple("Change", "kind subject before context by reason at")


def append(kind, subject, *, chain_key, by, before, reason="", context=None, now=None):
    """Append one entry to a chain, inside the caller's transaction, and return it.

    `before` is the subject's `recorded_values()` before the change, or `{}` when it is new.
    Raises RuntimeError outside a transaction, because the entry and the change it tells of
    must stand or fall together.
    """
    change = Change(kind, subject, before, context, by, reason, now or timezone.now())
    return append_all(chain_key, [change])[0]


def append_all(chain_key, changes):
    """Append many entries to one chain with a handful of queries, and return them."""
    if not connection.in_atomic_block:
        raise RuntimeError("History is written in the transaction of the change it records.")
    chain = lock(chain_key)
    seq, head = chain.seq, chain.head
    entries, values = [], []
    for change in changes:
        seq += 1
        entry, opened = _entry(chain, seq, head, change)
        head = entry.hash
        entries.append(entry)
        values += opened
    moved = Chain.objects.filter(pk=chain.pk, seq=chain.seq).update(seq=seq, head=head)
    if moved != 1:
        raise RuntimeError(f"The chain {chain_key} moved while it was locked.")
    HistoryEntry.objects.bulk_create(entries, batch_size=500)
    for value in values:
        value.entry_id = value.entry.pk
    HistoryValue.objects.bulk_create(values, batch_size=500)
    return entries


def lock(chain_key):
    """Lock a chain for the rest of the transaction, and return it.

    An action that reads before it writes locks first, so that what it read is still true when
    it writes. On SQLite the transaction itself is the lock (`transaction_mode: IMMEDIATE`).
    """
    chain = Chain.objects.select_for_update().filter(key=chain_key).first()
    return chain or Chain.objects.create(key=chain_key)


def _entry(chain, seq, prev_hash, change):
    texts = _value_texts(change)
    salts = {field: hashing.new_salt() for field in texts}
    leaves = {field: hashing.leaf(field, salts[field], text) for field, text in texts.items()}
    entry = HistoryEntry(
        chain=chain,
        seq=seq,
        at=change.at,
        kind=change.kind,
        subject_type=change.subject.subject_type,
        subject_uid=change.subject.uid,
        subject_version=change.subject.version,
        context_uid=change.context,
        side=change.by.side,
        organisation=change.by.organisation,
        organisation_name=change.by.organisation_name,
        fields_root=hashing.fields_root(leaves),
        prev_hash=prev_hash,
    )
    entry.hash = hashing.entry_hash(prev_hash, entry.header(chain.key))
    values = [
        HistoryValue(entry=entry, field=field, leaf=leaves[field], salt=salts[field], value=text)
        for field, text in texts.items()
    ]
    return entry, values


def _value_texts(change):
    """Return `{field: canonical JSON}` of all that an entry commits."""
    texts = {
        field: hashing.canonical([change.before.get(field), new])
        for field, new in change.subject.recorded_values().items()
        if change.before.get(field) != new
    }
    texts["actor"] = hashing.canonical(change.by.person)
    if change.reason:
        texts["reason"] = hashing.canonical(change.reason)
    return texts
