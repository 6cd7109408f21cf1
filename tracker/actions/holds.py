"""Hiding the words of a published entry for three days, and showing them again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from accounts.models import Side
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker.actions.recording import record
from tracker.authorization.moderation import may_hold, may_lift, without_steward
from tracker.kinds import Kind
from tracker.models import Entry, Evidence, Hold
from tracker.workflow import WrongState


@transaction.atomic
def hold(*, entry, ground, reason, by, uid, seen_version, now=None):
    """Hide the words of an entry at once, until 72 hours from now. Returns the hold.

    `seen_version` is that of the entry. Sending the same form twice hides once. Raises NotAllowed,
    StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    before = Hold.objects.filter(uid=uid).first()
    if before is not None:
        return own_sending(before, entry, by, ground, reason)
    entry = Entry.everything.with_kinds().get(pk=entry.pk)
    acting = require(may_hold(by, entry, now))
    if entry.version != seen_version:
        raise StaleVersion(entry)
    made = Hold(
        uid=uid,
        entry=entry,
        ground=ground,
        explanation=reason.strip(),
        person=by,
        organisation=acting,
        organisation_name=acting.short,
        side=acting.side,
        without=without_steward(entry.plan) if acting.side == Side.SECRETARIAT else [],
        placed_at=now,
        until=now + Hold.LASTS,
    )
    _check(made)
    made.save(force_insert=True)
    record(Kind.HOLD_PLACED, made, by=by, organisation=acting, reason=made.explanation, now=now)
    _show(entry, hold=made, until=made.until)
    return made


@transaction.atomic
def lift(*, hold, by, seen_version, now=None):
    """Show the words of an entry again before its hold ends. Returns the hold.

    Raises NotAllowed, WrongState (it ended), StaleVersion.
    """
    now = now or timezone.now()
    lock(hold.plan.chain_key)
    hold = Hold.objects.select_related("entry__commitment__plan", "organisation").get(pk=hold.pk)
    acting = require(may_lift(by, hold, now))
    if not hold.is_in_force(now):
        raise WrongState(_("These words are not hidden any more."))
    before = hold.recorded_values()
    hold.compare_and_swap(seen_version, lifted_at=now, lifted_by_name=acting.short)
    record(Kind.HOLD_LIFTED, hold, by=by, organisation=acting, before=before, now=now)
    _show(hold.entry, hold=hold, until=None)
    return hold


def own_sending(before, entry, by, ground, reason):
    """Return what an earlier sending of the same form made.

    Raises ValidationError if another form did, WrongState if this one now says something else.
    """
    if before.entry_id != entry.pk or before.person_id != by.pk:
        raise ValidationError(_("This form belongs to another entry. Open it again."))
    if (before.ground, before.explanation) != (ground, reason.strip()):
        raise WrongState(
            _("This form was sent already, with another ground or reason. That counts.")
        )
    return before


def _check(made):
    """Check what a person can get wrong; the relations were looked up by the action."""
    if not made.ground:
        raise ValidationError({"ground": _("Choose the ground.")})
    if not made.explanation:
        raise ValidationError({"reason": _("Give the reason. It is published.")})
    relations = {field.name for field in made._meta.fields if field.is_relation}
    made.clean_fields(exclude=relations)


def _show(entry, *, hold, until):
    """Keep beside the words what their readers need to know. The hold itself is the record."""
    Entry.everything.filter(pk=entry.pk).update(hold=hold, held_until=until)
    Evidence.objects.filter(entry=entry).update(held_until=until)
