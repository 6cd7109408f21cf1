"""The revisions of a joint note: who saved what when, any two compared, an old one restored."""

import re
import uuid

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import joint_notes
from tracker.authorization.joint_notes import may_write_note
from tracker.forms.joint_notes import RestoringForm
from tracker.presenters.joint_note_conflicts import whole_change
from tracker.presenters.joint_notes import NoteHead, revision_row, revision_rows
from tracker.queries.joint_notes import revision_of, revisions, working
from tracker.views.desk import subjects
from tracker.views.desk.joint_notes import reading_or_404
from tracker.views.desk.writing import refuse

PER_PAGE = 25
NUMBER = re.compile(r"[0-9]{1,6}")


@never_cache
@require_safe
def revisions_page(request, plan, number, milestone):
    """List the revisions, or with `?from=&to=` compare two of them."""
    milestone, organisation = reading_or_404(request, plan, number, milestone)
    found = working(milestone, request.user)
    if found.note is None:
        raise Http404
    head = NoteHead(milestone, found, organisation)
    if "from" in request.GET or "to" in request.GET:
        return _compare(request, head)
    try:
        # One more than a page shows: the size of a change is the way from the one before.
        page = Paginator(revisions(found.note), PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage:
        raise Http404 from None
    last = page.object_list[len(page.object_list) - 1]
    before = revision_of(found.note, last.number - 1)
    with timezone.override(milestone.plan.timezone):
        context = {"head": head, "page_obj": page, "rows": revision_rows(head, page, before)}
        return render(request, "tracker/desk/joint_note_revisions.html", context)


def _compare(request, head):
    first, second = (_number(request, name) for name in ("from", "to"))
    old, new = (_revision(head.working.note, number) for number in sorted((first, second)))
    label = _("Revision %(old)s and revision %(new)s") % {"old": old.number, "new": new.number}
    writes = bool(may_write_note(request.user, head.milestone))
    with timezone.override(head.plan.timezone):
        context = {
            "head": head,
            "old": revision_row(old),
            "new": revision_row(new),
            "changes": whole_change(old.text, new.text, label, new.language),
            "restoring": RestoringForm(initial={"uid": uuid.uuid4(), "base": head.working.latest}),
            "can_restore": writes and old.number < head.working.latest,
        }
        return render(request, "tracker/desk/joint_note_comparison.html", context)


def _number(request, name):
    value = request.GET.get(name, "")
    if not NUMBER.fullmatch(value):
        raise BadRequest(_("Name two revisions to compare, as in from=1&to=2."))
    return int(value)


def _revision(note, number):
    found = revision_of(note, number)
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["POST"])
def restore(request, plan, number, milestone, revision):
    """Save an old text again, as a new revision on top of the newest that its reader saw."""
    milestone = subjects.milestone_or_404(request, plan, number, milestone)
    verdict = may_write_note(request.user, milestone)
    if not verdict:
        return refuse(request, verdict.reason)
    found = working(milestone, request.user)
    old = _revision(found.note, revision) if found.note else None
    form = RestoringForm(request.POST)
    if old is None or not form.is_valid():
        raise BadRequest(_("This page had lost track of its revision. Open it again."))
    try:
        joint_notes.save_revision(
            milestone=milestone,
            text=old.text,
            language=old.language,
            base=form.cleaned_data["base"],
            by=request.user,
            uid=form.cleaned_data["uid"],
        )
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except StaleVersion as stale:
        messages.warning(
            request,
            _("Revision %(number)s was saved meanwhile, so nothing was restored. Look again.")
            % {"number": stale.current.number},
        )
        head = NoteHead(milestone, found, verdict.organisation)
        return redirect(head.compare_url(revision, stale.current.number))
    messages.success(
        request, _("The text of revision %(number)s is the newest again.") % {"number": revision}
    )
    return redirect("edit_joint_note", plan, number, milestone.number)
