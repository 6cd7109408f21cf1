"""What was said of answers, as it stands in a story and among open questions."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.models import Commitment, Milestone, Settlement

# The steps of a settlement, each told at its own moment.
SETTLED, ESCALATED, CLOSED = "settled", "escalated", "closed"


@dataclass(frozen=True)
class Step:
    """One thing that was said about an answer."""

    settlement: Settlement
    name: str
    at: dt.datetime


def steps_of(settlement: Settlement) -> list[Step]:
    """Return what happened to a settlement, oldest first; one taken back says so in its first step."""
    moments = {
        SETTLED: settlement.settled_at,
        ESCALATED: settlement.escalated_at,
        CLOSED: settlement.closed_at,
    }
    return [Step(settlement, name, at) for name, at in moments.items() if at]


def settlements_about(subject: Commitment | Milestone) -> list[Settlement]:
    """Return what was said of the answers on a commitment with its milestones, or on one milestone."""
    if isinstance(subject, Milestone):
        rows = Settlement.objects.filter(observation__milestone=subject)
    else:
        rows = Settlement.objects.filter(observation__commitment=subject)
    return list(
        rows.select_related("organisation", "hold", "redaction").order_by("settled_at", "pk")
    )


def last_words(settlements: Iterable[Settlement]) -> dict[int, Settlement]:
    """Return the last word that stands on each observation, by its key."""
    return {row.observation_id: row for row in settlements if not row.is_withdrawn}
