"""The commitments of a plan: filtered, searched, in order, page by page."""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tracker.forms.commitment_filters import CommitmentFilters
from tracker.models import Plan
from tracker.presenters import commitment_facets
from tracker.presenters.commitment_rows import CommitmentRows
from tracker.presenters.places import crumbs, plan_nav, way_to_plan
from tracker.presenters.plans import list_url
from tracker.queries.commitment_index import index_of
from tracker.queries.commitment_list import found
from tracker.queries.plan_milestones import next_milestones
from tracker.queries.plan_voices import precisions_of
from tracker.views.public.validators import public_page

PER_PAGE = 25


@public_page
def commitments(request, plan):
    """Show the list. Its parameters are those of `CommitmentFilters`, and `page`."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    with timezone.override(plan.timezone):
        return render(request, "tracker/public/commitments.html", _context(request, plan))


def _context(request, plan):
    index = index_of(plan, plan.as_of())
    themes = list(plan.themes.order_by("pk"))
    form = CommitmentFilters(request.GET, index=index, themes=[theme.slug for theme in themes])
    if not form.is_valid():
        raise BadRequest(form.sentence())
    selection = form.selection()
    page = _page(found(index, selection), request.GET.get("page") or 1)
    filters = commitment_facets.Filters(plan, index, themes, selection)
    return {
        "plan": plan,
        "plan_nav": plan_nav(plan, "commitments"),
        "crumbs": crumbs(*way_to_plan(plan)),
        "page_obj": page,
        "rows": _rows(plan, index, page.object_list),
        "total": len(index.rows),
        "filters": filters,
        "selection": selection,
        "sorts": commitment_facets.sorts(),
        "list_url": list_url(plan),
        "query": _query_without_page(request.GET, form.fields),
    }


def _page(rows, number):
    """Return the page asked for. A page that does not exist is not found."""
    try:
        return Paginator(rows, PER_PAGE).page(number)
    except InvalidPage:
        raise Http404 from None


def _rows(plan, index, shown):
    keys = [row.pk for row in shown]
    upcoming = next_milestones(keys) if keys else {}
    # People speak today; only the archive knows words of which no day is known.
    archive = plan.nature == Plan.Nature.ARCHIVE
    precisions = precisions_of(keys) if archive and keys else {}
    rows = CommitmentRows(plan, index)
    return [rows.list_row(row, upcoming.get(row.pk), precisions) for row in shown]


def _query_without_page(given, names):
    """Return the reader's own filters, as they wrote them, for the links of the pager."""
    return urlencode([(name, value) for name in names for value in given.getlist(name) if value])
