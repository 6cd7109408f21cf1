"""Agreements of a meeting: noted with who and by when, kept by whoever owes them, void with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.recording import record
from tracker.actions.writing import change, given
from tracker.authorization import meetings as rules
from tracker.due_dates import period_end
from tracker.kinds import Kind
from tracker.models import AGREED_PRECISIONS, Agreement, Meeting
from tracker.models.veil import unveiled


@transaction.atomic
def note_agreement(
    *, meeting, text, owner, due_date, due_precision, by, uid, commitment=None, now=None
):
    """Note what one organisation does by a day. The same form, by its `uid`, notes one.

    Raises NotAllowed, StaleVersion (sent before, saying something else), ValidationError.
    """
    now = now or timezone.now()
    lock(meeting.plan.chain_key)
    meeting = Meeting.objects.with_all().get(pk=meeting.pk)
    if made := Agreement.objects.filter(uid=uid).first():
        last_day = _last_day(due_date, due_precision, meeting)
        return _sent_twice(made, meeting, (text.strip(), owner, last_day, commitment))
    organisation = require(rules.may_note_agreement(by, meeting, now))
    if commitment is not None and commitment not in meeting.tables:
        raise ValidationError({"commitment": _("Choose a commitment of this meeting.")})
    last = meeting.agreements.aggregate(last=Max("number"))["last"] or 0
    agreement = Agreement(
        uid=uid,
        meeting=meeting,
        number=last + 1,
        text=text.strip(),
        language=by.language,
        owner=owner,
        owner_name=owner.short,
        due_date=_last_day(due_date, due_precision, meeting),
        due_precision=due_precision,
        commitment=commitment,
        agreed_at=now,
    )
    relations = {field.name for field in agreement._meta.fields if field.is_relation}
    agreement.clean_fields(exclude=relations)
    agreement.save(force_insert=True)
    record(Kind.AGREEMENT_NOTED, agreement, by=by, organisation=organisation, now=now)
    return agreement


@transaction.atomic
def keep_agreement(*, agreement, kept_date, note, by, seen_version, link="", now=None):
    """Say on which day an agreement was kept, with a sentence or a link that shows it.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    agreement = _locked(agreement)
    organisation = require(rules.may_keep_agreement(by, agreement, now))
    move = workflow.find(workflow.AGREEMENT, "keep", agreement.state)
    if kept_date > agreement.plan.day_of(now):
        raise ValidationError({"kept_date": _("This day is still to come.")})
    if kept_date < agreement.meeting.date:
        raise ValidationError({"kept_date": _("That was before it was agreed.")})
    if not (note.strip() or link):
        raise ValidationError({"note": _("Say how it was kept, or give a link that shows it.")})
    columns = {
        "state": move.target,
        "kept_date": kept_date,
        "kept_note": note.strip(),
        "kept_link": link,
        "kept_language": by.language,
    }
    return _move(move, agreement, columns, seen_version, by, organisation, now)


@transaction.atomic
def reopen_agreement(*, agreement, reason, by, seen_version, now=None):
    """Say with a reason that an agreement is not kept after all.

    What was said of its keeping stays in the history. Raises as `keep_agreement`.
    """
    now = now or timezone.now()
    agreement = _locked(agreement)
    organisation = require(rules.may_keep_agreement(by, agreement, now))
    move = workflow.find(workflow.AGREEMENT, "reopen", agreement.state)
    columns = {
        "state": move.target,
        "kept_date": None,
        "reopening_reason": given(reason),
    }
    return _move(move, agreement, columns, seen_version, by, organisation, now, reason)


@transaction.atomic
def void_agreement(*, agreement, reason, by, seen_version, now=None):
    """Declare with a reason that an agreement no longer holds. Raises as `keep_agreement`."""
    now = now or timezone.now()
    agreement = _locked(agreement)
    organisation = require(rules.may_void_agreement(by, agreement, now))
    move = workflow.find(workflow.AGREEMENT, "void", agreement.state)
    columns = {"state": move.target, "voiding_reason": given(reason)}
    return _move(move, agreement, columns, seen_version, by, organisation, now, reason)


def _last_day(day, precision, meeting):
    """Return the last day of the period that was agreed on. Raises ValidationError."""
    if precision not in AGREED_PRECISIONS or day is None:
        raise ValidationError({"due_date": _("Every agreement has a day, a month or a year.")})
    last = period_end(day, precision)
    if last < meeting.date:
        raise ValidationError({"due_date": _("That was before the meeting.")})
    return last


def _locked(agreement):
    """Lock the plan's chain, and return the agreement as it is now."""
    lock(agreement.plan.chain_key)
    return Agreement.objects.with_all().get(pk=agreement.pk)


def _move(move, agreement, columns, seen_version, by, organisation, now, reason=""):
    return change(
        move.kind,
        agreement,
        columns,
        seen_version=seen_version,
        by=by,
        organisation=organisation,
        reason=reason.strip(),
        now=now,
    )


def _sent_twice(made, meeting, said):
    """Return what the first sending noted, if this one says the same. Raises StaleVersion."""
    with unveiled():
        same = (made.text, made.owner, made.due_date, made.commitment) == said
    if made.meeting_id != meeting.pk or not same:
        raise StaleVersion(made)
    return made
