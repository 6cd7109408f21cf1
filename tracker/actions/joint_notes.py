"""The joint note on a milestone: saving it, signing it, withdrawing what was agreed.

A form carries the `uid` of the revision that it will make, so that a form that is sent twice finds
what the first sending made, and `base`, the number of the revision that its writer started from
(0: an empty page).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.publishing import hat_of
from tracker.actions.recording import record
from tracker.actions.writing import given
from tracker.authorization import joint_notes as rules
from tracker.kinds import Kind
from tracker.models import (
    AgreedNote,
    JointNote,
    JointNoteDraft,
    JointNoteRevision,
    JointNoteSignature,
    fingerprint_of,
)

RULES = {
    "ask": rules.may_ask_to_withdraw_note,
    "withdraw": rules.may_withdraw_note,
    "keep": rules.may_keep_note,
}


@transaction.atomic
def save_revision(*, milestone, text, language, base, by, uid, now=None):
    """Save the whole text on top of the revision that its writer started from. Returns a revision.

    It is the newest one, unchanged, where the text is the same. The writer's own draft has served.
    Raises NotAllowed, StaleVersion (with the newest revision), ValidationError.
    """
    now = now or timezone.now()
    lock(milestone.plan.chain_key)
    organisation = require(rules.may_write_note(by, milestone, now))
    if sent := JointNoteRevision.objects.filter(uid=uid).select_related("note").first():
        return _sent_twice(sent, milestone, by, text)
    if not text.strip():
        raise ValidationError({"text": _("Write what you want to say, in a sentence or two.")})
    note = JointNote.objects.filter(milestone=milestone).first()
    newest = note and note.revisions.get(number=note.latest)
    if newest and (newest.text, newest.language) == (text, language):
        _forget_draft(milestone, by)
        return newest
    if base != (note.latest if note else 0):
        raise StaleVersion(newest)
    if note is None:
        note = _begin(milestone, by, organisation, now)
    revision = _add_revision(note, text, language, by, organisation, uid, now)
    _forget_draft(milestone, by)
    return revision


@transaction.atomic
def sign(*, revision, by, now=None):
    """Sign a revision for one's side. Signed by both it is agreed and public, in this transaction.

    Raises NotAllowed, StaleVersion (with the newest revision when it is no longer this one),
    WrongState (a colleague of the same side signed).
    """
    now = now or timezone.now()
    lock(revision.plan.chain_key)
    organisation = require(rules.may_sign_note(by, revision, now))
    note = JointNote.objects.select_related("milestone__commitment__plan").get(pk=revision.note_id)
    if note.latest != revision.number:
        raise StaleVersion(note.revisions.get(number=note.latest))
    standing = {
        signature.side: signature
        for signature in note.signatures.standing().filter(number=revision.number)
    }
    if mine := standing.get(organisation.side):
        if mine.organisation_id == organisation.pk:  # sent twice
            return mine
        raise workflow.WrongState(
            _("%(organisation)s signed for your side already.")
            % {"organisation": mine.organisation_name}
        )
    signature = JointNoteSignature(
        note=note,
        number=revision.number,
        side=organisation.side,
        organisation=organisation,
        organisation_name=organisation.short,
        signatory=by,
        signed_at=now,
    )
    signature.save(force_insert=True)
    record(Kind.JOINT_NOTE_SIGNED, signature, by=by, organisation=organisation, now=now)
    if standing:
        _agree(note, revision, [*standing.values(), signature], by, organisation, now)
    return signature


@transaction.atomic
def take_back_signature(*, signature, by, seen_version, now=None):
    """Take a signature back, as long as the other side has not signed.

    Raises NotAllowed, StaleVersion, WrongState.
    """
    now = now or timezone.now()
    lock(signature.plan.chain_key)
    organisation = require(rules.may_take_back_signature(by, signature, now))
    signature.refresh_from_db(fields=["taken_back_at", "version"])
    if AgreedNote.objects.filter(note=signature.note, number=signature.number).exists():
        raise workflow.WrongState(
            _("Both sides signed meanwhile, so this is agreed. Only both can withdraw it.")
        )
    if signature.taken_back_at:
        raise workflow.WrongState(_("This signature was taken back already."))
    before = signature.recorded_values()
    signature.compare_and_swap(seen_version, taken_back_at=now)
    record(
        Kind.JOINT_NOTE_UNSIGNED,
        signature,
        by=by,
        organisation=organisation,
        before=before,
        now=now,
    )
    return signature


@transaction.atomic
def move_agreed_note(*, agreed, verb, by, seen_version, reason="", now=None):
    """Ask to withdraw an agreed text, withdraw it after the other side asked, or keep it.

    Raises NotAllowed, StaleVersion, WrongState, ValidationError (no reason).
    """
    now = now or timezone.now()
    lock(agreed.plan.chain_key)
    agreed.refresh_from_db(fields=["state", "withdrawal_side", "withdrawal_reason"])
    organisation = require(RULES[verb](by, agreed, now))
    move = workflow.find(workflow.AGREED_NOTE, verb, agreed.state)
    reason = given(reason, move.needs_reason)
    changes = {
        "ask": {"withdrawal_side": organisation.side, "withdrawal_reason": reason},
        "withdraw": {"withdrawn_at": now},
        # The reason stays with it: it was published, and can be asked to be erased.
        "keep": {"withdrawal_side": ""},
    }[verb]
    before = agreed.recorded_values()
    agreed.compare_and_swap(seen_version, state=move.target, **changes)
    record(
        move.kind,
        agreed,
        by=by,
        organisation=organisation,
        before=before,
        reason=reason,
        now=now,
    )
    return agreed


def _sent_twice(revision, milestone, by, text):
    """Return what the first sending saved. Raises ValidationError for the form of something else."""
    same_place = revision.note.milestone_id == milestone.pk and revision.author_id == by.pk
    if same_place and revision.text == text:
        return revision
    if same_place:
        raise StaleVersion(revision.note.revisions.get(number=revision.note.latest))
    raise ValidationError(_("This form belongs to another entry. Open it again."))


def _begin(milestone, by, organisation, now):
    note = JointNote(milestone=milestone)
    note.save(force_insert=True)
    record(Kind.JOINT_NOTE_BEGUN, note, by=by, organisation=organisation, now=now)
    return note


def _add_revision(note, text, language, by, organisation, uid, now):
    revision = JointNoteRevision(
        uid=uid,
        note=note,
        number=note.latest + 1,
        base=note.latest,
        text=text,
        language=language,
        author=by,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        hat=hat_of(organisation, note.milestone),
        created_at=now,
    )
    revision.fingerprint = fingerprint_of(text, revision.salt)
    # The lock on the chain decides who is next; where there is none this does.
    moved = JointNote.objects.filter(pk=note.pk, latest=note.latest).update(latest=revision.number)
    if not moved:
        raise StaleVersion(note.revisions.order_by("number").last())
    note.latest = revision.number
    revision.save(force_insert=True)
    record(Kind.JOINT_NOTE_REVISED, revision, by=by, organisation=organisation, now=now)
    return revision


def _agree(note, revision, signatures, by, organisation, now):
    of = {signature.side: signature for signature in signatures}
    agreed = AgreedNote(
        note=note,
        revision=revision,
        number=revision.number,
        text=revision.text,
        language=revision.language,
        salt=revision.salt,
        government=of["government"].organisation,
        government_name=of["government"].organisation_name,
        civil_society=of["civil_society"].organisation,
        civil_society_name=of["civil_society"].organisation_name,
        agreed_at=now,
    )
    agreed.save(force_insert=True)
    record(Kind.JOINT_NOTE_AGREED, agreed, by=by, organisation=organisation, now=now)


def _forget_draft(milestone, by):
    JointNoteDraft.objects.filter(milestone=milestone, user=by).delete()
