"""What is proposed in a plan, and one proposal with its answers."""

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.forms.proposal_filters import ProposalFilters
from tracker.models import Plan, Proposal
from tracker.presenters import organisations as present
from tracker.presenters import proposals as view
from tracker.presenters.moderation import keys
from tracker.presenters.places import crumbs, plan_nav, way_to_plan
from tracker.queries import proposals as listed
from tracker.queries.decided_words import decided_about
from tracker.views.public.validators import public_page

PER_PAGE = 20


@public_page
def proposals(request, plan):
    """List a plan's proposals: `state`, `kind`, `page`."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    selection = ProposalFilters(request.GET).selection()
    page = _page_of(request, listed.of_plan(plan, selection))
    named = listed.named_in(page.object_list)
    by_state, by_kind = listed.counts(plan)
    url = reverse("proposals", args=[plan.slug])
    labels = {**dict(Proposal.State.choices), **dict(Proposal.Kind.choices)}
    asked = [("state", state, labels[state]) for state in selection.states]
    asked += [("kind", kind, labels[kind]) for kind in selection.kinds]
    query = request.GET.copy()
    query.pop("page", None)
    day = plan.day_of(timezone.now())
    facet = present.facet
    context = {
        "plan_nav": plan_nav(plan, "proposals"),
        "crumbs": crumbs(*way_to_plan(plan)[:1], (_("Proposals"), "")),
        "summary": view.listing(by_state),
        "rows": [view.row(proposal, day, named) for proposal in page.object_list],
        "page_obj": page,
        "facets": [
            facet("state", _("State"), Proposal.State.choices, by_state, selection.states),
            facet(
                "kind", _("What it would change"), Proposal.Kind.choices, by_kind, selection.kinds
            ),
        ],
        "chips": present.chips(asked, url),
        "own_url": url,
        "query": query.urlencode(),
    }
    with timezone.override(plan.timezone):
        return render(request, "tracker/public/proposals.html", context)


@public_page
def proposal(request, uid):
    """Show one proposal: what would change, why, who is asked, what was answered."""
    found = get_object_or_404(listed.for_user(request.user), uid=uid)
    with timezone.override(found.plan.timezone):
        page = view.ProposalView(found, listed.named_in([found]), timezone.now())
        context = {
            "page": page,
            "buttons": view.on_proposal(request.user, found, request.path),
            "keys": keys(request.user, decided_about([found, *found.answers.all()])),
            "plan_nav": page.plan_nav,
        }
        return render(request, "tracker/public/proposal.html", context)


def _page_of(request, rows):
    """Return the page asked for. Raises Http404 past the end, BadRequest for what is no number."""
    try:
        return Paginator(rows, PER_PAGE).page(request.GET.get("page", 1))
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
