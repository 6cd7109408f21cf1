"""What goes on without the plan, what holds no more, and what is left after its end."""

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.lasting import may_embed, may_follow_up, may_reverse
from tracker.forms.lasting import FollowUpForm
from tracker.models import Entry
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def embed(request, plan, number):
    commitment = subjects.commitment_or_404(request, plan, number)
    verdict = may_embed(request.user, commitment)
    return writing.start(request, Entry.Kind.EMBEDDING, commitment, verdict)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reverse_embedding(request, uid):
    entry = subjects.public_entry_or_404(request, uid)
    if entry.kind != Entry.Kind.EMBEDDING:
        raise Http404
    embedding = entry.detail
    verdict = may_reverse(request.user, embedding)
    return writing.start(request, Entry.Kind.REVERSAL, entry.subject, verdict, to=embedding)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, plan, number):
    commitment = subjects.commitment_or_404(request, plan, number)
    verdict = may_follow_up(request.user, commitment)
    mark = request.GET.get("mark", "")
    known = {value for value, _label in FollowUpForm.base_fields["mark"].choices}
    begins = {"mark": mark} if mark in known else {}
    return writing.start(request, Entry.Kind.FOLLOW_UP_CHECK, commitment, verdict, begins=begins)
