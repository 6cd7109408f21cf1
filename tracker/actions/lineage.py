from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
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
    acting = require(may_link_lineage(by, earlier, now))
    lineage = Lineage(
        earlier=earlier, later=later, kind=kind, note_es=note_es, note_en=note_en, source=source
    )
    return create(Kind.LINEAGE_LINKED, lineage, by=by, organisation=acting, now=now)
