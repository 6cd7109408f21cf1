"""What changed, who wrote it, from what to what; and the files with which anybody can verify it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import exporting
from ledger.models import Chain
from tracker.forms.history_filters import AccountsFilters, HistoryFilters, PlanFilters
from tracker.models import Plan
from tracker.presenters.history import row_of
from tracker.presenters.places import crumbs, plan_nav, way_to_plan
from tracker.queries import history_page as pages
from tracker.queries.history_names import commitments_to_name, held_words, names_of
from tracker.views.public.validators import public_page

MOST_CHOICES = 60  # commitments that a list of choices can still show
# Entries about people: the chain commits to them, nobody outside reads them.
PERSONAL = frozenset({"user", "membership"})


@public_page
def plan_history(request, plan):
    """Show the history of one plan, or one entry of it (`?entry=SEQ`)."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    chain = get_object_or_404(Chain, key=plan.chain_key)
    commitments = list(commitments_to_name(plan)[: MOST_CHOICES + 1])
    few = commitments if len(commitments) <= MOST_CHOICES else None
    filters = PlanFilters(request.GET, few, lambda n: plan.commitments.filter(number=n).first())
    selection = filters.selection()
    context = {
        "plan": plan,
        "plan_nav": plan_nav(plan, "history"),
        "export_url": reverse("plan_history_export", args=[plan.slug]),
        "file_name": _file_name(plan.slug),
        "clock": plan.timezone,
    }
    return _chain_page(
        request, "tracker/public/plan_history.html", chain, filters, selection, context
    )


@public_page
def history(request):
    """Show the histories of all plans together, or that of organisations (`?chain=accounts`)."""
    asked = request.GET.get("chain", "")
    if asked == Chain.ACCOUNTS:
        return _accounts_history(request)
    if asked:
        raise BadRequest(_("There is no history “%(name)s”.") % {"name": asked})
    plans = {plan.chain_key: plan for plan in Plan.objects.visible_to(request.user)}
    chains = list(Chain.objects.filter(key__in=[*plans, Chain.ACCOUNTS]))
    filters = HistoryFilters(request.GET)
    selection = filters.selection()
    accounts = next((chain for chain in chains if chain.key == Chain.ACCOUNTS), None)
    page = pages.page_across([c for c in chains if c.key in plans], selection)
    names = names_of(page.entries, plans.values())
    rows = [_row_across(told, names, plans[told.entry.chain.key]) for told in page.entries]
    newest = pages.newest_of(chains)
    context = {
        "filters": filters,
        "selection": selection,
        "page": page,
        "rows": rows,
        "query": _query(request),
        "crumbs": [{"label": _("History"), "url": ""}],
        "plans": [
            (plan, chain, newest[chain.pk])
            for plan in plans.values()
            for chain in chains
            if chain.key == plan.chain_key and chain.pk in newest
        ],
        "accounts": accounts,
        "accounts_newest": newest.get(accounts.pk) if accounts else None,
    }
    return render(request, "tracker/public/history.html", context)


@login_not_required
@require_safe
def export(request, plan):
    """Download the history of a plan as a file that verifies without us."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    chain = get_object_or_404(Chain, key=plan.chain_key)
    return _file(
        exporting.lines(chain, plan.title_es, held=held_words(plan)), _file_name(plan.slug)
    )


@login_not_required
@require_safe
def export_accounts(request):
    """Download the history of organisations. What is about people goes out as fingerprints only."""
    chain = get_object_or_404(Chain, key=Chain.ACCOUNTS)
    lines = exporting.lines(chain, "Onda", withheld=PERSONAL)
    return _file(lines, _file_name(Chain.ACCOUNTS))


def _accounts_history(request):
    chain = get_object_or_404(Chain, key=Chain.ACCOUNTS)
    filters = AccountsFilters(request.GET)
    context = {
        "plan": None,
        "export_url": reverse("history_export"),
        "file_name": _file_name(Chain.ACCOUNTS),
        "clock": "UTC",
    }
    return _chain_page(
        request,
        "tracker/public/accounts_history.html",
        chain,
        filters,
        filters.selection(),
        context,
    )


def _chain_page(request, template, chain, filters, selection, context):
    """Show one chain: a page of it, or a single entry."""
    plan = context["plan"]
    number = filters.cleaned_data["entry"]
    own = reverse("plan_history", args=[plan.slug]) if plan else reverse("history")
    start = f"{own}?" if plan else f"{own}?chain={chain.key}&"
    if number:
        page = pages.HistoryPage([pages.one_of(chain, number)], None, None)
    else:
        page = pages.page_of(chain, selection)
    names = names_of(page.entries, [plan] if plan else [])
    rows = [row_of(told, names, plan=plan, history_url=start) for told in page.entries]
    context |= {
        "filters": filters,
        "selection": selection,
        "page": page,
        "rows": rows,
        "entry": rows[0] if number else None,
        "start": start,
        "own_url": start.rstrip("?&"),
        "query": _query(request),
        "chain": chain,
        "head": _head(chain),
        "crumbs": _crumbs(plan, number, start),
    }
    if number:
        context["canonical_url"] = request.build_absolute_uri(rows[0].url)
    with timezone.override(context["clock"]):
        return render(request, template, context)


def _head(chain):
    """Return the argument `head` of the verify panel; None for an empty history."""
    newest = pages.newest_of([chain]).get(chain.pk)
    return newest and {
        "sequence": chain.seq,
        "hash": chain.head,
        "witness": chain.witness,
        "recorded_at": newest.at,
    }


def _crumbs(plan, number, start):
    if plan:
        ways = [way_to_plan(plan)[0], (_("History"), start.rstrip("?"))]
    else:
        ways = [(_("History"), reverse("history")), (_("Organisations"), start.rstrip("&"))]
    if number:
        ways.append((_("Entry %(number)s") % {"number": number}, ""))
    found = crumbs(*ways)
    return found if plan else found[1:]


def _row_across(told, names, plan):
    start = f"{reverse('plan_history', args=[plan.slug])}?"
    return row_of(told, names, plan=plan, history_url=start, named=True)


def _query(request):
    """Return the filters in force as a query string, without the place in the list."""
    query = request.GET.copy()
    for name in ("before", "after", "entry"):
        query.pop(name, None)
    return query.urlencode()


def _file_name(name):
    return f"onda-history-{name}.jsonl"


def _file(lines, name):
    return StreamingHttpResponse(
        lines,
        content_type="application/x-ndjson; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
