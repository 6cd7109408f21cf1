"""What keeps an account safe, and for whom it acts, on one page."""

from allauth.usersessions.models import UserSession
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.titled import titled


@never_cache
@require_safe
def security(request):
    """Show one's password, sessions and memberships, each with the page that changes it."""
    day = timezone.now().date()
    context = {
        **titled(_("Security of your account")),
        "memberships": [m for m in request.user.memberships_on(day) if m.until is None],
        "sessions": len(UserSession.objects.purge_and_list(request.user)),
    }
    return render(request, "account/security.html", context)
