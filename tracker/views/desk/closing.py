"""The closing wizard: how each commitment leaves its plan, one after the other."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions.closing import decide_closing
from tracker.authorization.lasting import may_close
from tracker.forms.closing import ClosingForm
from tracker.forms.entries import place
from tracker.models import ClosingDecision, Plan
from tracker.presenters.closing import Progress, descriptions
from tracker.presenters.lasting import LastingView, decision_view
from tracker.presenters.statuses import StatusView
from tracker.presenters.tasks import About, Voice
from tracker.queries import closing
from tracker.queries.lasting import lasting_with_keepers
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse

SIZE = 50  # rows of a page of the list


@never_cache
@require_safe
def progress(request, plan):
    """List a plan's commitments with how each leaves it, the undecided ones with a way to decide."""
    found = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("secretariat"), slug=plan
    )
    view = Progress(found, closing.closing_of(found), request.user, timezone.now())
    try:
        page = Paginator(view.rows, SIZE).page(request.GET.get("page", "1"))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
    return render(request, "tracker/desk/closing.html", {"progress": view, "page_obj": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, plan, number):
    """Show the form of one commitment; a POST decides, and goes on with the next."""
    commitment = subjects.commitment_or_404(request, plan, number)
    verdict = may_close(request.user, commitment)
    if not verdict:
        return refuse(request, verdict.reason)
    organisation = verdict.organisation
    standing = closing.standing_decision(commitment)
    with timezone.override(commitment.plan.timezone):
        if request.method == "POST":
            return _take_in(request, commitment, organisation, standing)
        return _ask(
            request, commitment, organisation, standing, ClosingForm(initial=_begun(standing))
        )


def _begun(standing):
    """Return what a form begins with: what was decided, to be changed, or nothing."""
    numbers = {"uid": uuid.uuid4(), "seen": standing.uid if standing else None}
    if standing is None:
        return numbers
    said = ("outcome", "why", "keeper_name", "watch")
    return numbers | {name: getattr(standing, name) for name in said}


def _take_in(request, commitment, organisation, standing):
    form = ClosingForm(request.POST)
    if not form.is_valid():
        if "uid" in form.errors or "seen" in form.errors:
            form.renew_numbers(standing)
        return _ask(request, commitment, organisation, standing, form, status=422)
    seen = ClosingDecision.objects.filter(uid=form.cleaned_data["seen"]).first()
    try:
        decide_closing(commitment=commitment, by=request.user, seen=seen, **form.values)
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except StaleVersion as stale:
        form.meet(stale.current)
        return _ask(request, commitment, organisation, stale.current, form, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask(request, commitment, organisation, standing, form, status=422)
    messages.success(
        request,
        _("It is decided how commitment %(number)s leaves the plan.")
        % {"number": commitment.number},
    )
    following = closing.next_undecided(commitment)
    if following:
        return redirect("decide_closing", plan=commitment.plan.slug, number=following.number)
    return redirect("closing", plan=commitment.plan.slug)


def _ask(request, commitment, organisation, standing, form, status=200):
    plan = commitment.plan
    lasting, embeddings = lasting_with_keepers(commitment, said=True)
    if standing:
        standing.commitment = commitment
    about = About(commitment, plan.as_of())
    context = {
        "form": form,
        "about": about,
        "plan": plan,
        "crumbs": about.crumbs(_("How it leaves the plan")),
        "voice": Voice.of(organisation, commitment),
        "descriptions": descriptions(),
        "status": StatusView(commitment.status, plan.as_of()),
        "lasting": LastingView(commitment, lasting, embeddings, timezone.localdate()),
        "standing": decision_view(standing) if standing else None,
    }
    return render(request, "tracker/desk/decide_closing.html", context, status=status)
