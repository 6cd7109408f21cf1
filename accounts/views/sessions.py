"""Where one is signed in, and ending it everywhere else."""

from allauth.usersessions.views import ListUserSessionsView
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

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
            }
            for session in reversed(context["sessions"])
        ]
        return context

    def form_valid(self, form):
        event("other-sessions-ended", self.request, self.request.user)
        return super().form_valid(form)


sessions = never_cache(Sessions.as_view())
