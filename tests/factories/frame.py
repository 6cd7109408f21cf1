import datetime as dt
import itertools

from ledger.models import Chain
from tracker.actions import (
    commitment_texts,
    commitments,
    handovers,
    lineage,
    milestones,
    plan_events,
    plans,
    seats,
    themes,
)

_numbers = itertools.count(100)


def add_plan(by, slug="", in_force=True, **fields):
    """Return a plan that `by`, of a secretariat, opened and put in force."""
    number = next(_numbers)
    defaults = {
        "slug": slug or f"plan-{number}",
        "number": 2,
        "jurisdiction_es": "Vereda",
        "jurisdiction_en": "Vereda",
        "title_es": f"Plan de acción {number}",
        "title_en": f"Action plan {number}",
        "start_date": dt.date(2025, 9, 1),
        "end_date": dt.date(2027, 8, 31),
    }
    plan = plans.add_plan(by=by, **{**defaults, **fields})
    if in_force:
        plan = plans.move_plan(plan=plan, verb="put_in_force", by=by, seen_version=plan.version)
    return plan


def add_theme(plan, by, slug="", **fields):
    slug = slug or f"theme-{next(_numbers)}"
    titles = {"title_es": f"Tema {slug}", "title_en": f"Theme {slug}"}
    return themes.add_theme(plan=plan, by=by, slug=slug, **{**titles, **fields})


def add_commitment(plan, by, number=None, **fields):
    number = number or next(_numbers)
    titles = {"title_es": f"Compromiso {number}", "title_en": f"Commitment {number}"}
    return commitments.add_commitment(plan=plan, by=by, number=number, **{**titles, **fields})


def add_milestone(commitment, by, number=None, **fields):
    number = number or next(_numbers)
    defaults = {
        "title_es": f"Hito {number}",
        "title_en": f"Milestone {number}",
        "due_precision": "day",
        "due_date": dt.date(2026, 12, 31),
    }
    return milestones.add_milestone(
        commitment=commitment, by=by, number=number, **{**defaults, **fields}
    )


def give_seat(commitment, organisation, by, role="expert", **fields):
    return seats.give_seat(
        commitment=commitment, organisation=organisation, role=role, by=by, **fields
    )


def add_text(commitment, by, **fields):
    defaults = {
        "adopted_date": dt.date(2025, 9, 1),
        "body_es": "1. Publicar el registro.",
        "body_en": "1. Publish the register.",
    }
    return commitment_texts.adopt_text(commitment=commitment, by=by, **{**defaults, **fields})


def link_lineage(earlier, later, by, kind="continued", **fields):
    return lineage.link_lineage(earlier=earlier, later=later, kind=kind, by=by, **fields)


def add_event(plan, by, **fields):
    defaults = {
        "date": dt.date(2025, 10, 1),
        "date_precision": "month",
        "type": "meeting",
        "title_es": "Reunión",
        "title_en": "Meeting",
        "source": "https://fuente.vereda.example/acta",
    }
    return plan_events.add_plan_event(plan=plan, by=by, **{**defaults, **fields})


def acknowledge_handover(plan, by, membership=None):
    """Acknowledge what an organisation owes in a plan, as its history stands now."""
    head = Chain.objects.get(key=plan.chain_key).witness
    membership = membership or by.memberships.get()
    return handovers.acknowledge_handover(plan=plan, membership=membership, brief_head=head, by=by)
