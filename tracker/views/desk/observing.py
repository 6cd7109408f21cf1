"""A civil society organisation at the table observes."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.entries import may_observe
from tracker.models import Entry
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_commitment(request, plan, number):
    return _observe(request, subjects.commitment_or_404(request, plan, number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_milestone(request, plan, number, milestone):
    return _observe(request, subjects.milestone_or_404(request, plan, number, milestone))


def _observe(request, subject):
    verdict = may_observe(request.user, subject)
    return writing.start(request, Entry.Kind.OBSERVATION, subject, verdict)
