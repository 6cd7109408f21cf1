"""Describing an obstacle; telling what civil society did about it, and what became of it."""

from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.obstacles import may_act, may_describe, may_resolve
from tracker.models import Entry, Milestone, Obstacle, ObstacleResolution
from tracker.queries.obstacles import current_of
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request, plan, number):
    """Begin with the milestone that the link names (`?milestone=2`), or with the other side's
    description of the same obstacle (`?same_as=UID`)."""
    commitment = subjects.commitment_or_404(request, plan, number)
    begins = _milestone(request, commitment) | _the_other(request, commitment)
    verdict = may_describe(request.user, commitment)
    return writing.start(request, Entry.Kind.OBSTACLE, commitment, verdict, begins=begins)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request, uid):
    """Tell what civil society did on the public agenda."""
    obstacle = _obstacle_or_404(request, uid)
    verdict = may_act(request.user, obstacle)
    return _follow(request, Entry.Kind.AGENDA_ACTION, obstacle, verdict)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request, uid):
    """Say that it is out of the way; or, if that was said already, that it stands in it again."""
    obstacle = _obstacle_or_404(request, uid)
    verdict = may_resolve(request.user, obstacle)
    outcome = request.GET.get("outcome") or ObstacleResolution.next_after(obstacle.outcome)
    if outcome not in ObstacleResolution.Outcome.values:
        raise BadRequest(
            _("There is no word on an obstacle called “%(name)s”.") % {"name": outcome}
        )
    given = {"outcome": ObstacleResolution.Outcome(outcome).value}
    return _follow(request, Entry.Kind.OBSTACLE_RESOLUTION, obstacle, verdict, given=given)


def _follow(request, kind, obstacle, verdict, **more):
    today = obstacle.plan.day_of(timezone.now())
    first = obstacle.first or obstacle
    begins = {"fact_date": today}
    return writing.start(
        request, kind, obstacle.commitment, verdict, to=first, begins=begins, **more
    )


def _obstacle_or_404(request, uid):
    """Return the newest description of the obstacle that an address speaks of."""
    entry = subjects.public_entry_or_404(request, uid)
    if entry.kind != Entry.Kind.OBSTACLE:
        raise Http404
    return current_of(entry.detail)


def _milestone(request, commitment):
    number = request.GET.get("milestone", "")
    if not number:
        return {}
    milestone = None
    if number.isdecimal() and len(number) < 5:
        milestone = Milestone.objects.filter(commitment=commitment, number=int(number)).first()
    if milestone is None:
        raise BadRequest(_("This commitment has no milestone “%(name)s”.") % {"name": number})
    return {"blocks": milestone.reference}


def _the_other(request, commitment):
    """Return what the other side's description says of dates and numbers; its words stay its own."""
    uid = request.GET.get("same_as", "")
    if not uid:
        return {}
    try:
        other = Obstacle.objects.filter(commitment=commitment).standing().get(uid=uid)
    except (Obstacle.DoesNotExist, ValueError, ValidationError):
        raise BadRequest(_("There is no such description of an obstacle here.")) from None
    return {
        "same_as": other.reference,
        "blocks": ",".join(sorted(milestone.reference for milestone in other.blocks.all())),
    }
