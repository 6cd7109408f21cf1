"""What people say: drafts, publication, withdrawal. One path for every kind of entry.

The person's form carries the entry's `uid` from the start, so a form that is sent twice finds
what the first sending made. `seen_version` is the version of the draft that the person saw (0
when there was none).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.evidence import put_evidence
from tracker.actions.publishing import appear, hat_of, hold
from tracker.actions.recording import record
from tracker.actions.refreshing import refresh_status
from tracker.actions.writing import given
from tracker.authorization import entries as rules
from tracker.authorization.speaking import may_document
from tracker.kinds import Kind
from tracker.models import Entry, Evidence, Milestone


@transaction.atomic
def save_draft(
    *, kind, subject, by, uid, seen_version, evidence=(), corrects=None, now=None, **fields
):
    """Keep what somebody is writing, visible to their organisation alone. Not in the history.

    `fields` are columns of the kind; `evidence` is a list of `Evidence` columns as dicts, each with a
    `url` or an `upload`.
    Raises NotAllowed, WrongState (published meanwhile), StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(subject.plan.chain_key)
    draft = _existing(kind, subject, uid, corrects, fields)
    if draft is None:
        organisation = require(_may_start(kind, subject, by, corrects, fields, now))
        return _start(kind, subject, by, organisation, uid, evidence, corrects, now, fields)
    require(rules.may_edit_draft(by, draft, now))
    workflow.find(workflow.ENTRY, "publish", draft.state)
    _rewrite(draft, seen_version, evidence, fields)
    return draft


@transaction.atomic
def publish(
    *,
    kind,
    subject,
    by,
    uid,
    seen_version,
    seen_reports=None,
    evidence=(),
    corrects=None,
    now=None,
    **fields,
):
    """Publish what somebody wrote, from a draft or at once. Returns the entry.

    With `not_before` among the fields it is embargoed: locked as it is, and private until then.
    A progress report also says with `seen_reports` which reports its author had seen
    (`status.reports_version`), so that two people of one side do not talk past each other; the
    StaleVersion then carries the report that came between. Sending the same form twice
    publishes once. Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(subject.plan.chain_key)
    entry = _existing(kind, subject, uid, corrects, fields)
    if entry and not entry.is_draft:
        return _sent_twice(entry, by, evidence, fields)
    if entry is None:
        organisation = require(_may_start(kind, subject, by, corrects, fields, now))
        entry = _start(kind, subject, by, organisation, uid, evidence, corrects, now, fields)
    else:
        organisation = require(rules.may_publish(by, entry, now))
        _rewrite(entry, seen_version, evidence, fields)
    if entry.not_before:
        return hold(entry, now)
    return appear(entry, by=by, organisation=organisation, now=now, seen_reports=seen_reports)


@transaction.atomic
def withdraw(*, entry, reason, by, seen_version, now=None):
    """Withdraw a published entry; its text stays readable with the reason.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError (no reason).
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    entry = Entry.everything.with_kinds().get(pk=entry.pk).detail
    acting = require(rules.may_withdraw(by, entry, now))
    move = workflow.find(workflow.ENTRY, "withdraw", entry.state)
    reason = given(reason)
    before = entry.recorded_values()
    entry.compare_and_swap(
        seen_version, state=move.target, withdrawn_at=now, withdrawal_reason=reason
    )
    record(
        Kind.of_entry(entry, move.kind),
        entry,
        by=by,
        organisation=acting,
        before=before,
        reason=reason,
        now=now,
    )
    refresh_status(entry.subject)
    return entry


