"""What people say, published at once through the same action that forms call."""

import datetime as dt
import uuid

from tracker.actions import entries, progress_reports, settlements
from tracker.models import Milestone, Observation, Ripple

LINK = {"title": "El archivo publicado", "url": "https://datos.vereda.example/archivo.csv"}


def seen_reports(subject):
    """Return the version of the reports that a person sees who opens the form now."""
    row = Milestone if isinstance(subject, Milestone) else type(subject)
    return row.objects.select_related("status").get(pk=subject.pk).status.reports_version


def report(subject, by, completion="substantial", **fields):
    """Publish a progress report with evidence, seen from the present state of the record."""
    fields.setdefault("text", "Publicamos la primera versión.")
    fields.setdefault("evidence", [LINK])
    fields.setdefault("seen_reports", seen_reports(subject))
    if completion in ("not_started", "limited"):
        fields.setdefault("difficulties", "Falta presupuesto.")
    return _publish("progress_report", subject, by, completion=completion, **fields)


def report_nothing(subject, by, **fields):
    """Say that there is nothing to report, seen from the present state of the record."""
    fields.setdefault("seen_reports", seen_reports(subject))
    fields.setdefault("uid", uuid.uuid4())
    fields.setdefault("seen_version", 0)
    return progress_reports.report_nothing_new(subject=subject, by=by, **fields)


def report_nothing_of_all(commitment, by, **fields):
    """Say it of all that a person owes at once, seen from the present state of the record."""
    organisations = [membership.organisation for membership in by.all_memberships]
    milestones = progress_reports.reported_and_owed(commitment, organisations)
    fields.setdefault("seen_reports", progress_reports.version_of(milestones))
    fields.setdefault("uid", uuid.uuid4())
    return progress_reports.report_nothing_new_of_all(
        commitment=commitment, by=by, seen_version=0, **fields
    )


def observe(subject, by, completion="limited", **fields):
    defaults = {"text": "Faltan dos archivos.", "type": "disputes", "seen_by": "data_test"}
    return _publish("observation", subject, by, completion=completion, **{**defaults, **fields})


def respond(observation, by, **fields):
    defaults = {"text": "Los agregamos.", "outcome": "taken_up"}
    subject = observation.subject
    return _publish("response", subject, by, to=observation, **{**defaults, **fields})


def settle(observation, by, outcome="accepted", **fields):
    """Say of the newest answer whether it settles the question."""
    row = Observation.objects.get(pk=observation.pk)
    fields.setdefault("seen_answer", row.last_answer())
    fields.setdefault("reason", "" if outcome == "accepted" else "Falta la mitad.")
    return settlements.settle(observation=row, outcome=outcome, by=by, uid=uuid.uuid4(), **fields)


def assess(commitment, by, completion="limited", **fields):
    defaults = {"text": "Ver el informe.", "report_title": "Informe de resultados"}
    return _publish(
        "independent_assessment", commitment, by, completion=completion, **{**defaults, **fields}
    )


def document(subject, organisation, by, **fields):
    """Document a statement in a plan of the archive."""
    defaults = {
        "kind": "observation",
        "text": "Según la fuente.",
        "said_precision": "day",
        "source": "https://fuente.vereda.example/informe",
        "language": "es",
    }
    return entries.document(
        subject=subject, organisation=organisation, by=by, **{**defaults, **fields}
    )


def _publish(kind, subject, by, **fields):
    fields.setdefault("uid", uuid.uuid4())
    fields.setdefault("seen_version", 0)
    return entries.publish(kind=kind, subject=subject, by=by, **fields)


def ripple(commitment, by, **fields):
    """Record a ripple of a commitment."""
    defaults = {
        "title": "El mostrador ya no pide copias.",
        "text": "Antes pedía tres copias; ahora ninguna.",
        "layer": "public_service",
        "type": "service",
        "contribution": "El registro publicado hace innecesarias las copias.",
        "noticed_date": dt.date(2026, 6, 1),
    }
    return _publish("ripple", commitment, by, **{**defaults, **fields})


def find(ripple, by, finding="corroborates", **fields):
    """Say what somebody else found about a ripple."""
    defaults = {"text": "Fuimos a verlo.", "evidence": [LINK]}
    about = Ripple.objects.get(pk=ripple.pk)
    return _publish(
        "ripple_finding",
        about.subject,
        by,
        to=about,
        finding=finding,
        **{**defaults, **fields},
    )
