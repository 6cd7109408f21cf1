"""Who has the page of a joint note open, and what was saved meanwhile.

The page asks by itself (`presence.js`); without scripts it shows the same when it is opened.
"""

import datetime as dt

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tracker.actions import joint_note_drafts, joint_note_presence
from tracker.forms.joint_notes import number_in
from tracker.presenters.joint_note_presence import fingerprint, present_lines
from tracker.presenters.joint_notes import NoteHead, saved_text
from tracker.queries.joint_notes import Working, present, revision_at
from tracker.views.desk import subjects
from tracker.write_limits import sent_by_the_page

# How long an answer to “may this person be here?” is good for.
CHECKED_FOR = dt.timedelta(seconds=60)


@sent_by_the_page
@never_cache
@require_POST
def presence(request, plan, number, milestone):
    """Take in that somebody is there, or leaves, and say what is new; 204 when nothing is."""
    place = {
        "milestone__commitment__plan__slug": plan,
        "milestone__commitment__number": number,
        "milestone__number": milestone,
    }
    now = timezone.now()
    here = present(now, **place)
    own = next((found for found in here if found.user_id == request.user.pk), None)
    if "leave" in request.POST:
        if own:
            joint_note_presence.leave(milestone=own.milestone, by=request.user)
        return HttpResponse(status=204)
    is_writing = "writing" in request.POST
    if own and now - own.checked_at < CHECKED_FOR:
        joint_note_presence.stay(presence=own, is_writing=is_writing, now=now)
    else:
        row = subjects.milestone_or_404(request, plan, number, milestone)
        joint_note_presence.arrive(milestone=row, by=request.user, is_writing=is_writing, now=now)
        here = present(now, **place)
        own = next(found for found in here if found.user_id == request.user.pk)
    with timezone.override(own.milestone.plan.timezone):
        told = _told(here, own, request.user, number_in(request.POST, "revision"))
    state = fingerprint(told)
    if request.POST.get("state") == state:
        return HttpResponse(status=204)
    return JsonResponse(told | {"state": state})


def _told(here, own, user, known):
    """Return who is there, and what was saved since the revision that the page knows."""
    told = {"here": present_lines(here, user), "news": "", "url": ""}
    latest = own.latest or 0
    if known is not None and known < latest:
        revision = revision_at(own.milestone, latest)
        head = NoteHead(own.milestone, Working(None, revision, [], [], None))
        told["news"] = saved_text(revision)
        told["url"] = head.compare_url(known, latest)
    return told


@never_cache
@require_POST
def drop_draft(request, plan, number, milestone):
    """Throw one's unsaved text away and begin from the newest revision."""
    row = subjects.milestone_or_404(request, plan, number, milestone)
    joint_note_drafts.drop_draft(milestone=row, by=request.user)
    return redirect("edit_joint_note", plan, number, milestone)
