"""Going through all that one owes, one milestone after the other, each saved by itself.

The session remembers which milestones, since when, and which were skipped or left as drafts; what
was published the record itself says. Losing the session loses no word.
"""

import datetime as dt
import uuid
from functools import partial

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.authorization.speaking import may_report
from tracker.models import Entry
from tracker.presenters.passages import Overview, Passage, address_of, following, onward
from tracker.queries import desk
from tracker.queries.passages import DRAFT, SKIPPED, milestones_of, milestones_to_pass, steps_of
from tracker.views.desk import writing
from tracker.views.desk.readers import reader_of

KEY = "passage"
SIZE = 50  # rows of a page of the list


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_milestone(request, uid):
    """Show the report form of one milestone of the passage."""
    milestone = get_object_or_404(desk.milestones_for(request.user), uid=uid)
    verdict = may_report(request.user, milestone)
    draft = _draft(request, milestone, verdict.organisation) if verdict else None
    passage = Passage(
        milestone=milestone,
        load=partial(_steps, request),
        numbers={"uid": uuid.uuid4(), "reports": milestone.status.reports_version},
        needs_reason=not milestone.status.government_completion,
    )
    kind = Entry.Kind.PROGRESS_REPORT
    response = writing.start(request, kind, milestone, verdict, draft=draft, passage=passage)
    if request.method == "POST" and response.status_code == 302:
        _leave(request, milestone, DRAFT)  # if it was published, the record says so
    return response


@never_cache
@require_safe
def overview(request):
    """List the milestones of the passage, with what came of each."""
    reader = reader_of(request)
    begun = KEY in request.session
    steps = _steps(request) if begun else _fresh(reader)
    try:
        page = Paginator(steps, SIZE).page(request.GET.get("page", "1"))
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
    query = "" if begun or not reader.plan else f"plan={reader.plan.slug}"
    shown = Overview(steps, begun, page, milestones_of(page.object_list), reader.now, query)
    crumbs = [
        {"label": _("My desk"), "url": reverse("desk")},
        {"label": _("Report on all you owe"), "url": ""},
    ]
    context = {"overview": shown, "crumbs": crumbs, "page_obj": page}
    return render(request, "tracker/desk/passage.html", context)


@require_POST
def begin(request):
    """Begin a passage through all that is owed now, in one plan or in all."""
    reader = reader_of(request)
    request.session[KEY] = {
        "begun": reader.now.isoformat(),
        "milestones": milestones_to_pass(reader),
        "left": {},
    }
    return redirect("desk_round")


@require_POST
def skip(request):
    """Leave a milestone out for now."""
    at = _uid(request.POST.get("at", ""))
    if at is None:
        raise BadRequest(_("There is no such milestone."))
    milestone = get_object_or_404(desk.milestones_for(request.user), uid=at)
    _leave(request, milestone, SKIPPED)
    return redirect(onward(milestone))


@never_cache
@require_safe
def lead_on(request):
    """Lead to the next open milestone, or to the list when there is none."""
    if KEY not in request.session:
        query = request.META.get("QUERY_STRING", "") if "plan" in request.GET else ""
        reader_of(request)  # refuses a plan that there is not
        return redirect(f"{reverse('desk_round_all')}{'?' if query else ''}{query}")
    step = following(_steps(request), _uid(request.GET.get("after", "")))
    return redirect(address_of(step) if step else "desk_round_all")


def _steps(request):
    kept = request.session.get(KEY)
    if kept is None:
        return []
    begun = dt.datetime.fromisoformat(kept["begun"])
    return steps_of(reader_of(request), kept["milestones"], begun, kept["left"])


def _fresh(reader):
    return steps_of(reader, milestones_to_pass(reader), reader.now, {})


def _leave(request, milestone, how):
    if kept := request.session.get(KEY):
        kept["left"][str(milestone.pk)] = how
        request.session.modified = True


def _draft(request, milestone, organisation):
    """Return the organisation's draft to go on with; a form that is sent reaches its own alone."""
    draft = desk.draft_of(Entry.Kind.PROGRESS_REPORT, milestone, organisation)
    sent = request.POST.get("uid")
    if draft is None or draft.corrects_id or sent not in (None, str(draft.uid)):
        return None
    return desk.entries_for(request.user).get(pk=draft.pk)


def _uid(text):
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
