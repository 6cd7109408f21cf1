"""Where one is signed in, and ending it in one place or everywhere else."""

from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.sessions import end_session
from accounts.security_log import event
from accounts.sessions import device
from accounts.views.titled import Titled


class Sessions(Titled, ListUserSessionsView):
    title = gettext_lazy("Where you are signed in")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["sessions"] = [
            {
                "device": device(session.user_agent),
                "network": session.ip,
                "since": session.created_at,
                "is_current": session.is_current(),
                "end_url": reverse("session_end", args=[session.pk]),
            }
            for session in reversed(context["sessions"])
        ]
        return context

    def form_valid(self, form):
        event("other-sessions-ended", self.request, self.request.user)
        return super().form_valid(form)


@never_cache
@require_POST
def end(request, number):
    """End one of one's own sessions. One that has ended already is ended."""
    if end_session(user=request.user, number=number, except_key=request.session.session_key):
        event("session-ended", request, request.user)
        messages.success(request, _("That session was ended: its next request is signed out."))
    else:
        messages.info(request, _("That session has ended already."))
    return redirect("usersessions_list")


sessions = never_cache(Sessions.as_view())
