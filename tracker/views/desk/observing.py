"""A civil society organisation at the table observes."""

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.authorization.speaking import may_observe
from tracker.models import Entry, Observation
from tracker.views.desk import subjects, writing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_commitment(request, plan, number):
    return _observe(request, subjects.commitment_or_404(request, plan, number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_milestone(request, plan, number, milestone):
    return _observe(request, subjects.milestone_or_404(request, plan, number, milestone))


def _observe(request, subject):
    """Begin with what the button said (`?type=disputes`) and with today."""
    verdict = may_observe(request.user, subject)
    asked = request.GET.get("type", "")
    if asked not in ("", *Observation.Type.values):
        raise BadRequest(_("There is no kind of observation “%(name)s”.") % {"name": asked})
    begins = {"type": asked, "seen_date": subject.plan.day_of(timezone.now())}
    return writing.start(request, Entry.Kind.OBSERVATION, subject, verdict, begins=begins)
