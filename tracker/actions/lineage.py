from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.recording import lock
from tracker.actions.writing import create
from tracker.authorization.frame import may_link_lineage
from tracker.kinds import Kind
from tracker.models import Lineage


@transaction.atomic
def link_lineage(*, earlier, later, kind, by, note_es="", note_en="", source="", now=None):
    """Say that a commitment goes on in another (or, without `later`, was dropped).

    It is recorded in the plan of the earlier commitment. Raises NotAllowed, ValidationError.
    """
    now = now or timezone.now()
    # Two links that would make a circle may be of two plans: both stand in one line.
    for key in sorted({each.plan.chain_key for each in (earlier, later) if each is not None}):
        lock(key)
    acting = require(may_link_lineage(by, earlier, now))
    if later is not None and (problem := _problem(earlier, later)):
        raise ValidationError({"later": problem})
    lineage = Lineage(
        earlier=earlier, later=later, kind=kind, note_es=note_es, note_en=note_en, source=source
    )
    return create(Kind.LINEAGE_LINKED, lineage, by=by, organisation=acting, now=now)


def _problem(earlier, later):
    """Return the sentence for two commitments of which one cannot go on in the other, or nothing."""
    if later.plan.start_date < earlier.plan.start_date:
        return _("This commitment belongs to an earlier plan. Exchange the two.")
    if earlier.pk != later.pk and _goes_on_in(later, earlier):
        return _(
            "The later one already goes on in the earlier one: they would go round in a circle."
        )
    return ""


def _goes_on_in(commitment, other):
    """Return whether a commitment goes on in another, over however many plans."""
    found, waiting = set(), {commitment.pk}
    while waiting:
        found |= waiting
        links = Lineage.objects.filter(earlier__in=waiting, later__isnull=False)
        waiting = set(links.order_by().values_list("later", flat=True)) - found
    return other.pk in found
