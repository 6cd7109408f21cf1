"""Stewards, and what they do with other people's words."""

import uuid

from tracker.actions import holds, plans, redactions
from tracker.models import Plan


def name_stewards(here, government="auditoria", civil_society="mira-el-gasto"):
    """Return the small world's plan with both its stewards named: Omar's and Tomás's organisation."""
    plan = Plan.objects.get(pk=here.plan.pk)
    return plans.change_plan(
        plan=plan,
        by=here.pat,
        seen_version=plan.version,
        government_steward=here.organisations.get(government),
        civil_society_steward=here.organisations.get(civil_society),
    )


def moderate(here, first, second):
    """Return the plan after all that stewards can do: to the first entry, and refused to the second."""
    plan = name_stewards(here)
    holds.lift(hold=hold(first, here.omar), by=here.tomas, seen_version=1)
    redact(first, here.omar, here.tomas)
    asked = ask_redaction(second, here.tomas)
    redactions.refuse_redaction(redaction=asked, reason="No name.", by=here.omar, seen_version=1)
    return plan


def hold(entry, by, **fields):
    """Return a hold on an entry, seen as it is now."""
    entry.refresh_from_db(fields=["version"])
    defaults = {
        "ground": "personal_data",
        "reason": "It names a patient.",
        "uid": uuid.uuid4(),
        "seen_version": entry.version,
    }
    return holds.hold(about=entry, by=by, **{**defaults, **fields})


def ask_redaction(entry, by, fields=("text",), **more):
    """Return a request to erase words of an entry, seen as it is now."""
    entry.refresh_from_db(fields=["version"])
    defaults = {
        "ground": "danger",
        "reason": "It says where a witness lives.",
        "uid": uuid.uuid4(),
        "seen_version": entry.version,
    }
    return redactions.ask_redaction(about=entry, fields=fields, by=by, **{**defaults, **more})


def redact(entry, asked_by, confirmed_by, fields=("text",), now=None):
    """Erase words of an entry with both keys, and return the decision."""
    asked = ask_redaction(entry, asked_by, fields, now=now)
    return redactions.confirm_redaction(
        redaction=asked, by=confirmed_by, seen_version=asked.version, now=now
    )
