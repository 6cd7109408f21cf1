"""An independent reviewer assesses."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.speaking import may_assess
from tracker.models import Entry
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_commitment(request, plan, number):
    commitment = subjects.commitment_or_404(request, plan, number)
    verdict = may_assess(request.user, commitment)
    return writing.start(request, Entry.Kind.INDEPENDENT_ASSESSMENT, commitment, verdict)
