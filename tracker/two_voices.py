"""The two-voice status: what each side last said of one subject, and how far apart they are.

Pure functions over plain values; no database, no clock. The rules (from the product's
definition):

* *Government* is the latest report of the owner (a milestone) or the lead (a commitment).
* *Civil society* is the median of each organisation's latest verdict. With an even number the
  lower middle is taken, so that a median is always something somebody said. An organisation
  that co-implements is *interested* and stays out of the median.
* *Independent* is the latest IRM code.
* The distance is counted on four steps. *No evidence available* stands outside them.
* A word counts until it is withdrawn, or corrected by another.
* *Nothing to report* repeats the word before it, which goes on counting from its own day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.completion import PROGRESS, STEPS, Completion

GOVERNMENT, CIVIL_SOCIETY, INDEPENDENT = "government", "civil_society", "independent"
CONTESTED_FROM = 2  # steps


class State(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    ONE_STEP_APART = "one_step_apart", _("One step apart")
    CONTESTED = "contested", _("Contested")
    GOVERNMENT_ONLY = "government_only", _("Only government has reported")
    CIVIL_SOCIETY_ONLY = "civil_society_only", _("Only civil society has assessed")
    UNREPORTED = "unreported", _("Neither side has assessed")


@dataclass(frozen=True)
class Word:
    """One published verdict. It counts from `start` until `end` (withdrawn or corrected).

    `start` and `end` order words: `(day, a number that breaks ties)`.
    """

    side: str
    speaker: Any
    completion: str
    start: tuple[dt.date, int]
    end: tuple[dt.date, int] | None = None
    interested: bool = False
    entry: Any = None
    evidence: int = 0
    done_date: dt.date | None = None
    repeats: bool = False


@dataclass(frozen=True)
class Voice:
    """What one side says now. `low` and `high` are the ends of its range."""

    completion: str
    day: dt.date
    word: Word
    count: int
    low: str
    high: str


@dataclass(frozen=True)
class Standing:
    """Where both sides stand on one subject."""

    government: Voice | None
    civil_society: Voice | None
    independent: Voice | None
    interested: tuple[Word, ...]
    state: str
    divergence: int | None
    contested_since: dt.date | None


def divergence(government: str | None, civil_society: str | None) -> tuple[str, int | None]:
    """Return the state of two verdicts and the steps between them (None outside the steps)."""
    if not government and not civil_society:
        return State.UNREPORTED, None
    if not civil_society:
        return State.GOVERNMENT_ONLY, None
    if not government:
        return State.CIVIL_SOCIETY_ONLY, None
    if Completion.NO_EVIDENCE in (government, civil_society):
        return _outside_the_steps(government, civil_society), None
    steps = abs(_step(government) - _step(civil_society))
    if steps >= CONTESTED_FROM:
        return State.CONTESTED, steps
    return (State.ONE_STEP_APART if steps else State.AGREED), steps


def _outside_the_steps(one: str, other: str) -> str:
    if one == other:
        return State.AGREED
    claimed = other if one == Completion.NO_EVIDENCE else one
    return State.CONTESTED if claimed in PROGRESS else State.ONE_STEP_APART


def median(completions: Iterable[str]) -> str:
    """Return the middle verdict, the lower one of two.

    *No evidence* has no place on the steps: it is the verdict of the group when more than half
    say so, and is left out of the middle otherwise.
    """
    said = list(completions)
    stepped = sorted((c for c in said if c != Completion.NO_EVIDENCE), key=_step)
    if len(stepped) * 2 < len(said):
        return Completion.NO_EVIDENCE
    return stepped[(len(stepped) - 1) // 2]


def stand(words: Iterable[Word]) -> Standing:
    """Fold every word ever said of a subject into where both sides stand now."""
    words = sorted(words, key=lambda word: word.start)
    changes = sorted({w.start for w in words} | {w.end for w in words if w.end})
    table = _Table(words)
    since = None
    for moment in changes:
        table.move_to(moment)
        contested = divergence(*table.verdicts())[0] == State.CONTESTED
        since = (since or moment[0]) if contested else None
    government = table.voice(GOVERNMENT)
    civil_society = table.voice(CIVIL_SOCIETY)
    state, steps = divergence(*table.verdicts())
    return Standing(
        government=government,
        civil_society=civil_society,
        independent=table.voice(INDEPENDENT),
        interested=tuple(table.interested.values()),
        state=state,
        divergence=steps,
        contested_since=since,
    )


class _Table:
    """Who says what at one moment, moved forward through time."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._latest: dict[str, dict[Any, Word]] = {}
        self.interested: dict[Any, Word] = {}

    def move_to(self, moment: tuple[dt.date, int]) -> None:
        self._latest = {GOVERNMENT: {}, CIVIL_SOCIETY: {}, INDEPENDENT: {}}
        self.interested = {}
        for word in self._words:
            if word.start > moment:
                break
            if word.end is not None and word.end <= moment:
                continue
            # One voice of government, one of each organisation of civil society.
            alone = word.interested or word.side == CIVIL_SOCIETY
            speaker = word.speaker if alone else word.side
            said = self.interested if word.interested else self._latest[word.side]
            if not (word.repeats and speaker in said):
                said[speaker] = word

    def verdicts(self) -> tuple[str | None, str | None]:
        government, civil_society = self.voice(GOVERNMENT), self.voice(CIVIL_SOCIETY)
        return (
            government.completion if government else None,
            civil_society.completion if civil_society else None,
        )

    def voice(self, side: str) -> Voice | None:
        words = list(self._latest.get(side, {}).values())
        if not words:
            return None
        newest = max(words, key=lambda word: word.start)
        said = [word.completion for word in words]
        by_rank = sorted(said, key=_rank)
        return Voice(median(said), newest.start[0], newest, len(words), by_rank[0], by_rank[-1])


def _step(completion: str) -> int:
    return STEPS.index(Completion(completion))


def _rank(completion: str) -> int:
    """Order verdicts for a range, with *no evidence* below the steps."""
    return -1 if completion == Completion.NO_EVIDENCE else _step(completion)
