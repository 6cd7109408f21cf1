"""The obstacles of one commitment, from the light rows of its record: no query of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.models import Entry, ObstacleResolution
from tracker.queries.spoken import Record, Said

# How many a page shows in full, with the actions of each; the register has them all.
MOST = 8
MOST_ACTIONS = 4


@dataclass
class Blocker:
    """One obstacle as one side describes it; `others` are the other sides' descriptions of it."""

    said: Said
    words: list[Said] = field(default_factory=list)
    actions: list[Said] = field(default_factory=list)
    others: list["Blocker"] = field(default_factory=list)

    @property
    def root(self) -> int:
        return self.said.first_id or self.said.pk

    @property
    def last_word(self) -> Said | None:
        return self.words[-1] if self.words else None

    @property
    def is_open(self) -> bool:
        last = self.last_word
        return last is None or last.became != ObstacleResolution.Outcome.RESOLVED

    @property
    def is_open_to_anybody(self) -> bool:
        """Return whether any side still sees it in the way."""
        return any(each.is_open for each in self.all)

    @property
    def all(self) -> list["Blocker"]:
        return [self, *self.others]

    def shown(self) -> Iterable[int]:
        """Return the keys of the words that a page shows of it."""
        for each in self.all:
            yield each.said.pk
            if each.last_word:
                yield each.last_word.pk
            yield from (action.pk for action in each.actions[-MOST_ACTIONS:])


def blockers(record: Record) -> list[Blocker]:
    """Return the obstacles that stand in a record, each with the other sides' descriptions of it;
    those in the way first, the oldest first."""
    rows = [row for row in record.said if row.kind == Entry.Kind.OBSTACLE]
    if not rows:
        return []
    found = {b.root: b for b in (Blocker(row) for row in rows if record.stands(row))}
    _tell(record, found)
    line = {row.pk: row.first_id or row.pk for row in rows}
    alone = []
    for blocker in found.values():
        other = found.get(line.get(blocker.said.same_as_id or 0, 0))
        if other is None or other is blocker:
            alone.append(blocker)
        else:
            other.others.append(blocker)
    return sorted(alone, key=lambda b: (not b.is_open_to_anybody, b.said.opened, b.said.pk))


def _tell(record: Record, found: Mapping[int, Blocker]) -> None:
    """Put what was said of obstacles beside them, in the order of the facts."""
    followers = [row for row in record.standing() if row.of_obstacle_id in found]
    for row in sorted(followers, key=lambda row: (row.fact, row.corrects_id or row.pk)):
        blocker = found[row.of_obstacle_id or 0]
        if row.kind == Entry.Kind.AGENDA_ACTION:
            blocker.actions.append(row)
        else:
            blocker.words.append(row)
