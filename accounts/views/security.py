"""What keeps an account safe, and for whom it acts, on one page."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.authorization.people import may_manage_people
from accounts.authorization.second_factor import must_have_second_factor
from accounts.presenters.factors import Factors
from accounts.views.titled import titled


@never_cache
@require_safe
def security(request):
    """Show one's password, second factor, sessions and memberships, each with the page that changes it."""
    day = timezone.now().date()
    context = {
        **titled(_("Security of your account")),
        "factors": Factors.of(Authenticator.objects.filter(user=request.user).order_by("pk")),
        "required": must_have_second_factor(request.user, day),
        "asks_nobody": settings.SECOND_FACTOR_FOR == "none"
        and bool(may_manage_people(request.user, day)),
        "memberships": [m for m in request.user.memberships_on(day) if m.until is None],
        "sessions": len(UserSession.objects.purge_and_list(request.user)),
    }
    return render(request, "account/security.html", context)
