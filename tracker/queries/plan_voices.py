"""When each side spoke on a plan, over all its commitments."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max

from tracker.due_dates import Precision
from tracker.models import Entry, Plan
from tracker.queries.commitment_index import VOICES, CommitmentIndex

# A word dated no better than this cannot be drawn on a line of days.
EXACT = (Precision.DAY, Precision.MONTH)


@dataclass(frozen=True)
class Voices:
    """`days` are the days on which each side spoke, in order; `last` is the key of its newest entry."""

    days: dict[str, list[dt.date]]
    last: dict[str, int]


def voices_of(plan: Plan, index: CommitmentIndex) -> Voices:
    """Return when each side spoke, read once for each state of the record."""
    if "voices" not in index.memory:
        index.memory["voices"] = _read(plan)
    return index.memory["voices"]


def _read(plan: Plan) -> Voices:
    said = Entry.objects.filter(
        commitment__plan=plan, state=Entry.State.PUBLISHED, side__in=VOICES
    ).order_by("said_date", "said_precision")
    days: dict[str, list[dt.date]] = {voice: [] for voice in VOICES}
    last: dict[str, tuple[bool, dt.date, int]] = {}
    for side, day, precision, entry in said.values_list(
        "side", "said_date", "said_precision"
    ).annotate(Max("pk")):
        if precision in EXACT:
            days[side].append(day)
        # What has no known date is never the last word, unless there is no other.
        last[side] = max(
            last.get(side, (False, dt.date.min, 0)), (precision != Precision.UNKNOWN, day, entry)
        )
    return Voices(days, {side: entry for side, (_known, _day, entry) in last.items()})


def precisions_of(commitments: Collection[int]) -> dict[tuple[int, str], str]:
    """Return how exactly the last word of each side on each commitment is dated. One query."""
    said = Entry.objects.filter(commitment__in=commitments, state=Entry.State.PUBLISHED)
    columns = ("commitment", "side", "said_precision")
    return {
        (commitment, side): precision
        for commitment, side, precision in said.order_by("said_date", "pk").values_list(*columns)
    }
