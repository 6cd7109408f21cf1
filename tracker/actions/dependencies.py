"""What a milestone waits for: declared with a reason, withdrawn with a reason, never in a circle."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.recording import record
from tracker.actions.writing import change, given
from tracker.authorization import dependencies as rules
from tracker.kinds import Kind
from tracker.models import Dependency, Milestone
from tracker.models.veil import unveiled


@transaction.atomic
def declare_dependency(*, milestone, on, text, by, uid, now=None):
    """Say that a milestone waits for another one, or for an agreement, and why.

    The same form, by its `uid`, says it once. Raises NotAllowed, StaleVersion (sent before, saying
    something else), ValidationError.
    """
    now = now or timezone.now()
    lock(milestone.plan.chain_key)
    milestone = _fresh(milestone)
    columns = {"on_milestone" if isinstance(on, Milestone) else "on_agreement": on}
    if made := Dependency.objects.filter(uid=uid).first():
        return _sent_twice(made, milestone, on, text)
    organisation = require(rules.may_declare_dependency(by, milestone, now))
    if Dependency.objects.standing().filter(milestone=milestone, **columns).exists():
        raise ValidationError({"on": _("That it waits for this is said already.")})
    if on.plan != milestone.plan:
        raise ValidationError({"on": _("It can only wait for something of the same plan.")})
    if isinstance(on, Milestone):
        _refuse_circles(milestone, on)
    dependency = Dependency(
        uid=uid,
        milestone=milestone,
        text=text.strip(),
        language=by.language,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        declared_at=now,
        **columns,
    )
    relations = {field.name for field in dependency._meta.fields if field.is_relation}
    dependency.clean_fields(exclude=relations)
    dependency.save(force_insert=True)
    record(Kind.DEPENDENCY_DECLARED, dependency, by=by, organisation=organisation, now=now)
    return dependency


@transaction.atomic
def withdraw_dependency(*, dependency, reason, by, seen_version, now=None):
    """Say with a reason that a milestone does not wait for something any more.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(dependency.plan.chain_key)
    dependency = Dependency.objects.with_all().get(pk=dependency.pk)
    organisation = require(rules.may_withdraw_dependency(by, dependency, now))
    move = workflow.find(workflow.DEPENDENCY, "withdraw", dependency.state)
    columns = {
        "state": move.target,
        "withdrawal_reason": given(reason),
        "withdrawn_at": now,
    }
    return change(
        move.kind,
        dependency,
        columns,
        seen_version=seen_version,
        by=by,
        organisation=organisation,
        reason=given(reason),
        now=now,
    )


def _sent_twice(made, milestone, on, text):
    """Return what the first sending declared, if this one says the same. Raises StaleVersion."""
    with unveiled():
        same = (made.milestone_id, made.on, made.text) == (milestone.pk, on, text.strip())
    if not same:
        raise StaleVersion(made)
    return made


def _fresh(milestone):
    related = ("owner", "commitment__plan__secretariat")
    return Milestone.objects.select_related(*related).get(pk=milestone.pk)


def _refuse_circles(milestone, on):
    """Refuse what would make a milestone wait, through others, for itself. Raises ValidationError."""
    waits: dict[int, list[int]] = {}
    rows = Dependency.objects.standing().filter(
        milestone__commitment__plan=milestone.plan, on_milestone__isnull=False
    )
    for waiting, awaited in rows.order_by("pk").values_list("milestone_id", "on_milestone_id"):
        waits.setdefault(waiting, []).append(awaited)
    seen, ahead = set(), [on.pk]
    while ahead:
        key = ahead.pop()
        if key == milestone.pk:
            raise ValidationError(
                {
                    "on": _(
                        "That one waits for this milestone already: each would wait for the other."
                    )
                }
            )
        if key not in seen:
            seen.add(key)
            ahead += waits.get(key, [])
