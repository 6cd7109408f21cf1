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
from tracker.actions.emptying import TELLING, empty
from tracker.actions.holds import own_sending
from tracker.actions.purging import purge_soon
from tracker.actions.recording import record
from tracker.actions.writing import given
from tracker.authorization.moderation import may_answer_redaction, may_ask_redaction
from tracker.kinds import Kind
from tracker.models import Redaction


@transaction.atomic
def ask_redaction(*, about, fields, ground, reason, by, uid, seen_version, now=None):
    """Ask the other side's steward to agree that published words are erased. Returns the request.

    `fields` names columns of `about`, or `evidence`; what repeats their text goes with them.
    Sending the same form twice asks once. Raises NotAllowed, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(about.plan.chain_key)
    before = Redaction.objects.filter(uid=uid).first()
    if before is not None:
        return own_sending(before, about, by, ground, reason)
    about = about.with_place().get(uid=about.uid)
    acting = require(may_ask_redaction(by, about, now))
    if about.version != seen_version:
        raise StaleVersion(about)
    written = about.written_words()
    if not fields or not set(fields) <= set(written):
        raise ValidationError({"fields": _("Choose the words that have to go.")})
    asked = Redaction(
        uid=uid,
        plan=about.plan,
        noun=about.NOUN,
        about_uid=about.uid,
        entry_version=about.version,
        fields=_with_repetitions(about, written, fields),
        ground=ground,
        explanation=reason.strip(),
        person=by,
        organisation=acting,
        organisation_name=acting.short,
        side=acting.side,
        asked_at=now,
        lapses_at=now + Redaction.WAITS,
    )
    asked.about = about
    _check(asked, [text for name in asked.fields for text in written.get(name, [])])
    asked.save(force_insert=True)
    record(
        Kind.REDACTION_ASKED, asked, by=by, organisation=acting, reason=asked.explanation, now=now
    )
    return asked


@transaction.atomic
def confirm_redaction(*, redaction, by, seen_version, now=None):
    """Turn the second key: the words go from the row and from the history, in one transaction.

    Raises NotAllowed, WrongState (answered or lapsed), StaleVersion (they changed meanwhile).
    """
    now = now or timezone.now()
    redaction, acting, move = _answerable(redaction, "confirm", by, now)
    about = redaction.about
    if about.version != redaction.entry_version:
        raise StaleVersion(about)
    _answer(redaction, move, acting, by, seen_version, now, answer="")
    values = erasable(about.uid).filter(field__in=redaction.fields)
    empty(about, redaction)
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
    reason = given(reason)
    _answer(redaction, move, acting, by, seen_version, now, answer=reason)
    return redaction


def _with_repetitions(about, written, fields):
    """Return the chosen fields, those that repeat the text of one of them, and what gives it away."""
    telling = [
        text.strip() for name in fields for text in written[name] if len(text.strip()) >= TELLING
    ]
    chosen = {
        name
        for name, texts in written.items()
        if name in fields or any(repeated in text for repeated in telling for text in texts)
    }
    return sorted(chosen.union(*(about.REPEATED.get(name, ()) for name in chosen)))


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
    redaction = Redaction.objects.select_related("organisation", "plan").get(pk=redaction.pk)
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
