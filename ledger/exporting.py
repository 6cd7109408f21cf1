"""The history as a file that verifies without us: one JSON document a line."""

import json

from ledger.models import PRIVATE_FIELDS
from ledger.verification import entries_in_order

FORMAT = "onda-history-1"


def lines(chain, title, withheld=frozenset()):
    """Yield the lines of an exported history: a heading, the entries in order, the head.

    A person's name is never in it: of the private fields only the committed leaf goes out. Of
    the subject types in `withheld` no field goes out but its leaf; the chain verifies all the same.
    """
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
                    value.field: _opening(value, closed=entry.subject_type in withheld)
                    for value in values
                },
            }
        )
    yield _line({"head": f"{seq}:{head or chain.head}"})


def _opening(value, *, closed):
    if closed or value.field in PRIVATE_FIELDS or not value.is_open:
        return {"leaf": value.leaf}
    return {"leaf": value.leaf, "salt": value.salt, "value": json.loads(value.value)}


def _line(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
