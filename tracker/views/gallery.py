"""Gallery."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def gallery(request, **kwargs):
    return HttpResponse("…")
