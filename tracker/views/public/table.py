"""The tables of a plan side by side: who sits where, who is not in the room."""

from collections import Counter

from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Plan
from tracker.presenters import coordination as view
from tracker.presenters import organisations as present
from tracker.presenters.places import crumbs, plan_nav, way_to_plan
from tracker.queries.coordination import coordination
from tracker.views.public.validators import public_page


@public_page
def plan_table(request, plan):
    """Show organisations by commitments; `kind` narrows the rows to kinds of organisation."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    found = coordination(plan)
    choices = view.kinds_of(found)
    labels, kinds = dict(choices), tuple(dict.fromkeys(request.GET.getlist("kind")))
    for kind in kinds:
        if kind not in labels:
            raise BadRequest(
                _("No organisation of the kind “%(value)s” has a seat.") % {"value": kind}
            )
    counts = Counter(each.kind for each in found.organisations)
    url = reverse("plan_table", args=[plan.slug])
    context = {
        "plan_nav": plan_nav(plan, "table"),
        "crumbs": crumbs(*way_to_plan(plan)[:1], (_("Who is at the table"), "")),
        "page": view.TablePage(found, kinds, plan.as_of()),
        "is_archive": plan.nature == Plan.Nature.ARCHIVE,
        "facet": present.facet("kind", _("Kind of organisation"), choices, counts, kinds),
        "chips": present.chips([("kind", kind, str(labels[kind])) for kind in kinds], url),
        "own_url": url,
        "meetings_url": reverse("meetings", args=[plan.slug]),
        "agreements_url": reverse("agreements", args=[plan.slug]),
    }
    with timezone.override(plan.timezone):
        return render(request, "tracker/public/plan_table.html", context)
