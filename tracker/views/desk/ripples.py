"""Whoever works on a commitment records what it set in motion; others say what they find."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.ripples import may_find, may_record_ripple
from tracker.models import Entry, Ripple
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request, plan, number):
    """Begin with today, and with what it follows from where a button says so (`?led_by=UID`)."""
    commitment = subjects.commitment_or_404(request, plan, number)
    begins = {
        "noticed_date": commitment.plan.day_of(timezone.now()),
        "noticed_precision": "day",
        "effect": Ripple.Effect.BETTER,
        "led_by": request.GET.get("led_by", ""),
    }
    verdict = may_record_ripple(request.user, commitment)
    return writing.start(request, Entry.Kind.RIPPLE, commitment, verdict, begins=begins)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request, uid):
    entry = subjects.public_entry_or_404(request, uid)
    if entry.kind != Entry.Kind.RIPPLE:
        raise Http404
    ripple = entry.detail
    verdict = may_find(request.user, ripple)
    kind = Entry.Kind.RIPPLE_FINDING
    return writing.start(request, kind, entry.subject, verdict, to=ripple)
