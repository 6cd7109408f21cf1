"""What lasts of a plan, and a plan that has ended, made through the actions that people use."""

import datetime as dt
import uuid

from django.utils import timezone

from tests.factories.frame import add_commitment, add_plan, give_seat
from tests.factories.words import LINK, _publish
from tracker.actions import closing, plans
from tracker.models import ClosingDecision, Commitment
from tracker.queries.closing import open_commitments


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


def decide(commitment, by, outcome="handed_over", **fields):
    """Decide how a commitment leaves its plan, as it stands now."""
    defaults = {
        "why": "La Junta lo opera desde marzo.",
        "keeper_name": "La Junta de Agua",
        "seen": ClosingDecision.objects.standing().filter(commitment=commitment).first(),
        "uid": uuid.uuid4(),
    }
    return closing.decide_closing(
        commitment=commitment, by=by, outcome=outcome, **{**defaults, **fields}
    )


def last_day(plan):
    """Return noon of a plan's last day, or now where that has passed."""
    noon = dt.time(12, tzinfo=dt.UTC)
    return max(timezone.now(), dt.datetime.combine(plan.end_date, noon))


def end(plan, by, now=None):
    """Decide how each commitment leaves a plan, and end it on its last day."""
    plan.refresh_from_db()
    now = now or last_day(plan)
    for commitment in open_commitments(plan).filter(closing_decisions=None):
        decide(commitment, by, now=now)
    return plans.move_plan(plan=plan, verb="end", by=by, seen_version=plan.version, now=now)
