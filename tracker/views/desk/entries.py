"""Entries."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def edit_draft(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def correct(request, **kwargs):
    return HttpResponse("…")
