"""How a history entry becomes a hash. The stand-alone verifier repeats these rules on its own.

Every changed field is committed as a salted *leaf*; the leaves of an entry make its
*fields root*; the header with that root and the hash before it make the entry's hash. A field
can therefore be erased later (its salt and value go, its leaf stays) and the chain still proves
that nothing else changed. The first line of each hashed text names its kind, so that one kind
of hash can never pass as another (RFC 6962 does the same with a leading byte).
"""

import datetime as dt
import hashlib
import json
import secrets
import unicodedata

SALT_BYTES = 16


def new_salt():
    """Return a fresh salt: 32 hexadecimal digits."""
    return secrets.token_hex(SALT_BYTES)


def canonical(value):
    """Return the one JSON text of a value: sorted keys, no blanks, NFC strings, no floats.

    Raises TypeError for a float, a date or anything else without a single written form.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value):
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form in the history")


def instant(moment):
    """Return an aware datetime as the history writes it: UTC, microseconds, `Z`."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def first_hash(chain_key):
    """Return what stands before entry 1 of a chain, so that chains cannot be swapped."""
    return digest(f"chain1\n{chain_key}")


def leaf(field, salt, value_text):
    """Commit one field. `value_text` is canonical JSON, usually of `[old, new]`."""
    return digest(f"leaf1\n{field}\n{salt}\n{value_text}")


def fields_root(leaves):
    """Return the root over `{field: leaf}`."""
    return digest("root1\n" + "\n".join(f"{field}:{leaves[field]}" for field in sorted(leaves)))


def entry_hash(prev_hash, header):
    """Return the hash of an entry. `header` holds strings and integers only."""
    return digest(f"entry1\n{prev_hash}\n{canonical(header)}")
