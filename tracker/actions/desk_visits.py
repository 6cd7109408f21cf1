"""What a person has seen of what changed on their desk. Nobody else's, and not in the history."""

from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
from tracker.authorization.desk import may_keep_a_desk
from tracker.models import DeskVisit


@transaction.atomic
def see_changes(*, by, until, now=None):
    """Remember that a person has seen what changed until a moment. Never goes back in time.

    Raises NotAllowed.
    """
    now = now or timezone.now()
    require(may_keep_a_desk(by, now))
    until = min(until, now)
    visit, is_new = DeskVisit.objects.get_or_create(user=by, defaults={"seen_at": until})
    if not is_new:
        DeskVisit.objects.filter(pk=by.pk, seen_at__lt=until).update(seen_at=until)
        visit.refresh_from_db()
    return visit
