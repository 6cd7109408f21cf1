"""Which commitments of a plan a reader asks for, in which order, and how many each further filter would leave."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from tracker.queries.commitment_index import FACETS, CommitmentIndex, Row
from tracker.two_voices import State

SORTS = ("number", "divergence", "contested", "updated", "title")

# The farthest apart first; then those of which one voice or both are missing.
_DISTANCE = {
    state.value: rank
    for rank, state in enumerate(
        (
            State.CONTESTED,
            State.ONE_STEP_APART,
            State.AGREED,
            State.GOVERNMENT_ONLY,
            State.CIVIL_SOCIETY_ONLY,
            State.UNREPORTED,
        )
    )
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Selection:
    """What a reader asks for. `chosen` holds options by facet (see `commitment_index.FACETS`).

    A commitment is found when it has one of the options chosen in every facet; of signals, which are not
    alternatives of each other, it has all. `q` finds numbers, OGP ids and words of the title in either language,
    whatever their accents and capitals.
    """

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = SORTS[0]

    @property
    def is_filtered(self) -> bool:
        return bool(self.q) or any(self.chosen.values())


def masks_of(index: CommitmentIndex, selection: Selection) -> dict[str, int]:
    """Return which rows each facet in use, and the words asked for, would keep by itself."""
    masks: dict[str, int] = {}
    for facet, options in selection.chosen.items():
        if facet == "signal":
            masks |= {f"signal {option}": index.mask(facet, option) for option in options}
        elif options:
            masks[facet] = index.mask(facet, *options)
    if selection.q:
        masks["q"] = _matching(index, selection.q)
    return masks


def found(index: CommitmentIndex, selection: Selection) -> list[Row]:
    """Return the commitments asked for, in the order asked for."""
    mask = index.everything
    for kept in masks_of(index, selection).values():
        mask &= kept
    rows = index.rows
    return [rows[at] for at in _order(index, selection.sort) if mask >> at & 1]


def counts(index: CommitmentIndex, selection: Selection) -> dict[str, dict[str, int]]:
    """Return, for each option of each facet, how many commitments choosing it would leave.

    The choices already made in the same facet are left out of the count, because options of one facet add up.
    """
    masks = masks_of(index, selection)
    result = {}
    for facet in FACETS:
        others = index.everything
        for kept_by, kept in masks.items():
            if kept_by != facet:
                others &= kept
        result[facet] = {
            option: (mask & others).bit_count() for option, mask in index.masks[facet].items()
        }
    return result


# --- Words --------------------------------------------------------------------------------------


def folded(text: str) -> str:
    """Return a text without accents and capitals, alike on every database."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def _matching(index: CommitmentIndex, q: str) -> int:
    """Return which rows have every word asked for; without a single word, none."""
    wanted = _WORD.findall(folded(q))
    if not wanted:
        return 0
    texts = _remember(index, "texts", lambda: [_text_of(row) for row in index.rows])
    mask = 0
    for position, (row, (text, words)) in enumerate(zip(index.rows, texts, strict=True)):
        if all(_has(word, row, text, words) for word in wanted):
            mask |= 1 << position
    return mask


def _text_of(row: Row) -> tuple[str, frozenset[str]]:
    text = folded(f"{row.ogp_id} {row.title_es} {row.title_en}")
    return text, frozenset(_WORD.findall(text))


def _has(word: str, row: Row, text: str, words: frozenset[str]) -> bool:
    """A number is a whole number: 6 finds commitment 6 and not the 16th, nor 2016."""
    if word.isdecimal():
        return int(word) == row.number or word in words
    return word in text


# --- Order --------------------------------------------------------------------------------------


def _order(index: CommitmentIndex, sort: str) -> list[int]:
    """Return the positions of all rows in an order; rows that are alike stand by number."""
    language = get_language() if sort == "title" else ""
    keys: dict[str, Callable[[Row], Any]] = {
        "number": lambda row: 0,
        "divergence": _by_divergence,
        "contested": _by_dispute,
        "updated": lambda row: -row.last_spoke.toordinal() if row.last_spoke else 0,
        "title": lambda row: folded(
            (row.title_en or row.title_es) if language == "en" else row.title_es or row.title_en
        ),
    }
    key = keys[sort]
    positions = range(len(index.rows))
    return _remember(
        index,
        f"order {sort} {language}",
        lambda: sorted(positions, key=lambda position: key(index.rows[position])),
    )


def _by_divergence(row: Row) -> tuple[int, int, int]:
    """The most steps apart first, then the longest; a claim without evidence has no steps and stands last."""
    since = row.contested_since.toordinal() if row.contested_since else 0
    return _DISTANCE[row.divergence], -(row.steps or 0), since


def _by_dispute(row: Row) -> tuple[bool, int]:
    """What is contested, longest first, before everything else."""
    since = row.contested_since
    return since is None, since.toordinal() if since else 0


def _remember(index: CommitmentIndex, name: str, make: Callable[[], Any]) -> Any:
    """Work something out once in the life of an index."""
    if name not in index.memory:
        index.memory[name] = make()
    return index.memory[name]
