"""Observing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def on_commitment(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def on_milestone(request, **kwargs):
    return HttpResponse("…")
