"""The page of one milestone: what was promised, by when, and what both sides say of it."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from tracker.models import Milestone
from tracker.presenters import buttons, dependencies, proposals
from tracker.presenters.milestones import MilestoneView
from tracker.presenters.stories import StoryView
from tracker.queries.milestone_page import milestone_record, visible_milestone
from tracker.views.public.commitment import evidence_page, page_of
from tracker.views.public.validators import public_page


@public_page
def milestone(request, plan, number, milestone):
    try:
        found = visible_milestone(request.user, plan, number, milestone)
    except Milestone.DoesNotExist:
        raise Http404 from None
    with timezone.override(found.plan.timezone):
        return render(request, "tracker/public/milestone.html", _context(request, found))


def _context(request, milestone):
    plan = milestone.plan
    record = milestone_record(milestone)
    story = page_of(record.moments, request.GET.get("page", "1"))
    entries = record.entries(story.object_list)
    view = MilestoneView(record, plan.as_of(), timezone.localdate())
    return {
        "page": view,
        "story": story,
        "told": StoryView(
            plan,
            record.record,
            story.object_list,
            entries,
            [milestone],
            record.moves,
            record.proposals,
            of_one_milestone=True,
            above=record.agreed[:1],
        ),
        "evidence": evidence_page(milestone.commitment, record, request.GET.get("evidence", "1")),
        "buttons": buttons.on_subject(request.user, milestone, request.path),
        "proposals": proposals.section(request.user, milestone, record.proposals),
        "waits": dependencies.section(request.user, milestone, record.waits, plan.as_of()),
        "plan_nav": view.plan_nav,
    }
