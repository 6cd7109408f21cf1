"""The difference of two texts, word by word. Pure: strings in, strings out, nothing is marked safe."""

import difflib
import re

# A word or a sign together with the white space before it, so that what follows a word does not change it.
TOKEN = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")

# Comparing takes up to the square of the number of pieces: beyond this, larger pieces are compared.
MOST_PIECES = 1200


def difference(old, new):
    """Return the way from one text to the other as a list of (op, text), op being same, del or ins.

    All but `ins` joined gives the old text, all but `del` the new one. A deletion stands before the insertion
    that replaces it. Long texts are compared by paragraph, and replaced as a whole where even that is too long.
    """
    if old == new:
        return [("same", old)] if old else []
    for pieces in (TOKEN, PARAGRAPH):
        before, after = pieces.findall(old), pieces.findall(new)
        head, tail = _common_ends(before, after)
        middle_before = before[head : len(before) - tail]
        middle_after = after[head : len(after) - tail]
        if len(middle_before) <= MOST_PIECES and len(middle_after) <= MOST_PIECES:
            steps = [("same", before[:head])]
            steps += _compare(middle_before, middle_after)
            steps += [("same", before[len(before) - tail :])]
            return _joined(steps)
    return _joined([("del", [old]), ("ins", [new])])


def _common_ends(before, after):
    """Return how many pieces at the start and at the end are the same."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _compare(before, after):
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    steps = []
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal" and not _is_island(before, i1, i2):
            steps.append(("same", before[i1:i2]))
        else:
            steps.append(("del", before[i1:i2]))
            steps.append(("ins", after[j1:j2]))
    return steps


def _is_island(pieces, start, end):
    """Whether one short word stands alone between two changes: reading flows better without it."""
    return end - start == 1 and start > 0 and end < len(pieces) and len(pieces[start].strip()) <= 3


def _joined(steps):
    """Merge neighbours: between two runs of `same` there is one deletion and one insertion."""
    result: list[tuple[str, str]] = []
    change = {"del": "", "ins": ""}

    def close():
        result.extend((op, text) for op, text in change.items() if text)
        change.update({"del": "", "ins": ""})

    for op, pieces in steps:
        text = "".join(pieces)
        if not text:
            continue
        if op != "same":
            change[op] += text
            continue
        close()
        if result and result[-1][0] == "same":
            result[-1] = ("same", result[-1][1] + text)
        else:
            result.append(("same", text))
    close()
    return result
