"""Coming in and going out, and what to tell those who cannot come in."""

from urllib.parse import urlsplit

from allauth.account.views import AccountInactiveView, LoginView, LogoutView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.forms.signing_in import SignInForm
from accounts.models import Organisation
from accounts.security_log import event
from accounts.views.titled import Titled, titled

TOO_MANY = 429


class SignIn(Titled, LoginView):
    """Sign in, then go back to where one came from. Failures slow down a source, never an account."""

    title = gettext_lazy("Sign in")
    form_class = SignInForm
    slowed_down = False

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        too_many = response.status_code == TOO_MANY and not self.slowed_down
        return self.slow_down() if too_many else response

    def form_invalid(self, form):
        if form.has_error(NON_FIELD_ERRORS, code="too_many_login_attempts"):
            return self.slow_down()
        return super().form_invalid(form)

    def slow_down(self):
        """Give the form back, with the address typed, to a source that tried too often."""
        event("sign-in-slowed", self.request)
        self.slowed_down = True
        form = SignInForm(initial={"login": self.request.POST.get("login", "")})
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = TOO_MANY
        response.headers["Retry-After"] = "60"
        return response

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "next_url": self.get_next_url() or came_from(self.request),
            "slowed_down": self.slowed_down,
            "has_demo_sign_ins": has_demo_sign_ins(),
        }


def came_from(request):
    """Return the path of the page that led here, or an empty string."""
    referer = request.headers.get("Referer", "")
    if request.method != "GET" or not url_has_allowed_host_and_scheme(
        referer, {request.get_host()}
    ):
        return ""
    parts = urlsplit(referer)
    entrance = reverse("account_login").partition("login/")[0]
    if not parts.path.startswith("/") or parts.path.startswith(entrance):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def has_demo_sign_ins():
    """Return whether this site holds the invented example and its sign-ins were written down."""
    written = (settings.DATA_DIR / "demo-sign-ins.json").is_file()
    return written and Organisation.objects.filter(is_example=True).exists()


class SignOut(Titled, LogoutView):
    """Sign out, by POST. A link followed by GET asks first."""

    title = gettext_lazy("Sign out")


class ShutAccount(Titled, AccountInactiveView):
    """Shown to who gave the right password of an account that was shut."""

    title = gettext_lazy("This account is shut")


sign_in = login_not_required(SignIn.as_view())
sign_out = never_cache(SignOut.as_view())
shut_account = ShutAccount.as_view()


@login_not_required
@require_safe
def how_to_join(request):
    """Say who opens accounts: there is no form to open one for oneself."""
    return render(request, "account/how_to_join.html", titled(_("How to get an account")))
