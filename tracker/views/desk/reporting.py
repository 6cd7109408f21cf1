"""An owner reports progress."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.speaking import may_report
from tracker.models import Entry
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_commitment(request, plan, number):
    return _report(request, subjects.commitment_or_404(request, plan, number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_milestone(request, plan, number, milestone):
    return _report(request, subjects.milestone_or_404(request, plan, number, milestone))


def _report(request, subject):
    verdict = may_report(request.user, subject)
    return writing.start(request, Entry.Kind.PROGRESS_REPORT, subject, verdict)