@transaction.atomic
def discard_draft(*, entry, by, seen_version, now=None):
    """Delete a draft for good: nobody but its organisation ever saw it.

    Raises NotAllowed, WrongState, StaleVersion.
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    draft = Entry.everything.with_kinds().get(pk=entry.pk).detail
    require(rules.may_discard_draft(by, draft, now))
    workflow.find(workflow.ENTRY, "publish", draft.state)
    if draft.version != seen_version:
        raise StaleVersion(draft)
    draft.evidence.all().delete()
    draft.delete()


@transaction.atomic
def document(
    *,
    kind,
    subject,
    organisation,
    said_date,
    said_precision,
    source,
    by,
    evidence=(),
    now=None,
    **fields,
):
    """Document what an organisation said in a public source, in a plan of the archive.

    The history names the archive's keeper as the one who wrote it down. Raises NotAllowed,
    ValidationError (no source).
    """
    now = now or timezone.now()
    lock(subject.plan.chain_key)
    keeper = require(may_document(by, subject, now))
    if not source:
        raise ValidationError({"source": _("Link the public source where this was said.")})
    entry = _new(kind, subject, by, organisation, None, now, fields)
    entry.said_date, entry.said_precision, entry.source = said_date, said_precision, source
    entry.state, entry.published_at = Entry.State.PUBLISHED, now
    _check_fields(entry)
    entry.save(force_insert=True)
    put_evidence(entry, evidence)
    record(Kind.STATEMENT_DOCUMENTED, entry, by=by, organisation=keeper, now=now)
    refresh_status(subject)
    return entry


def _existing(kind, subject, uid, corrects, fields):
    """Return what an earlier sending of the same form made, or None.

    Raises ValidationError if the uid is that of something else: a form reaches its own entry only.
    """
    if not Entry.everything.filter(uid=uid).exists():
        return None
    related = ("commitment__plan", "milestone__owner", "milestone__commitment", "organisation")
    entry = Entry.of_kind(kind).everything.select_related(*related).filter(uid=uid).first()
    if (
        entry is None
        or entry.subject != subject
        or entry.corrects_id != getattr(corrects, "pk", None)
        or getattr(entry, "to_id", None) != getattr(fields.get("to"), "pk", None)
    ):
        raise ValidationError(_("This form belongs to another entry. Open it again."))
    return entry


def _may_start(kind, subject, by, corrects, fields, now):
    if corrects is not None:
        corrects.refresh_from_db(fields=["state"])
        return rules.may_correct(by, corrects, now)
    if followed := fields.get("to"):
        followed.refresh_from_db(fields=["state"])
    return rules.MAY_SAY[kind](by, followed or subject, now)


def _new(kind, subject, by, organisation, corrects, now, fields):
    fields = {"language": by.language, **_columns(kind, fields)}
    return Entry.of_kind(kind)(
        kind=kind,
        commitment=subject.commitment,
        milestone=subject if isinstance(subject, Milestone) else None,
        author=by,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        hat=hat_of(organisation, subject),
        corrects=corrects,
        said_date=subject.plan.day_of(now),
        created_at=now,
        **fields,
    )


def _start(kind, subject, by, organisation, uid, evidence, corrects, now, fields):
    entry = _new(kind, subject, by, organisation, corrects, now, fields)
    entry.uid = uid
    _check_fields(entry)
    entry.save(force_insert=True)
    _put_lists(entry, fields)
    put_evidence(entry, evidence)
    return entry


def _columns(kind, fields):
    """Return the fields that stand in the row itself."""
    lists = Entry.of_kind(kind).MANY
    return {name: value for name, value in fields.items() if name not in lists}


def _put_lists(entry, fields):
    """Write the rows that belong to an entry (`Entry.MANY`), once it exists."""
    for name in entry.MANY:
        if name in fields:
            getattr(entry, name).set(fields[name])


def _check_fields(entry):
    """Check what a person can get wrong; the relations were looked up by the action."""
    relations = {field.name for field in entry._meta.fields if field.is_relation}
    entry.clean_fields(exclude=relations)
    entry.clean()


def _rewrite(draft, seen_version, evidence, fields):
    draft.compare_and_swap(seen_version, kept_back="", **_columns(draft.kind, fields))
    _put_lists(draft, fields)
    draft.evidence.all().delete()
    put_evidence(draft, evidence)


def _sent_twice(entry, by, evidence, fields):
    """Return what the first sending published or embargoed, if this one says the same.

    Raises StaleVersion, and WrongState for what waits for its day.
    """
    if not entry.is_embargoed:
        fields = {name: value for name, value in fields.items() if name != "not_before"}
    same = all(_value(entry, name) == value for name, value in fields.items())
    shown = [piece.as_recorded() for piece in entry.evidence.all()]
    if entry.author_id == by.pk and same and shown == [_recorded(piece) for piece in evidence]:
        return entry
    if entry.is_with_the_table:
        require(rules.may_edit_draft(by, entry))
        raise workflow.WrongState(
            _("This lies with the table and is locked there. Take it back to change it.")
        )
    if entry.is_embargoed:
        require(rules.may_edit_draft(by, entry))
        raise workflow.WrongState(
            _("This waits for its day and is locked until then. Take it back to change it.")
        )
    raise StaleVersion(entry)


def _value(entry, name):
    value = getattr(entry, name)
    return list(value.order_by("pk")) if name in entry.MANY else value


def _recorded(columns):
    return Evidence(**columns).as_recorded()
