"""The list of plans."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.presenters.plans import plan_row
from tracker.queries.home import plans_with_states
from tracker.views.public.validators import public_page


@public_page
def plans(request):
    found = plans_with_states(request.user)
    groups = (
        (_("In force"), [one for one in found if one.plan.is_open]),
        (_("Not in force"), [one for one in found if not one.plan.is_open]),
    )
    context = {
        "groups": [
            (title, [plan_row(one.plan, one.states) for one in members])
            for title, members in groups
            if members
        ]
    }
    return render(request, "tracker/public/plans.html", context)
