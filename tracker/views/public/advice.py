"""Ledgers of advice: what was asked and advised, and what became of it. With `?outcome=`, `?page=`."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from tracker.exports.tables import csv_lines
from tracker.forms.advice_filters import AdviceFilters
from tracker.models import Commitment, Plan
from tracker.presenters import advice as present
from tracker.presenters import places
from tracker.presenters.wording import worded
from tracker.queries import advice
from tracker.queries.commitment_page import visible_commitment
from tracker.views.public.validators import public_page

PER_PAGE = 25
MOST_ROWS = 10_000  # of a file; more than any plan has


@public_page
def of_commitment(request, plan, number):
    """Show what was asked and advised about one commitment."""
    found = _commitment_or_404(request, plan, number)
    url = reverse("commitment_advice", args=[plan, number])
    context = {
        "title": _("Advice and answers"),
        "about": worded(found, "title"),
        "about_url": found.get_absolute_url(),
        "crumbs": places.crumbs(*places.way_to_commitment(found), (_("Advice"), url)),
        "nature": found.plan.nature,
    }
    return _page(request, advice.of_commitment(found), url, context)


@public_page
def of_organisation(request, slug):
    """Show what one organisation asked and advised, and what it was asked and advised."""
    body = get_object_or_404(Organisation, slug=slug)
    url = reverse("organisation_advice", args=[slug])
    context = {
        "title": _("Advice and answers"),
        "about": worded(body, "name"),
        "about_url": body.get_absolute_url(),
        "crumbs": [
            {"label": _("Organisations"), "url": reverse("organisations")},
            {"label": body.short, "url": body.get_absolute_url()},
            {"label": _("Advice"), "url": ""},
        ],
        "nature": "example" if body.is_example else "live",
    }
    return _page(request, advice.of_organisation(body, _plans(request)), url, context)


@login_not_required
@require_safe
def commitment_file(request, plan, number):
    """Download the same rows about one commitment."""
    found = _commitment_or_404(request, plan, number)
    return _file(request, advice.of_commitment(found), f"onda-advice-{plan}-{number}.csv")


@login_not_required
@require_safe
def organisation_file(request, slug):
    """Download the same rows of one organisation."""
    body = get_object_or_404(Organisation, slug=slug)
    return _file(request, advice.of_organisation(body, _plans(request)), f"onda-advice-{slug}.csv")


def _page(request, rows, url, context):
    chosen = AdviceFilters(request.GET).chosen()
    try:
        page = Paginator(advice.with_outcome(rows, chosen), PER_PAGE).page(
            request.GET.get("page", 1)
        )
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
    query = f"outcome={chosen}" if chosen else ""
    context |= {
        "totals": present.totals(advice.counts(rows), chosen, url),
        "chosen": present.labels()[chosen] if chosen else "",
        "page_obj": page,
        "rows": [present.row_of(one) for one in advice.loaded(page.object_list)],
        "query": query,
        "own_url": url,
        "file_url": f"{url}export/?{query}".rstrip("?"),
    }
    return render(request, "tracker/public/advice.html", context)


def _file(request, rows, name):
    chosen = AdviceFilters(request.GET).chosen()
    found = advice.loaded(advice.with_outcome(rows, chosen)[:MOST_ROWS])
    return StreamingHttpResponse(
        csv_lines(present.HEADER, present.table(found)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _commitment_or_404(request, plan, number):
    try:
        return visible_commitment(request.user, plan, number)
    except Commitment.DoesNotExist:
        raise Http404 from None


def _plans(request):
    return list(Plan.objects.visible_to(request.user))
