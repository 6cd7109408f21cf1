"""Two people changed one text: what each of them did, paragraph by paragraph. Pure functions.

A paragraph is what stands between blank lines. What only one side touched is taken as that side
left it; where both touched the same paragraphs in different ways, somebody has to decide.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")

# Paragraphs with fewer words in common than this are not the same one, rewritten.
ALIKE = 0.5
# Beyond this many comparisons a replaced stretch is taken as a whole.
MOST_PAIRS = 2500

Paragraphs = tuple[str, ...]


class Edit(NamedTuple):
    """The paragraphs `start` to `end` of the base became `to`."""

    start: int
    end: int
    to: Paragraphs


@dataclass(frozen=True)
class Part:
    """A stretch of the text as it was, and as each of the two left it."""

    base: Paragraphs
    theirs: Paragraphs
    mine: Paragraphs

    @property
    def is_conflict(self) -> bool:
        return self.theirs != self.mine and self.base not in (self.theirs, self.mine)

    @property
    def is_changed(self) -> bool:
        return not self.base == self.theirs == self.mine

    @property
    def merged(self) -> Paragraphs:
        """Return what the two make of it; in a conflict both, one after the other."""
        if self.theirs in (self.mine, self.base):
            return self.mine
        if self.mine == self.base:
            return self.theirs
        return self.theirs + self.mine


def paragraphs(text: str) -> Paragraphs:
    return tuple(found for found in BLANK.split(text.strip("\n")) if found.strip())


def joined(found: Iterable[str]) -> str:
    """Return paragraphs as one text, with one blank line between them."""
    return "\n\n".join(found)


def merge(base: str, theirs: str, mine: str) -> list[Part]:
    """Return the whole text in parts, in order; each is untouched, changed by one, or a conflict."""
    was = paragraphs(base)
    of_theirs, of_mine = (edits(was, paragraphs(text)) for text in (theirs, mine))
    parts, at = [], 0
    for start, end, one, other in _meetings(of_theirs, of_mine):
        parts += _untouched(was[at:start])
        left = (_applied(was, start, end, found) for found in (one, other))
        parts.append(Part(was[start:end], *left))
        at = end
    return parts + _untouched(was[at:])


def merged(parts: Iterable[Part], decide: Callable[[Part], Sequence[str]] | None = None) -> str:
    """Return the text that the parts make. `decide` gives the paragraphs of a conflict; without it
    both sides' stand one after the other."""
    found: list[str] = []
    for part in parts:
        found += decide(part) if decide and part.is_conflict else part.merged
    return joined(found)


def edits(was: Paragraphs, now: Paragraphs) -> list[Edit]:
    """Return what was done to some paragraphs, one edit a paragraph where that can be told."""
    matcher = difflib.SequenceMatcher(a=was, b=now, autojunk=False)
    found = []
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            continue
        at, to = i1, j1
        for i, j in _rewritten(was[i1:i2], now[j1:j2]):
            found += _between(at, i1 + i, now[to : j1 + j])
            found.append(Edit(i1 + i, i1 + i + 1, (now[j1 + j],)))
            at, to = i1 + i + 1, j1 + j + 1
        found += _between(at, i2, now[to:j2])
    return found


def _between(start: int, end: int, to: Paragraphs) -> list[Edit]:
    return [Edit(start, end, to)] if start < end or to else []


def _rewritten(was: Paragraphs, now: Paragraphs) -> list[tuple[int, int]]:
    """Return which paragraph became which, in order: those that are alike, most alike first.

    So a paragraph that somebody put in beside one that they rewrote is not taken for a part of it.
    """
    if len(was) == len(now):
        return [(number, number) for number in range(len(was))]
    if len(was) * len(now) > MOST_PAIRS:
        return []
    likeness = {
        (i, j): _likeness(before, after)
        for i, before in enumerate(was)
        for j, after in enumerate(now)
    }
    found: list[tuple[int, int]] = []
    for (i, j), ratio in sorted(likeness.items(), key=lambda each: (-each[1], each[0])):
        if ratio >= ALIKE and all((i < x and j < y) or (i > x and j > y) for x, y in found):
            found.append((i, j))
    return sorted(found)


def _likeness(one: str, other: str) -> float:
    """Return which share of their words two paragraphs have in common."""
    words = Counter(one.split()), Counter(other.split())
    return 2 * (words[0] & words[1]).total() / max(words[0].total() + words[1].total(), 1)


def _meetings(
    theirs: list[Edit], mine: list[Edit]
) -> Iterable[tuple[int, int, list[Edit], list[Edit]]]:
    """Yield `(start, end, theirs, mine)`: edits of both that touch the same paragraphs, together."""
    waiting = sorted([(edit, 0) for edit in theirs] + [(edit, 1) for edit in mine])
    group: tuple[list[Edit], list[Edit]] = ([], [])
    start = end = 0
    for edit, whose in waiting:
        if any(group) and not _touches(edit, start, end):
            yield start, end, *group
            group = ([], [])
        if not any(group):
            start, end = edit.start, edit.end
        group[whose].append(edit)
        end = max(end, edit.end)
    if any(group):
        yield start, end, *group


def _touches(edit: Edit, start: int, end: int) -> bool:
    """Return whether an edit, which begins no earlier, touches the paragraphs `start` to `end`.

    Beside is not within: what is put in before or after a changed paragraph does not touch it. Two
    insertions at one place do touch, for nobody can tell which comes first.
    """
    return edit.start < end or edit.start == edit.end == start == end


def _applied(was: Paragraphs, start: int, end: int, found: list[Edit]) -> Paragraphs:
    result: list[str] = []
    at = start
    for edit in found:
        result += was[at : edit.start]
        result += edit.to
        at = edit.end
    return (*result, *was[at:end])


def _untouched(found: Paragraphs) -> list[Part]:
    return [Part(found, found, found)] if found else []
