"""The administration: for the secretariat and whoever runs the site."""

from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, resolve_url
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.authorization.people import may_manage_organisations
from accounts.authorization.verdicts import require

# Django's pages for what has a page of ours, and a door that opens any row by its number.
NOT_OURS = {"password_change", "password_change_done", "autocomplete", "view_on_site"}


class OndaAdminSite(AdminSite):
    """One more view of the same record: what it does, it does by the actions that pages call.

    It knows neither groups nor permissions of Django. Who enters follows from memberships; what
    somebody may change, each noun's rule says.
    """

    site_title = _("Onda – administration")
    site_header = _("Onda – administration")
    index_title = _("What is kept here")
    enable_nav_sidebar = False
    empty_value_display = "–"

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")

    def has_permission(self, request):
        return bool(may_manage_organisations(request.user, timezone.now().date()))

    def admin_view(self, view, cacheable=False):
        """Refuse others with a sentence instead of a second sign-in; speak the person's language."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def entered(request, *args, **kwargs):
            user = request.user
            if user.is_authenticated:
                if user.language in dict(settings.LANGUAGES):
                    translation.activate(user.language)
                    request.LANGUAGE_CODE = user.language
                require(may_manage_organisations(user, timezone.now().date()))
            return guarded(request, *args, **kwargs)

        return entered

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """Lead to the sign-in that all people use, and back."""
        target = request.GET.get("next") or resolve_url("admin:index")
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(target, resolve_url("account_login"))

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def get_urls(self):
        return [url for url in super().get_urls() if getattr(url, "name", "") not in NOT_OURS]


site = OndaAdminSite()
