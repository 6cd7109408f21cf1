"""Hiding published words for three days, and showing them again."""

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
from tracker.models import Evidence, Hold
from tracker.workflow import WrongState


@transaction.atomic
def hold(*, about, ground, reason, by, uid, seen_version, now=None):
    """Hide the words of an entry, a proposal … at once, until 72 hours from now. Returns the hold.

    `seen_version` is that of `about`. Sending the same form twice hides once. Raises NotAllowed,
    StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(about.plan.chain_key)
    before = Hold.objects.filter(uid=uid).first()
    if before is not None:
        return own_sending(before, about, by, ground, reason)
    about = about.with_place().get(uid=about.uid)
    acting = require(may_hold(by, about, now))
    if about.version != seen_version:
        raise StaleVersion(about)
    made = Hold(
        uid=uid,
        plan=about.plan,
        noun=about.NOUN,
        about_uid=about.uid,
        ground=ground,
        explanation=reason.strip(),
        person=by,
        organisation=acting,
        organisation_name=acting.short,
        side=acting.side,
        without=without_steward(about.plan) if acting.side == Side.SECRETARIAT else [],
        placed_at=now,
        until=now + Hold.LASTS,
    )
    made.about = about
    _check(made)
    made.save(force_insert=True)
    record(Kind.HOLD_PLACED, made, by=by, organisation=acting, reason=made.explanation, now=now)
    _show(about, hold=made, until=made.until)
    return made


@transaction.atomic
def lift(*, hold, by, seen_version, now=None):
    """Show words again before their hold ends. Returns the hold.

    Raises NotAllowed, WrongState (it ended), StaleVersion.
    """
    now = now or timezone.now()
    lock(hold.plan.chain_key)
    hold = Hold.objects.select_related("plan", "organisation").get(pk=hold.pk)
    acting = require(may_lift(by, hold, now))
    if not hold.is_in_force(now):
        raise WrongState(_("These words are not hidden any more."))
    before = hold.recorded_values()
    hold.compare_and_swap(seen_version, lifted_at=now, lifted_by_name=acting.short)
    record(Kind.HOLD_LIFTED, hold, by=by, organisation=acting, before=before, now=now)
    _show(hold.about, hold=hold, until=None)
    return hold


def own_sending(before, about, by, ground, reason):
    """Return what an earlier sending of the same form made.

    Raises ValidationError if another form did, WrongState if this one now says something else.
    """
    if before.about_uid != about.uid or before.person_id != by.pk:
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


def _show(about, *, hold, until):
    """Keep beside the words what their readers need to know. The hold itself is the record."""
    type(about)._base_manager.filter(pk=about.pk).update(hold=hold, held_until=until)
    if about.NOUN == "entries":
        Evidence.objects.filter(entry=about.pk).update(held_until=until)
