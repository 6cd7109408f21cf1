"""The history as a file that verifies without us: one JSON document a line."""

import json

from ledger.models import PRIVATE_FIELDS
from ledger.verification import entries_in_order, erasures_of

FORMAT = "onda-history-1"


def lines(chain, title, withheld=frozenset(), held=None):
    """Yield the lines of an exported history: a heading, the entries in order, the head.

    A person's name is never in it: of the private fields only the committed leaf goes out. Of
    the subject types in `withheld` no field goes out but its leaf, nor of a subject in `held`
    (`{uid: fields}`) those that are hidden now; the chain verifies all the same. What was erased
    names the two entries that decided it.
    """
    held = held or {}
    erased = {
        number: {"asked": asked.seq, "confirmed": confirmed.seq}
        for number, (_value, asked, confirmed) in erasures_of(chain).items()
    }
    yield _line({"format": FORMAT, "chain": chain.key, "title": title})
    seq, head = 0, None
    for entry, values in entries_in_order(chain):
        seq, head = entry.seq, entry.hash
        yield _line(
            {
                **entry.header(chain.key),
                "prev_hash": entry.prev_hash,
                "hash": entry.hash,
                "fields": {
                    value.field: _opening(
                        value,
                        closed=entry.subject_type in withheld
                        or value.field in held.get(entry.subject_uid, ()),
                        erased=erased.get(value.pk),
                    )
                    for value in values
                },
            }
        )
    yield _line({"head": f"{seq}:{head or chain.head}"})


def _opening(value, *, closed, erased):
    if erased:
        return {"leaf": value.leaf, "erased": erased}
    if closed or value.field in PRIVATE_FIELDS or not value.is_open:
        return {"leaf": value.leaf}
    return {"leaf": value.leaf, "salt": value.salt, "value": json.loads(value.value)}


def _line(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
