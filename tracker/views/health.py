"""Machine-facing pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def live(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def ready(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def robots(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def security(request, **kwargs):
    return HttpResponse("…")
