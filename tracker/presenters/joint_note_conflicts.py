"""Two texts of a joint note where one was expected, paragraph by paragraph."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.merging import Part, joined, merge


@dataclass(frozen=True)
class NotePart:
    """A stretch of a text that two people changed. `conflict` holds the arguments of
    `components/conflict_field.html` where somebody has to decide."""

    before: str
    after: str
    is_changed: bool
    conflict: dict[str, Any] | None = None


def note_parts(
    base: str, theirs: str, mine: str, language: str, by: str, names: Iterable[str]
) -> list[NotePart]:
    """Return the whole text in order. `by` says who saved meanwhile, `names` those of the choices."""
    naming = iter(names)
    found = []
    for part in merge(base, theirs, mine):
        conflict = _conflict(part, next(naming), language, by) if part.is_conflict else None
        found.append(
            NotePart(
                before=joined(part.base),
                after=joined(part.merged),
                is_changed=part.is_changed,
                conflict=conflict,
            )
        )
    return found


def _conflict(part: Part, name: str, language: str, by: str) -> dict[str, Any]:
    nothing = _("(taken out)")
    return {
        "name": name,
        "label": _("You both changed this"),
        "base": joined(part.base) or None,
        "theirs": joined(part.theirs) or nothing,
        "mine": joined(part.mine) or nothing,
        "theirs_note": by,
        "mine_note": _("You, not saved yet"),
        "theirs_label": _("Keep what was saved meanwhile"),
        "mine_label": _("Keep mine"),
        "mergeable": True,
        "merged": joined(part.merged),
        "choice": "merge",
        "lang": language,
    }


def whole_change(old: str, new: str, label: str, language: str) -> list[dict[str, Any]]:
    """Return two texts as one row of `components/diff.html`."""
    if old == new:
        return []
    return [
        {"label": label, "old": old or None, "new": new or None, "lang": language, "whole": False}
    ]
