"""A draft as the public will see it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.authorization.entries import may_edit_draft, may_publish
from tracker.models import Entry
from tracker.presenters.previews import Preview
from tracker.queries import desk
from tracker.views.desk.writing import FORMS


@never_cache
@require_safe
def preview(request, uid):
    """Show a draft as its statement will stand; its form goes where the draft is published."""
    draft = desk.entries_for(request.user).filter(uid=uid).first()
    if draft is None or not may_edit_draft(request.user, draft):
        raise Http404
    if not draft.is_draft:
        return redirect(draft)
    numbers = {"uid": draft.uid, "version": draft.version}
    if draft.kind == Entry.Kind.PROGRESS_REPORT:
        numbers["reports"] = desk.reports_version(draft.subject)
    with timezone.override(draft.plan.timezone):
        shown = Preview(
            draft=draft,
            carried=FORMS[draft.kind].written_of(draft) | numbers,
            refusal=may_publish(request.user, draft).reason,
            in_passage="passage" in request.GET,
        )
        return render(request, "tracker/desk/preview.html", {"preview": shown})
