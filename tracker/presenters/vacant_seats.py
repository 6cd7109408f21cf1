"""Who is missing from the tables of a plan, organisation by organisation."""

import datetime as dt
from dataclasses import dataclass

from tracker.models import Seat
from tracker.presenters.commitment_rows import CommitmentRows
from tracker.presenters.plans import Count
from tracker.queries.commitment_index import VACANT, CommitmentIndex, Row, SeatRow

MOST_BODIES = 8
MOST_NUMBERS = 12


@dataclass(frozen=True)
class MissingBody:
    """An organisation whose seats are vacant, with the commitments where they are."""

    side: str
    short: str
    url: str
    roles: str
    states: str
    since: dt.date | None
    days: int | None
    commitments: list[Count]  # numbers of commitments and their pages
    more_url: str


def missing_bodies(index: CommitmentIndex, rows: CommitmentRows) -> list[MissingBody]:
    """Return the organisations with the most vacant seats."""
    vacant: dict[int, list[tuple[Row, SeatRow]]] = {}
    for row in index.rows:
        for seat in index.seats.get(row.pk, ()):
            if seat.state in VACANT:
                vacant.setdefault(seat.organisation, []).append((row, seat))
    fullest = sorted(vacant.items(), key=lambda item: (-len(item[1]), item[1][0][0].number))
    return [_missing(key, found, rows, index.as_of) for key, found in fullest[:MOST_BODIES]]


def _missing(
    key: int, found: list[tuple[Row, SeatRow]], rows: CommitmentRows, as_of: dt.date
) -> MissingBody:
    since = min((seat.since for _row, seat in found if seat.since), default=None)
    body = rows.body(key)
    commitments = list(dict.fromkeys(row for row, _seat in found))
    roles = dict.fromkeys(str(Seat.Role(seat.role).label) for _row, seat in found)
    states = dict.fromkeys(str(Seat.State(seat.state).label) for _row, seat in found)
    return MissingBody(
        side=body.side,
        short=body.short,
        url=body.url,
        roles=", ".join(roles),
        states=", ".join(states),
        since=since,
        days=max((as_of - since).days, 0) if since else None,
        commitments=[Count(row.number, rows.url(row)) for row in commitments[:MOST_NUMBERS]],
        more_url=body.url if len(commitments) > MOST_NUMBERS else "",
    )
