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
`value` is closed: it says who typed, or it is hidden for now, or it was erased. Its leaf still takes
part. An erased field names two entries of one decision, in which one side asked for it and the
other confirmed; the program looks for both and lists what was erased.
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


ASKED, CONFIRMED = "redaction.asked", "redaction.confirmed"
SIDES = ("government", "civil_society")


def erased_in(entry):
    """Return [(number, field, asked, confirmed, whose words)] of what an entry has lost."""
    return [
        (
            entry["seq"],
            name,
            opening["erased"]["asked"],
            opening["erased"]["confirmed"],
            entry["subject"],
        )
        for name, opening in sorted(entry["fields"].items())
        if "erased" in opening
    ]


def key_of(entry):
    """Return what has to be kept of an entry that decides an erasure, or None."""
    if entry["kind"] not in (ASKED, CONFIRMED):
        return None
    fields = entry["fields"]
    about, listed = [
        fields.get(name, {}).get("value") or [None, None] for name in ("entry", "fields")
    ]
    return entry["kind"], entry["subject"], entry["side"], about[1], listed[1] or []


def problems_of_erasures(erased, keys):
    """Return a problem for each erased field that two sides did not agree on."""
    problems = []
    for number, name, asked_at, confirmed_at, subject in erased:
        asked, confirmed = keys.get(asked_at), keys.get(confirmed_at)
        agreed = (
            asked is not None
            and confirmed is not None
            and (asked[0], confirmed[0]) == (ASKED, CONFIRMED)
            and asked[1] == confirmed[1]
            and asked_at < confirmed_at
            and sorted((asked[2], confirmed[2])) == sorted(SIDES)
            and asked[3] == subject
            and name in asked[4]
        )
        if not agreed:
            problems.append(
                "%d: field %r was erased without the keys of two sides" % (number, name)
            )
    return problems


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


def verify(lines, kept=None, erased=None):
    """Return (problems, head) of the lines of an exported history. `kept` is `(seq, hash)`.

    `erased` is a list that the erased fields are added to.
    """
    problems, documents = [], (json.loads(line) for line in lines if line.strip())
    keys, erased = {}, [] if erased is None else erased
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
        erased += erased_in(document)
        if key_of(document):
            keys[document["seq"]] = key_of(document)
        if kept and document["seq"] == kept[0]:
            found = True
            if document["hash"] != kept[1]:
                problems.append("%d: differs from the head that you kept" % kept[0])
        before, number = document["hash"], document["seq"]
    if not found:
        problems.append("%d: the head that you kept is not in this history" % kept[0])
    problems += problems_of_erasures(erased, keys)
    actual = "%d:%s" % (number, before)
    if head != actual:
        problems.append("the head in the file is not its last entry (the file may be cut short)")
    return problems, actual


def main(arguments):
    kept, erased = None, []
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
            problems, head = verify(file, kept, erased)
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
    for number, name, asked_at, confirmed_at, _subject in erased:
        print(
            "%d: %r was erased, asked in entry %d, confirmed in %d"
            % (number, name, asked_at, confirmed_at)
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
