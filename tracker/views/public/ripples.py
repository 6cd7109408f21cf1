"""The register of ripples across plans: what changed beyond the promise, and who confirms it."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.forms.ripple_filters import RippleFilters
from tracker.models import Plan
from tracker.presenters.ripple_register import RippleRegister
from tracker.presenters.ripples import rows_of
from tracker.queries import ripple_list
from tracker.views.public.validators import public_page

PER_PAGE = 25


@public_page
def ripples(request):
    """Show the register. Its parameters are those of `RippleFilters`, and `page`."""
    plans = list(Plan.objects.visible_to(request.user))
    selection = RippleFilters(request.GET, plans).selection()
    everything = ripple_list.register(plans)
    found, counts = ripple_list.narrowed(everything, selection)
    page = _page(found, request.GET.get("page") or 1)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "register": RippleRegister(everything, found, counts, selection, plans),
        "rows": rows_of(ripple_list.loaded(page.object_list)),
        "page_obj": page,
        "query": query.urlencode(),
        "crumbs": [{"label": _("Ripples"), "url": ""}],
    }
    return render(request, "tracker/public/ripples.html", context)


def _page(rows, number):
    """Return the page asked for. A page that does not exist is not found."""
    try:
        return Paginator(rows, PER_PAGE).page(number)
    except InvalidPage:
        raise Http404 from None
