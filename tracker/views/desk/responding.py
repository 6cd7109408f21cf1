"""The addressed side answers an observation."""

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.speaking import may_respond
from tracker.models import Entry
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def respond(request, uid):
    entry = subjects.public_entry_or_404(request, uid)
    if entry.kind != Entry.Kind.OBSERVATION:
        raise Http404
    observation = entry.detail
    verdict = may_respond(request.user, observation)
    return writing.start(request, Entry.Kind.RESPONSE, entry.subject, verdict, to=observation)
