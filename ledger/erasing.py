"""The only door by which a text leaves the history: two sides agree, its fingerprint stays.

`asked` and `confirmed` are entries of the same decision by two different sides. The decision names
whose words go (`entry`, a uid) and which (`fields`), so a key for one entry opens no other. The
database holds all of this once more, in its own words (`triggers`).
"""

from django.db import connection

from ledger.models import Erasure, HistoryEntry, HistoryValue

ASKED, CONFIRMED = "redaction.asked", "redaction.confirmed"
SIDES = ("government", "civil_society")


def erasable(subject_uid):
    """Return the values of a subject's history that hold a text."""
    return HistoryValue.objects.filter(entry__subject_uid=subject_uid, value__isnull=False)


def erase(values, *, decision_uid):
    """Erase values for good, inside the caller's transaction. Returns how many.

    Raises RuntimeError without both keys, or outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Words are erased in the transaction of the decision to erase them.")
    keys = HistoryEntry.objects.filter(subject_uid=decision_uid, kind__in=(ASKED, CONFIRMED))
    by_kind = {entry.kind: entry for entry in keys.prefetch_related("values")}
    if set(by_kind) != {ASKED, CONFIRMED}:
        raise RuntimeError("Both sides have to decide before words are erased.")
    asked, confirmed = by_kind[ASKED], by_kind[CONFIRMED]
    erased = list(values.select_related("entry"))
    for value in erased:
        problem = problem_with(value, asked, confirmed)
        if problem:
            raise RuntimeError(f"“{value.field}” cannot be erased: {problem}")
    Erasure.objects.bulk_create(
        Erasure(value=value, asked=asked, confirmed=confirmed) for value in erased
    )
    numbers = [value.pk for value in erased]
    return HistoryValue._base_manager.filter(pk__in=numbers).update(salt=None, value=None)


def problem_with(value, asked, confirmed):
    """Return why two entries are no two keys to erase a value; an empty string if they are."""
    if (asked.kind, confirmed.kind) != (ASKED, CONFIRMED):
        return "its two keys are not a request and its confirmation"
    if asked.subject_uid != confirmed.subject_uid or asked.seq >= confirmed.seq:
        return "its two keys are not of one decision"
    if {asked.side, confirmed.side} != set(SIDES):
        return "its two keys are not of two sides"
    if len({asked.chain_id, confirmed.chain_id, value.entry.chain_id}) > 1:
        return "its two keys are of another history"
    named = asked.changes()
    subject, fields = (named.get(name, [None, None])[1] for name in ("entry", "fields"))
    if subject != str(value.entry.subject_uid) or value.field not in (fields or ()):
        return "its two keys are for other words"
    return ""
