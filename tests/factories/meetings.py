import datetime as dt
import uuid

from django.utils import timezone

from tracker.actions import agreements, dependencies, meetings
from tracker.models import Agreement, Meeting


def days_from_now(days):
    return timezone.now().date() + dt.timedelta(days=days)


def call(plan, by, commitments=(), **fields):
    """Return a meeting that somebody called; it was yesterday unless a date is given."""
    said = {
        "title": "Sesión de la mesa",
        "date": days_from_now(-1),
        "time": None,
        "place": "Sala 3",
        "link": "",
        "agenda": "Los datos.",
    }
    return meetings.call_meeting(
        plan=plan, commitments=commitments, by=by, uid=uuid.uuid4(), **{**said, **fields}
    )


def hold_meeting(plan, by, commitments=(), present=None, minutes="Se revisó el avance.", **fields):
    """Return a meeting that took place, with its minutes."""
    meeting = call(plan, by, commitments, **fields)
    meeting = Meeting.objects.with_all().get(pk=meeting.pk)
    return meetings.publish_minutes(
        meeting=meeting,
        minutes=minutes,
        present=present or [meeting.organisation],
        by=by,
        seen_version=meeting.version,
    )


def agree_at(meeting, by, owner, text="Publicar el formato.", commitment=None, **fields):
    """Return what a meeting agreed that one organisation does."""
    form = {"uid": uuid.uuid4(), "due_date": days_from_now(20), "due_precision": "day"}
    return agreements.note_agreement(
        meeting=meeting,
        text=text,
        owner=owner,
        by=by,
        commitment=commitment,
        **{**form, **fields},
    )


def keep(agreement, by, **fields):
    """Return an agreement that its owner says was kept."""
    agreement = Agreement.objects.with_all().get(pk=agreement.pk)
    said = {"kept_date": days_from_now(0), "note": "Ya está publicado."}
    return agreements.keep_agreement(
        agreement=agreement, by=by, seen_version=agreement.version, **{**said, **fields}
    )


def wait(milestone, on, by, text="Sin eso no se puede."):
    """Return that a milestone waits for something."""
    return dependencies.declare_dependency(
        milestone=milestone, on=on, text=text, by=by, uid=uuid.uuid4()
    )
