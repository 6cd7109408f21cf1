"""The page of one commitment: both verdicts, its milestones, and the one story of both sides."""

import re

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Commitment
from tracker.presenters import buttons, proposals
from tracker.presenters.commitments import CommitmentView
from tracker.presenters.evidence import EvidencePage
from tracker.presenters.stories import StoryView
from tracker.presenters.table_meetings import meetings_at
from tracker.queries.commitment_page import commitment_record, visible_commitment
from tracker.views.public.validators import public_page

MOMENTS_PER_PAGE = 25
VERSION = re.compile(r"[0-9]{1,4}")


@public_page
def commitment(request, plan, number):
    try:
        found = visible_commitment(request.user, plan, number)
    except Commitment.DoesNotExist:
        raise Http404 from None
    with timezone.override(found.plan.timezone):
        return render(request, "tracker/public/commitment.html", _context(request, found))


def _context(request, commitment):
    plan = commitment.plan
    record = commitment_record(commitment, request.user, plan.as_of())
    compared = compared_versions(request.GET.getlist("compare"), record.texts)
    story = page_of(record.moments, request.GET.get("page", "1"))
    entries = record.entries(story.object_list)
    view = CommitmentView(record, entries, timezone.localdate())
    return {
        "page": view,
        "story": story,
        "told": StoryView(
            plan,
            record.record,
            story.object_list,
            entries,
            record.milestones,
            record.decisions,
            record.proposals,
        ),
        "evidence": evidence_page(commitment, record, request.GET.get("evidence", "1")),
        "buttons": buttons.on_subject(request.user, commitment, request.path),
        "comparison": view.comparison(*compared) if compared else None,
        "proposals": proposals.section(request.user, commitment, record.proposals),
        "meetings": meetings_at(request.user, commitment),
        "plan_nav": view.plan_nav,
    }


def page_of(moments, number):
    """Return a page of the story. A page that does not exist is not found."""
    try:
        return Paginator(moments, MOMENTS_PER_PAGE).page(number)
    except InvalidPage:
        raise Http404 from None


def evidence_page(commitment, record, number):
    try:
        return EvidencePage(commitment, record.record, record.evidence, number)
    except InvalidPage:
        raise Http404 from None


def compared_versions(values, texts):
    """Return the two numbers of `compare=1-2`, or of a form's `compare=1&compare=2`, or None.

    Raises BadRequest, with a sentence, for anything else.
    """
    if not values:
        return None
    numbers = values[0].split("-") if len(values) == 1 else values
    if len(numbers) != 2 or not all(VERSION.fullmatch(number) for number in numbers):
        raise BadRequest(_("Name two versions of the text to compare, as in compare=1-2."))
    first, second = map(int, numbers)
    if first == second:
        raise BadRequest(_("Choose two different versions of the text to compare."))
    known = {text.number for text in texts}
    for number in (first, second):
        if number not in known:
            raise BadRequest(_("The official text has no version %(number)s.") % {"number": number})
    return first, second
