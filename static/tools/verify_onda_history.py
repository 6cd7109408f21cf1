#!/usr/bin/env python3
"""Verify an exported history of Onda without Onda.

    python3 verify_onda_history.py FILE [--head SEQ:HASH]

FILE is the exported history (.jsonl). `--head` is a head that you kept: from a page, a feed, an
e-mail or a printed report. The file must still contain it. Needs Python 3.8 or newer and nothing
else. Exit status: 0 the history verifies, 1 it does not (every problem on its own line), 2 wrong
usage.

The rules. All hashes are SHA-256 over UTF-8 text, written in hexadecimal. JSON is written with
sorted keys and no blanks, strings in Unicode NFC.

    leaf        = H("leaf1" NL field NL salt NL JSON(value))
    fields_root = H("root1" NL "field:leaf" of every field, sorted by field, joined by NL)
    hash        = H("entry1" NL hash of the entry before NL JSON(header))
    before entry 1 stands H("chain1" NL name of the chain)

The header is the entry without `prev_hash`, `hash` and `fields`. A field without `salt` and
`value` is private (who typed) or was erased by a public decision; its leaf still takes part.
"""

import hashlib
import json
import sys
import unicodedata

FORMAT = "onda-history-1"


def sha256(*parts):
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()


def normal(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {normal(key): normal(item) for key, item in value.items()}
    return value


def as_json(value):
    return json.dumps(normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def problems_of(entry, before, number, chain):
    fields = entry["fields"]
    if entry["seq"] != number:
        yield "entry %d expected here, found %r" % (number, entry["seq"])
    if entry["chain"] != chain:
        yield "belongs to another chain"
    if entry["prev_hash"] != before:
        yield "does not continue the entry before it"
    for name in sorted(fields):
        opening = fields[name]
        if ("salt" in opening) != ("value" in opening):
            yield "field %r is half erased" % name
        elif "salt" in opening:
            leaf = sha256("leaf1", name, opening["salt"], as_json(opening["value"]))
            if leaf != opening["leaf"]:
                yield "field %r was changed" % name
    root = sha256("root1", *["%s:%s" % (name, fields[name]["leaf"]) for name in sorted(fields)])
    if root != entry["fields_root"]:
        yield "its list of fields was changed"
    header = {k: v for k, v in entry.items() if k not in ("prev_hash", "hash", "fields")}
    if sha256("entry1", entry["prev_hash"], as_json(header)) != entry["hash"]:
        yield "its own hash does not fit its content"


def verify(lines, kept=None):
    """Return (problems, head) of the lines of an exported history. `kept` is `(seq, hash)`."""
    problems, documents = [], (json.loads(line) for line in lines if line.strip())
    heading = next(documents, {})
    if heading.get("format") != FORMAT:
        return ["this is not a history in the format " + FORMAT], ""
    chain = heading["chain"]
    before, number, head, found = sha256("chain1", chain), 0, None, kept is None
    for document in documents:
        if head is not None:
            problems.append("something follows the head")
        if "head" in document:
            head = document["head"]
            continue
        number += 1
        problems += [
            "%d: %s" % (document["seq"], p) for p in problems_of(document, before, number, chain)
        ]
        if kept and document["seq"] == kept[0]:
            found = True
            if document["hash"] != kept[1]:
                problems.append("%d: differs from the head that you kept" % kept[0])
        before, number = document["hash"], document["seq"]
    if not found:
        problems.append("%d: the head that you kept is not in this history" % kept[0])
    actual = "%d:%s" % (number, before)
    if head != actual:
        problems.append("the head in the file is not its last entry (the file may be cut short)")
    return problems, actual


def main(arguments):
    kept = None
    if "--head" in arguments:
        place = arguments.index("--head")
        try:
            seq, _, fingerprint = arguments[place + 1].partition(":")
            kept = (int(seq), fingerprint.strip().lower())
        except (IndexError, ValueError):
            print("--head wants SEQ:HASH, for example 214:9f2c…", file=sys.stderr)
            return 2
        del arguments[place : place + 2]
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            problems, head = verify(file, kept)
    except OSError as error:
        print("Cannot read the file: %s" % error, file=sys.stderr)
        return 2
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problems, head = ["the file is damaged: %s" % error], ""
    for problem in problems:
        print(problem)
    if problems:
        return 1
    print("The history verifies. Its head is %s" % head)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
