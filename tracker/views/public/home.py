"""The home page, and the way to it in the reader's language."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tracker.presenters import home as presenter
from tracker.presenters.plans import plan_row
from tracker.queries.home import contested_now, plans_with_states, recent_changes
from tracker.views.public.validators import public_page


@login_not_required
@require_safe
def choose_language(request):
    """Lead to the home page in the language of the account, else in the one that the browser asks for."""
    language = (
        request.user.language if request.user.is_authenticated else translation.get_language()
    )
    with translation.override(language):
        response = redirect("home")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@public_page
def home(request):
    found = plans_with_states(request.user)
    in_force = [one.plan for one in found if one.plan.is_open]
    contested = contested_now(in_force)
    shown = in_force or [one.plan for one in found]
    context = {
        "plans": [plan_row(one.plan, one.states) for one in found],
        "first": shown[0] if shown else None,
        "contested": [
            presenter.contested_row(commitment, named=len(in_force) > 1) for commitment in contested
        ],
        "changes": presenter.changes(recent_changes(shown)),
    }
    return render(request, "tracker/public/home.html", context)
