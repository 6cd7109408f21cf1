"""Meetings: called, moved, cancelled; held, with minutes that can be corrected in the open."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.recording import record
from tracker.actions.writing import given, only
from tracker.authorization import meetings as rules
from tracker.kinds import Kind
from tracker.models import Commitment, Meeting
from tracker.models.veil import unveiled

# What is said of a meeting before it takes place.
FIELDS = ("title", "date", "time", "place", "link", "agenda")


@transaction.atomic
def call_meeting(*, plan, commitments, by, uid, now=None, **fields):
    """Call a meeting of some commitments' tables, or of the forum. The same form makes one.

    Raises NotAllowed, StaleVersion (sent before, saying something else), ValidationError.
    """
    now = now or timezone.now()
    lock(plan.chain_key)
    commitments = _tables(plan, commitments)
    only(fields, FIELDS)
    if made := Meeting.objects.filter(uid=uid).first():
        return _sent_twice(made, plan, commitments, fields)
    organisation = require(rules.may_call_meeting(by, plan, commitments, now))
    meeting = Meeting(
        uid=uid,
        plan=plan,
        language=by.language,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        called_at=now,
        **fields,
    )
    _check(meeting)
    meeting.save(force_insert=True)
    meeting.commitments.set(commitments)
    record(Kind.MEETING_CALLED, meeting, by=by, organisation=organisation, now=now)
    return meeting


@transaction.atomic
def change_meeting(*, meeting, commitments, by, seen_version, now=None, **fields):
    """Move a meeting that is to come, or change what is said of it.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    meeting = _locked(meeting)
    organisation = require(rules.may_change_meeting(by, meeting, now))
    if not meeting.is_called:
        raise workflow.WrongState(_("It took place or was cancelled, so it is not moved any more."))
    _require_readable(meeting)
    commitments = _tables(meeting.plan, commitments)
    added = [each for each in commitments if each not in meeting.tables]
    if added or not commitments:
        require(rules.may_call_meeting(by, meeting.plan, commitments, now))
    written = only(fields, FIELDS)
    return _write(
        Kind.MEETING_CHANGED, meeting, written, seen_version, by, organisation, now, commitments
    )


@transaction.atomic
def cancel_meeting(*, meeting, reason, by, seen_version, now=None):
    """Cancel a meeting that was called, with the reason. Raises as `change_meeting`."""
    now = now or timezone.now()
    meeting = _locked(meeting)
    organisation = require(rules.may_cancel_meeting(by, meeting, now))
    move = workflow.find(workflow.MEETING, "cancel", meeting.state)
    columns = {
        "state": move.target,
        "cancelling_reason": given(reason),
        "cancelled_at": now,
    }
    return _write(
        move.kind, meeting, columns, seen_version, by, organisation, now, reason=given(reason)
    )


@transaction.atomic
def publish_minutes(*, meeting, minutes, present, by, seen_version, minutes_link="", now=None):
    """Say who was present at a meeting and what came of it; from then on it was held.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    meeting = _locked(meeting)
    organisation = require(rules.may_keep_minutes(by, meeting, now))
    move = workflow.find(workflow.MEETING, "publish_minutes", meeting.state)
    if meeting.date > meeting.plan.day_of(now):
        raise ValidationError(_("It has not taken place yet. Its minutes come after it."))
    columns = _minutes(minutes, minutes_link, present, by, organisation, now)
    columns |= {"state": move.target}
    return _write(move.kind, meeting, columns, seen_version, by, organisation, now, present=present)


@transaction.atomic
def correct_minutes(
    *, meeting, minutes, present, reason, by, seen_version, minutes_link="", now=None
):
    """Correct published minutes, with the reason; the history keeps what they said before.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    meeting = _locked(meeting)
    organisation = require(rules.may_keep_minutes(by, meeting, now))
    if not meeting.has_minutes:
        raise workflow.WrongState(_("There are no minutes yet that could be corrected."))
    _require_readable(meeting)
    columns = _minutes(minutes, minutes_link, present, by, organisation, now)
    columns |= {"correcting_reason": given(reason)}
    return _write(
        Kind.MINUTES_CORRECTED,
        meeting,
        columns,
        seen_version,
        by,
        organisation,
        now,
        present=present,
        reason=given(reason),
    )


def _require_readable(meeting):
    """Refuse to write over words that a steward hides: nobody has seen what they replace."""
    if meeting.is_held:
        raise workflow.WrongState(
            _("Words of it are hidden for now. Change them once they can be read again.")
        )


def _minutes(minutes, link, present, by, organisation, now):
    if not (minutes.strip() or link):
        raise ValidationError({"minutes": _("Write the minutes, or give a link to them.")})
    if not present:
        raise ValidationError({"present": _("Say which organisations were present.")})
    return {
        "minutes": minutes.strip(),
        "minutes_language": by.language,
        "minutes_link": link,
        "minutes_name": organisation.short,
        "minutes_at": now,
    }


def _tables(plan, commitments):
    """Return the commitments with their tables. Raises ValidationError for one of another plan."""
    keys = {commitment.pk for commitment in commitments}
    found = list(
        Commitment.objects.filter(plan=plan, pk__in=keys)
        .select_related("plan__secretariat")
        .order_by("number")
    )
    if len(found) != len(keys):
        raise ValidationError({"commitments": _("Choose commitments of this plan.")})
    return found


def _locked(meeting):
    """Lock the plan's chain, and return the meeting as it is now."""
    lock(meeting.plan.chain_key)
    return Meeting.objects.with_all().get(pk=meeting.pk)


def _write(
    kind,
    meeting,
    columns,
    seen_version,
    by,
    organisation,
    now,
    commitments=None,
    present=None,
    reason="",
):
    before = meeting.recorded_values()
    meeting.compare_and_swap(seen_version, **columns)
    for name, rows in (("commitments", commitments), ("present", present)):
        if rows is not None:
            getattr(meeting, name).set(rows)
    meeting._prefetched_objects_cache.clear()
    record(kind, meeting, by=by, organisation=organisation, before=before, reason=reason, now=now)
    return meeting


def _check(row):
    """Check what a person can get wrong; the relations were looked up by the action."""
    row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})


def _sent_twice(made, plan, commitments, fields):
    """Return what the first sending made, if this one says the same. Raises StaleVersion."""
    with unveiled():
        same = all(getattr(made, name) == value for name, value in fields.items())
    if made.plan_id != plan.pk or made.tables != commitments or not same:
        raise StaleVersion(made)
    return made
