"""The site's addresses, and a few that fail on purpose."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.urls import path

from accounts.authorization.verdicts import NotAllowed, deny
from tracker import urls
from tracker.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FAULTS = {
    "broken": ZeroDivisionError("a secret detail"),
    "database-away": OperationalError("connection refused"),
    "database-closed": InterfaceError("connection already closed"),
    "not-allowed": NotAllowed(deny("Only the owner reports here.")),
    "forbidden": PermissionDenied("Not for you."),
}


def _failing(fault):
    @login_not_required
    def view(request):
        request.POST.get("text")
        raise fault

    return view


@login_not_required
def open_to_posts(request):
    return HttpResponse(f"got {request.POST.get('text')}")


urlpatterns = [
    *(
        path(f"{language}/{name}/", _failing(fault))
        for name, fault in FAULTS.items()
        for language in ("es", "en")
    ),
    path("en/post/", open_to_posts),
    *urls.urlpatterns,
]
