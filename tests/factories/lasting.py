"""What lasts of a plan, and a plan that has ended, made through the actions that people use."""

import datetime as dt

from tests.factories.frame import add_commitment, add_plan, give_seat
from tests.factories.words import LINK, _publish
from tracker.actions import plans
from tracker.models import Commitment


def embed(commitment, by, **fields):
    """Say that a result is embedded."""
    defaults = {
        "text": "El manual manda publicar los análisis.",
        "rung": "procedure",
        "since_date": dt.date(2026, 3, 1),
        "keeper_name": "La Junta de Agua",
        "evidence": [LINK],
    }
    return _publish("embedding", commitment, by, **{**defaults, **fields})


def reverse(embedding, by, **fields):
    """Say that an embedding holds no more."""
    defaults = {
        "text": "El manual se derogó.",
        "lost_date": dt.date(2026, 6, 1),
        "evidence": [LINK],
    }
    return _publish("reversal", embedding.subject, by, to=embedding, **{**defaults, **fields})


def follow_up(commitment, by, mark=6, verdict="alive", **fields):
    """Say what is left of a commitment of a plan that has ended."""
    fields.setdefault("text", "Fuimos a la ventanilla y sigue abierta.")
    return _publish("follow_up_check", commitment, by, mark=mark, verdict=verdict, **fields)


def an_ended_plan(here, slug="cumplido", **fields):
    """Return the commitment of a plan that ended a year ago, with the same table as the small world."""
    dates = {"start_date": dt.date(2023, 9, 1), "end_date": dt.date(2025, 8, 31)}
    plan = add_plan(here.pat, slug=slug, number=1, **{**dates, **fields})
    commitment = add_commitment(plan, here.pat, number=1, title_es="Riego", title_en="Irrigation")
    give_seat(commitment, here.organisations["ministerio-del-agua"], here.pat, "leads")
    give_seat(commitment, here.organisations["rios-claros"], here.pat, "expert")
    end(plan, here.pat)
    return Commitment.objects.select_related("plan__secretariat", "status").get(pk=commitment.pk)


def end(plan, by):
    """End a plan."""
    plan.refresh_from_db()
    return plans.move_plan(plan=plan, verb="end", by=by, seen_version=plan.version)
