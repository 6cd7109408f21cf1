"""How often words were hidden or erased, on what ground and by whom: counted for everybody."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.forms.moderation_filters import ModerationFilters
from tracker.models import Plan
from tracker.presenters import moderation as present
from tracker.queries import moderation as decisions
from tracker.queries.decided_words import load_about
from tracker.views.public.organisations import page_of
from tracker.views.public.validators import public_page


@public_page
def moderation(request):
    """Show the counts by year, and with `?year=&what=` the rows behind one of them."""
    now = timezone.now()
    asked = ModerationFilters(request.GET).asked()
    plans = list(Plan.objects.visible_to(request.user))
    context = {
        "crumbs": [{"label": _("Words hidden or erased"), "url": ""}],
        "years": present.years(decisions.counts(plans, now)),
        "heads": present.heads(),
        "asked": asked,
    }
    if asked:
        page = page_of(request, decisions.decided(plans, asked, now))
        query = request.GET.copy()
        query.pop("page", None)
        context |= {
            "chosen": present.chosen(asked),
            "page_obj": page,
            "rows": [present.decision_row(row) for row in load_about(page.object_list)],
            "query": query.urlencode(),
        }
    return render(request, "tracker/public/moderation.html", context)
