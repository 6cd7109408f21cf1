"""The register of obstacles across plans: filtered, searched, grouped by law and by who can unblock them."""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render

from tracker.forms.obstacle_filters import GROUPINGS, ObstacleFilters
from tracker.presenters import obstacle_register as present
from tracker.queries.obstacle_register import loaded, register_for
from tracker.views.public.validators import public_page

PER_PAGE = 25


@public_page
def obstacles(request):
    """Show the register. Its parameters are those of `ObstacleFilters`, and `page`."""
    register = register_for(request.user)
    form = ObstacleFilters(request.GET, register=register)
    if not form.is_valid():
        raise BadRequest(form.sentence())
    selection, by = form.selection(), form.cleaned_data["by"]
    found = register.chosen(selection)
    page = _page(register.holders(by, found) if by else found, request.GET.get("page") or 1)
    context = {
        "filters": present.Filters(register, selection),
        "selection": selection,
        "by": by,
        "ways": _ways(by, selection),
        "sorts": present.sorts(),
        "own_url": present.register_url(),
        "count": len(found),
        "total": len(register.all),
        "page_obj": page,
        "rows": [] if by else _rows(page.object_list),
        "groups": [present.group_of(h, by, register, selection) for h in page.object_list]
        if by
        else [],
        "query": _query_without_page(request.GET, form.fields),
    }
    return render(request, "tracker/public/obstacles.html", context)


def _rows(shown):
    texts = loaded(shown)
    return [present.row_of(one, texts) for one in shown]


def _page(rows, number):
    """Return the page asked for. A page that does not exist is not found."""
    try:
        return Paginator(rows, PER_PAGE).page(number)
    except InvalidPage:
        raise Http404 from None


def _ways(by, selection):
    """Return the three ways of looking at the same rows."""
    given = {"q": selection.q, **selection.chosen}
    return [
        {"code": code, "url": present.register_url(**given, by=code), "current": code == by}
        for code in ("", *GROUPINGS)
    ]


def _query_without_page(given, names):
    """Return the reader's own filters, as they wrote them, for the links of the pager."""
    return urlencode([(name, value) for name in names for value in given.getlist(name) if value])
