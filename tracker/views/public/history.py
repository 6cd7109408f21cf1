"""History."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def history(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def plan_history(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def export(request, **kwargs):
    return HttpResponse("…")
