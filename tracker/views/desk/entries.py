"""Going on with a draft, and correcting what was published."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.entries import may_correct, may_edit_draft, may_publish
from tracker.presenters.tasks import Task
from tracker.queries import desk
from tracker.views.desk import subjects, writing
from tracker.views.giving_back import give_back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_draft(request, uid):
    """Go on with a draft of one's organisation. Published meanwhile, it shows both texts."""
    draft = desk.entries_for(request.user).filter(uid=uid).first()
    if draft is None or not may_edit_draft(request.user, draft):
        if request.method == "POST":
            gone = _("There is no such draft of your organisation any more.")
            return give_back(request, 404, gone)
        raise Http404
    if not draft.is_draft and request.method != "POST":
        waits = _("This waits for its day and is locked until then. Take it back to change it.")
        messages.info(request, waits if draft.is_embargoed else _("This draft was published."))
        return redirect(draft)
    task = Task(
        kind=draft.kind,
        subject=draft.subject,
        organisation=draft.organisation,
        refusal=may_publish(request.user, draft).reason if draft.is_draft else "",
        draft=draft,
        corrects=draft.corrects,
        to=_addressed(draft),
    )
    return writing.write(request, task)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, uid):
    """Publish a new entry that corrects a published one of one's organisation."""
    entry = subjects.public_entry_or_404(request, uid)
    verdict = may_correct(request.user, entry, timezone.now())
    return writing.start(
        request, entry.kind, entry.subject, verdict, corrects=entry, to=_addressed(entry)
    )


def _addressed(entry):
    return getattr(entry.detail, "to", None)
