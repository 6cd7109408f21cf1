"""Taking over: the brief, its acknowledgement, and asking a colleague for it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.authorization.verdicts import NotAllowed
from accounts.models import Membership, Organisation
from tracker.actions import handovers
from tracker.authorization.desk import may_read_handover
from tracker.models import Plan
from tracker.presenters.handovers import BriefView, address_of
from tracker.queries.handovers import brief_of, colleagues_of, handovers_of
from tracker.views.desk.writing import refuse


@never_cache
@require_safe
def handover(request, plan, organisation):
    """Show how everything stands that an organisation has in a plan."""
    plan, organisation = _found(request, plan, organisation)
    verdict = may_read_handover(request.user, plan, organisation)
    if not verdict:
        return refuse(request, verdict.reason)
    now = timezone.now()
    own = request.user.membership_in(organisation.pk, plan.day_of(now))
    leads = own is not None and own.role == Membership.Role.LEAD
    with timezone.override(plan.timezone):
        shown = BriefView(
            brief=brief_of(plan, organisation, with_drafts=own is not None),
            now=now,
            own=own,
            handovers=handovers_of(plan, organisation),
            colleagues=colleagues_of(organisation, plan.day_of(now)) if leads else [],
        )
        return render(request, "tracker/desk/handover.html", {"page": shown})


@require_POST
def acknowledge(request, plan, organisation):
    """Acknowledge the brief as it stood when it was read."""
    plan, organisation = _found(request, plan, organisation)
    own = request.user.membership_in(organisation.pk, plan.day_of(timezone.now()))
    if own is None:
        return refuse(request, _("Only the person who takes over acknowledges the handover."))
    head = request.POST.get("head", "")
    try:
        handovers.acknowledge_handover(plan=plan, membership=own, brief_head=head, by=request.user)
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(
            request, _("You have acknowledged the handover. It stands in the history.")
        )
    return redirect(address_of(plan, organisation))


@require_POST
def ask(request, plan, organisation):
    """Ask a colleague to read the brief and acknowledge it."""
    plan, organisation = _found(request, plan, organisation)
    try:
        reference = uuid.UUID(request.POST.get("membership", ""))
    except ValueError:
        messages.error(request, _("Choose a colleague."))
        return redirect(address_of(plan, organisation))
    members = Membership.objects.filter(organisation=organisation)
    membership = get_object_or_404(members, uid=reference)
    try:
        handovers.ask_for_handover(plan=plan, membership=membership, by=request.user)
    except NotAllowed as refusal:
        return refuse(request, refusal)
    messages.success(request, _("Your colleague finds the handover brief on their desk."))
    return redirect(address_of(plan, organisation))


def _found(request, plan, organisation):
    plans = Plan.objects.visible_to(request.user).select_related("secretariat")
    found = get_object_or_404(plans, slug=plan)
    if found.nature == Plan.Nature.ARCHIVE:
        raise Http404
    return found, get_object_or_404(Organisation, slug=organisation)
