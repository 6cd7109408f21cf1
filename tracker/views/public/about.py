"""About."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def about(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def accessibility(request, **kwargs):
    return HttpResponse("…")

@login_not_required
def privacy(request, **kwargs):
    return HttpResponse("…")
