"""Organisations."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def organisations(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def organisation(request, **kwargs):
    return HttpResponse("…")
