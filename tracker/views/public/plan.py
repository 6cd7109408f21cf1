"""The page of one plan: what is contested, late or silent first, then what is agreed, then what it rests on."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tracker.models import Plan
from tracker.presenters import plan_page, plans
from tracker.presenters.commitment_rows import CommitmentRows
from tracker.presenters.places import crumbs, plan_nav, way_to_plan
from tracker.presenters.plan_events import event_rows
from tracker.presenters.plan_ledgers import PlanLedgers
from tracker.presenters.ripple_register import RippleFigure
from tracker.presenters.wording import worded
from tracker.queries.commitment_index import index_of
from tracker.queries.plan_overview import plan_overview
from tracker.queries.ripple_list import of_plan, with_ripples
from tracker.views.public.validators import public_page


@public_page
def plan(request, plan):
    readable = Plan.objects.visible_to(request.user)
    rows = with_ripples(readable.select_related("secretariat", "predecessor"))
    plan = get_object_or_404(rows, slug=plan)
    with timezone.override(plan.timezone):
        return render(request, "tracker/public/plan.html", _context(request, plan))


def _context(request, plan):
    index = index_of(plan, plan.as_of())
    overview = plan_overview(plan, index, request.user)
    placements = plan_page.placements(plan, index)
    return {
        "plan": plan,
        "plan_nav": plan_nav(plan, "plan"),
        "crumbs": crumbs(*way_to_plan(plan)[:1]),
        "head": plans.head(plan, index),
        "brief": plan_page.brief(plan, index),
        "list_url": plans.list_url(plan),
        "placements": placements,
        "placement_counts": [] if placements else plan_page.placement_counts(plan, index),
        "ambitions": plan_page.ambitions(index),
        "ambition_counts": [] if placements else plan_page.ambition_counts(plan, index),
        "ledgers": PlanLedgers(overview, CommitmentRows(plan, index)),
        "last_words": plan_page.last_words(overview),
        "pulse": plan_page.pulse(plan, overview.voices, index.as_of),
        "ripples": RippleFigure(of_plan(plan), [("plan", plan.slug)]),
        "events": event_rows(plan, overview.events),
        "documents": plans.documents(plan),
        "sources": plans.sources(plan),
        "neighbours": plans.neighbours(plan, overview.successors),
        "history_length": index.history_length,
        "summary": worded(plan, "summary"),
    }
