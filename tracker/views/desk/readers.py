"""Who sits at the desk, and what of it the address asks for. Whatever is unknown is refused."""

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import DeskVisit, Plan
from tracker.queries import desk
from tracker.queries.reasons.reader import Reader

LARGEST = 32767  # the largest number of a commitment


def reader_of(request, *, visits=False):
    """Return the person with their organisations of today and the filters of the address.

    Raises BadRequest with a sentence for a plan or commitment that they cannot read.
    """
    now = timezone.now()
    plan = _plan(request)
    return Reader(
        user=request.user,
        organisations=[m.organisation for m in request.user.memberships_on(now.date())],
        now=now,
        plan=plan,
        commitment=_commitment(request, plan),
        since=_seen_at(request.user) if visits else None,
    )


def _plan(request):
    slug = request.GET.get("plan", "")
    if not slug:
        return None
    found = Plan.objects.visible_to(request.user).filter(slug=slug.replace("\0", ""))
    if (plan := found.first()) is None:
        raise BadRequest(_("There is no plan “%(value)s”.") % {"value": slug[:80]})
    return plan


def _commitment(request, plan):
    number = request.GET.get("commitment", "")
    if not number:
        return None
    if plan is None:
        raise BadRequest(_("Choose the plan of the commitment too."))
    known = number.isascii() and number.isdecimal() and len(number) < 6 and int(number) <= LARGEST
    commitments = desk.commitments_for(request.user).filter(plan=plan)
    if not known or (found := commitments.filter(number=int(number)).first()) is None:
        raise BadRequest(_("There is no commitment “%(value)s”.") % {"value": number[:80]})
    return found


def _seen_at(user):
    return DeskVisit.objects.filter(user=user).values_list("seen_at", flat=True).first()
