"""What lasts across plans: the thread of one commitment, and what is left of plans that are over."""

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.forms.continuity_filters import ContinuityFilters
from tracker.models import Commitment
from tracker.presenters import continuity as present
from tracker.presenters import places
from tracker.presenters.lasting import DecisionView
from tracker.presenters.moderation import keys
from tracker.presenters.wording import worded
from tracker.queries import closing
from tracker.queries import continuity as plans
from tracker.queries.commitment_page import visible_commitment
from tracker.queries.decided_words import decided_about
from tracker.queries.lasting import lasting_of, links_among, thread_of
from tracker.views.public.validators import public_page

PER_PAGE = 25


@public_page
def decision(request, uid):
    """Show one decision of how a commitment leaves its plan, at its permanent address."""
    found = get_object_or_404(closing.decisions_for(request.user), uid=uid)
    with timezone.override(found.plan.timezone):
        context = {
            "page": DecisionView(found),
            "keys": keys(request.user, decided_about([found])),
            "plan_nav": places.plan_nav(found.plan, ""),
        }
        return render(request, "tracker/public/closing_decision.html", context)


@public_page
def thread(request, plan, number):
    """Show a commitment's whole thread across plans, at the address of the earliest one."""
    try:
        found = visible_commitment(request.user, plan, number)
    except Commitment.DoesNotExist:
        raise Http404 from None
    commitments = thread_of(found, request.user)
    first = commitments[0]
    if first.pk != found.pk:
        return redirect("thread", plan=first.plan.slug, number=first.number)
    rows = present.thread_rows(
        commitments, lasting_of(commitments), links_among(commitments), timezone.localdate()
    )
    url = reverse("thread", args=[plan, number])
    context = {
        "about": worded(first, "title"),
        "crumbs": places.crumbs(*places.way_to_commitment(first), (_("Thread"), url)),
        "nature": first.plan.nature,
        "rows": rows,
    }
    return render(request, "tracker/public/thread.html", context)


@public_page
def continuity(request):
    """Show what is left of the plans that are over, commitment by commitment. With `?plan=`,
    `?decision=`, `?rung=`, `?verdict=`, `?page=`."""
    found = plans.ended_plans(request.user)
    chosen = ContinuityFilters(request.GET, found).chosen()
    rows = plans.rows_of(found)
    selected = [row for row in rows if plans.fits(row, chosen)]
    try:
        page = Paginator(selected, PER_PAGE).page(request.GET.get("page", 1))
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
    shown = plans.loaded(page.object_list, request.user)
    context = {
        "facets": present.facets(rows, found, chosen),
        "page_obj": page,
        "rows": [present.row_of(one, timezone.localdate()) for one in shown],
        "query": present.query_of(chosen, {str(plan.pk): plan.slug for plan in found}),
        "is_narrowed": any(chosen.values()),
        "heading": present.heading(found, chosen),
        "has_plans": bool(found),
        "nature": present.nature(found, chosen),
    }
    return render(request, "tracker/public/continuity.html", context)
