"""A plan's meetings and what they agreed on, as lists; and one meeting."""

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.authorization.meetings import why_shut
from tracker.forms.meeting_filters import MeetingFilters
from tracker.models import Plan
from tracker.presenters import agreements as agreed
from tracker.presenters import meetings as view
from tracker.presenters import organisations as present
from tracker.presenters.moderation import keys
from tracker.presenters.places import crumbs, plan_nav, way_to_plan
from tracker.queries import meetings as listed
from tracker.queries.decided_words import decided_about
from tracker.queries.history_names import commitments_to_name
from tracker.views.public.validators import public_page

PER_PAGE = 20


@public_page
def meetings(request, plan):
    """List a plan's meetings: `state`, `commitment`, `organisation`, `year`, `page`."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    day = plan.day_of(timezone.now())
    facets = listed.meeting_facets(plan, day)
    choices = _choices(plan, facets, view.states())
    selection = MeetingFilters(request.GET, choices).selection()
    page = _page_of(request, listed.meetings_of_plan(plan, selection, day))
    titles = {
        "state": _("State"),
        "commitment": _("At the table of"),
        "organisation": _("Organisation present"),
        "year": _("Year"),
    }
    context = _list(request, plan, facets, choices, selection, titles, "meetings") | {
        "crumbs": crumbs(*way_to_plan(plan)[:1], (_("Meetings"), "")),
        "summary": view.summary(facets.states, view.states()),
        "rows": [view.row(meeting, day) for meeting in page.object_list],
        "page_obj": page,
        "call_url": _call_url(request, plan),
    }
    with timezone.override(plan.timezone):
        return render(request, "tracker/public/meetings.html", context)


@public_page
def agreements(request, plan):
    """List what a plan's meetings agreed on: `state`, `commitment`, `organisation`, `page`."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    day = plan.day_of(timezone.now())
    facets = listed.agreement_facets(plan, day)
    choices = _choices(plan, facets, agreed.states())
    selection = MeetingFilters(request.GET, choices).selection()
    page = _page_of(request, listed.agreements_of_plan(plan, selection, day))
    titles = {
        "state": _("State"),
        "organisation": _("Who does it"),
        "commitment": _("Commitment"),
    }
    context = _list(request, plan, facets, choices, selection, titles, "agreements") | {
        "crumbs": crumbs(*way_to_plan(plan)[:1], (_("Agreements"), "")),
        "summary": view.summary(facets.states, agreed.states()),
        "rows": [agreed.agreement_view(each, request.user, day) for each in page.object_list],
        "page_obj": page,
    }
    with timezone.override(plan.timezone):
        return render(request, "tracker/public/agreements.html", context)


@public_page
def meeting(request, uid):
    """Show one meeting: agenda, who was there, minutes, what was agreed and what came of it."""
    found = get_object_or_404(listed.meetings_for(request.user), uid=uid)
    with timezone.override(found.plan.timezone):
        agreements = listed.agreements_of(found)
        page = view.page(found, agreements, request.user, timezone.now())
        context = {
            "page": page,
            "buttons": view.on_meeting(request.user, found, request.path),
            "keys": keys(request.user, decided_about([found, *agreements])),
            "plan_nav": page.plan_nav,
        }
        return render(request, "tracker/public/meeting.html", context)


def _call_url(request, plan):
    """Return where a meeting is called, for whoever can be at a table."""
    if not request.user.is_authenticated or why_shut(plan) is not None or not plan.is_open:
        return ""
    return reverse("call_meeting", args=[plan.slug])


def _choices(plan, facets, states):
    commitments = view.commitment_choices(commitments_to_name(plan))
    return {
        "state": list(states.items()),
        "commitment": commitments,
        "organisation": [(slug, each.short) for slug, each in facets.named.items()],
        "year": [(year, year) for year in sorted(facets.years, reverse=True)],
    }


def _list(request, plan, facets, choices, selection, titles, name):
    """Return what both lists show around their rows."""
    counts = {
        "state": facets.states,
        "commitment": facets.commitments,
        "organisation": facets.organisations,
        "year": facets.years,
    }
    chosen = {
        "state": selection.states,
        "commitment": selection.commitments,
        "organisation": selection.organisations,
        "year": selection.years,
    }
    asked = [
        (field, value, str(dict(choices[field])[value]))
        for field in titles
        for value in chosen[field]
    ]
    query = request.GET.copy()
    query.pop("page", None)
    url = reverse(name, args=[plan.slug])
    return {
        "plan_nav": plan_nav(plan, "table"),
        "facets": [
            present.facet(field, title, choices[field], counts[field], chosen[field])
            for field, title in titles.items()
        ],
        "chips": present.chips(asked, url),
        "own_url": url,
        "query": query.urlencode(),
        "table_url": reverse("plan_table", args=[plan.slug]),
        "meetings_url": reverse("meetings", args=[plan.slug]),
        "agreements_url": reverse("agreements", args=[plan.slug]),
    }


def _page_of(request, rows):
    """Return the page asked for. Raises Http404 past the end, BadRequest for what is no number."""
    try:
        return Paginator(rows, PER_PAGE).page(request.GET.get("page", 1))
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
