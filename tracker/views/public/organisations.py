"""Who takes part: all organisations, and everything one of them owes, watches or has said."""

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.forms.organisation_filters import SIDES, OrganisationFilters, WhichList
from tracker.models import Plan
from tracker.presenters import organisations as present
from tracker.presenters.ripple_register import RippleList
from tracker.presenters.ripples import rows_of
from tracker.queries import organisation_list as listed
from tracker.queries import organisation_page as about
from tracker.queries import ripple_list
from tracker.views.public.validators import public_page

PER_PAGE = 25
FIRST_RIPPLES = 5
FIRST_ROWS = 10  # of each list on an organisation's page; the whole list is a page of its own


@public_page
def organisations(request):
    """List organisations: `q`, `side`, `kind`, `page`."""
    filters = OrganisationFilters(request.GET)
    selection = filters.selection()
    rows = listed.everyone()
    page = page_of(request, listed.found(rows, selection, get_language()))
    shown = listed.loaded(page.object_list)
    tables, owned = listed.tables_and_milestones(shown, Plan.objects.visible_to(request.user))
    sides, kinds = listed.counts(rows, selection)
    url = reverse("organisations")
    labels = {**dict(SIDES), **dict(Organisation.Kind.choices)}
    asked = [("q", selection.q, f"“{selection.q}”")] if selection.q else []
    asked += [("side", side, labels[side]) for side in selection.sides]
    asked += [("kind", kind, labels[kind]) for kind in selection.kinds]
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "selection": selection,
        "page_obj": page,
        "rows": [present.list_row(o, tables.get(o.pk, 0), owned.get(o.pk, 0)) for o in shown],
        "facets": [
            present.facet("side", _("Voice"), SIDES, sides, selection.sides),
            present.facet("kind", _("Kind"), Organisation.Kind.choices, kinds, selection.kinds),
        ],
        "chips": present.chips(asked, url),
        "own_url": url,
        "query": query.urlencode(),
        "crumbs": [{"label": _("Organisations"), "url": ""}],
    }
    return render(request, "tracker/public/organisations.html", context)


@public_page
def organisation(request, slug):
    """Show one organisation, or one of its lists whole (`?list=milestones&page=2`)."""
    body = get_object_or_404(Organisation.objects.select_related("parent"), slug=slug)
    which = WhichList(request.GET).chosen()
    if not which and request.GET.get("page", "1") != "1":
        raise Http404
    plans = list(Plan.objects.visible_to(request.user))
    crumbs = [{"label": _("Organisations"), "url": reverse("organisations")}]
    context = {"organisation": body, "totals": about.totals(body, plans)}
    if which:
        page = page_of(request, LISTS[which](body, plans))
        crumbs.append({"label": body.short, "url": body.get_absolute_url()})
        context |= {
            "which": which,
            "title": WhichList.LISTS[which],
            "page_obj": page,
            "query": f"list={which}",
            "rows": ROWS[which](page.object_list),
            "crumbs": [*crumbs, {"label": WhichList.LISTS[which], "url": ""}],
        }
        return render(request, "tracker/public/organisation_list.html", context)
    context |= {
        "crumbs": [*crumbs, {"label": body.short, "url": ""}],
        "ripples": _ripples(body, plans),
        "parts": list(body.parts.all()),
        "kept_plans": [plan for plan in plans if plan.secretariat_id == body.pk],
        **{name: ROWS[name](query(body, plans)[:FIRST_ROWS]) for name, query in LISTS.items()},
    }
    return render(request, "tracker/public/organisation.html", context)


def _ripples(body, plans):
    """Return what the organisation recorded and what came of its commitments, the newest of them."""
    found = ripple_list.of_organisation(body, plans)
    shown = ripple_list.loaded(found[:FIRST_RIPPLES]) if found else []
    return RippleList(found, rows_of(shown), [("organisation", body.slug)])


LISTS = {
    "waiting": about.waiting,
    "milestones": about.owned,
    "seats": about.seats,
    "statements": about.statements,
}
ROWS = {
    "waiting": lambda rows: [present.waiting_row(row) for row in rows],
    "milestones": lambda rows: [present.milestone_row(row) for row in rows],
    "seats": present.seat_rows,
    "statements": lambda rows: [present.statement_row(row) for row in rows],
}


def page_of(request, rows):
    """Return the page asked for. Raises Http404 past the end, BadRequest for what is no number."""
    try:
        return Paginator(rows, PER_PAGE).page(request.GET.get("page", 1))
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
