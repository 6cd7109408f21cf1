"""Obstacles and what is said of them, published at once through the same action that forms call."""

import datetime as dt

from tests.factories.words import _publish
from tracker.models import ObstacleResolution

DESCRIBED = {
    "text": "La ley no permite publicar el padrón.",
    "type": "legal",
    "severity": "stops",
    "law": "Ley de Aguas",
    "article": "Art. 14",
    "unblocker_text": "El Congreso",
    "ask": "Reformar el artículo.",
    "opened_date": dt.date(2026, 1, 15),
}


def describe(commitment, by, **fields):
    """Describe a legal obstacle that stands since the beginning of the year."""
    return _publish("obstacle", commitment, by, **{**DESCRIBED, **fields})


def act_on_agenda(obstacle, by, **fields):
    """Tell of a hearing about an obstacle."""
    defaults = {
        "text": "Pedimos una audiencia en el Congreso.",
        "type": "hearing",
        "fact_date": dt.date(2026, 6, 1),
        "to": obstacle.first or obstacle,
    }
    return _publish("agenda_action", obstacle.commitment, by, **{**defaults, **fields})


def resolve(obstacle, by, **fields):
    """Say that an obstacle is resolved or, once it is, open again."""
    first = obstacle.first or obstacle
    defaults = {
        "text": "El Congreso reformó el artículo.",
        "outcome": ObstacleResolution.next_after(first.current().outcome).value,
        "fact_date": dt.date(2026, 9, 1),
        "to": first,
    }
    return _publish("obstacle_resolution", obstacle.commitment, by, **{**defaults, **fields})
