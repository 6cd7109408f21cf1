"""Erasing words for good: one side's steward asks, the other side's confirms or refuses."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.erasing import erasable, erase
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.holds import own_sending
from tracker.actions.purging import purge_soon
from tracker.actions.recording import record
from tracker.actions.uploads import erase_file
from tracker.authorization.moderation import may_answer_redaction, may_ask_redaction
from tracker.kinds import Kind
from tracker.models import Entry, Evidence, Redaction, Upload
from tracker.models.veil import unveiled

# Shorter texts stand in others by chance.
TELLING = 12
EVIDENCE, WITHDRAWAL = "evidence", "withdrawal_reason"


@transaction.atomic
def ask_redaction(*, entry, fields, ground, reason, by, uid, seen_version, now=None):
    """Ask the other side's steward to agree that words of an entry are erased. Returns the request.

    `fields` names columns of the entry, or `evidence`; what repeats their text goes with them.
    Sending the same form twice asks once. Raises NotAllowed, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    before = Redaction.objects.filter(uid=uid).first()
    if before is not None:
        return own_sending(before, entry, by, ground, reason)
    entry = Entry.everything.with_kinds().get(pk=entry.pk)
    acting = require(may_ask_redaction(by, entry, now))
    if entry.version != seen_version:
        raise StaleVersion(entry)
    written = words_of(entry)
    if not fields or not set(fields) <= set(written):
        raise ValidationError({"fields": _("Choose the words that have to go.")})
    asked = Redaction(
        uid=uid,
        entry=entry,
        entry_version=entry.version,
        fields=_with_repetitions(written, fields),
        ground=ground,
        explanation=reason.strip(),
        person=by,
        organisation=acting,
        organisation_name=acting.short,
        side=acting.side,
        asked_at=now,
        lapses_at=now + Redaction.WAITS,
    )
    _check(asked, [text for name in asked.fields for text in written.get(name, [])])
    asked.save(force_insert=True)
    record(
        Kind.REDACTION_ASKED, asked, by=by, organisation=acting, reason=asked.explanation, now=now
    )
    return asked


@transaction.atomic
def confirm_redaction(*, redaction, by, seen_version, now=None):
    """Turn the second key: the words go from the entry and from the history, in one transaction.

    Raises NotAllowed, WrongState (answered or lapsed), StaleVersion (the entry changed meanwhile).
    """
    now = now or timezone.now()
    redaction, acting, move = _answerable(redaction, "confirm", by, now)
    entry = redaction.entry
    if entry.version != redaction.entry_version:
        raise StaleVersion(entry)
    _answer(redaction, move, acting, by, seen_version, now, answer="")
    values = erasable(entry.uid).filter(field__in=redaction.fields)
    _empty(entry.detail, redaction)
    erase(values, decision_uid=redaction.uid)
    purge_soon(now)
    return redaction


@transaction.atomic
def refuse_redaction(*, redaction, reason, by, seen_version, now=None):
    """Refuse the second key, with a reason: the words stay.

    Raises NotAllowed, WrongState (answered or lapsed), StaleVersion, ValidationError (no reason).
    """
    now = now or timezone.now()
    redaction, acting, move = _answerable(redaction, "refuse", by, now)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Give the reason. It is published.")})
    _answer(redaction, move, acting, by, seen_version, now, answer=reason)
    return redaction


def words_of(entry):
    """Return `{field: its texts}` of what can be erased of an entry (`with_kinds`), as it is."""
    with unveiled():
        detail = entry.detail
        found = {name: [getattr(detail, name)] for name in detail.words() if getattr(detail, name)}
        pieces = list(entry.evidence.all())
        texts = [text for piece in pieces for text in _texts_of(piece)]
    return {**found, EVIDENCE: texts} if texts else found


def _texts_of(piece):
    texts = (piece.title, piece.url, piece.upload.name if piece.upload else "")
    return [text for text in texts if text]


def _with_repetitions(written, fields):
    """Return the chosen fields, and those that repeat the text of one of them."""
    telling = [
        text.strip() for name in fields for text in written[name] if len(text.strip()) >= TELLING
    ]
    chosen = {
        name
        for name, texts in written.items()
        if name in fields or any(repeated in text for repeated in telling for text in texts)
    }
    if WITHDRAWAL in chosen:
        chosen.add("reason")  # the history keeps it under both names
    return sorted(chosen)


def _check(asked, texts):
    """Check what a person can get wrong; the relations were looked up by the action."""
    if not asked.ground:
        raise ValidationError({"ground": _("Choose the ground.")})
    if not asked.explanation:
        raise ValidationError({"reason": _("Give the reason. It is published.")})
    if any(len(text.strip()) >= TELLING and text.strip() in asked.explanation for text in texts):
        raise ValidationError(
            {"reason": _("The reason is published for good. Leave out the words that have to go.")}
        )
    relations = {field.name for field in asked._meta.fields if field.is_relation}
    asked.clean_fields(exclude=relations)


def _answerable(redaction, verb, by, now):
    lock(redaction.plan.chain_key)
    redaction = Redaction.objects.select_related("organisation").get(pk=redaction.pk)
    redaction.entry = Entry.everything.with_kinds().get(pk=redaction.entry_id)
    acting = require(may_answer_redaction(by, redaction, now))
    move = workflow.find(workflow.REDACTION, verb, redaction.state)
    if redaction.has_lapsed(now):
        raise workflow.WrongState(_("The fourteen days have passed. Ask again if it is needed."))
    return redaction, acting, move


def _answer(redaction, move, acting, by, seen_version, now, *, answer):
    before = redaction.recorded_values()
    redaction.compare_and_swap(
        seen_version,
        state=move.target,
        answered_person=by,
        answered_organisation=acting,
        answered_name=acting.short,
        answered_side=acting.side,
        answered_at=now,
        answer=answer,
    )
    record(move.kind, redaction, by=by, organisation=acting, before=before, reason=answer, now=now)


def _empty(entry, redaction):
    """Empty the chosen columns. No version: nothing is said anew, and the history knows why."""
    chosen = set(redaction.fields)
    Entry.everything.filter(pk=entry.pk).update(redaction=redaction)
    own = {name: "" for name in entry.words() if name in chosen}
    if own:
        type(entry)._base_manager.filter(pk=entry.pk).update(**own)
    if EVIDENCE in chosen:
        pieces = Evidence.objects.filter(entry_id=entry.pk)
        pieces.update(title="", url="", fact_date=None)
        for upload in Upload.objects.filter(evidence__in=pieces).distinct():
            # The same file in another entry is other words: that entry has to be decided about too.
            elsewhere = upload.evidence.exclude(title="")
            if not elsewhere.exclude(entry__state=Entry.State.DRAFT).exists():
                erase_file(upload, now=redaction.answered_at)
