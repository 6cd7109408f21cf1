"""Setting up a second factor and taking it away: an app with codes, passkeys, recovery codes."""

import time

from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import view_recovery_codes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.authorization.second_factor import must_have_second_factor
from accounts.forms.second_factor import AddAppForm, AddPasskeyForm
from accounts.views.second_factor import options_of, slowed
from accounts.views.titled import Titled, titled

# Long enough to print them, to save them, and to look at them again after a slip of the thumb.
SHOWN_FOR = 10 * 60  # seconds


class Adding(Titled):
    """Leads to the new recovery codes, then to the page that was asked for, or that of the account."""

    other_way = ""

    def get_context_data(self, **kwargs):
        required = must_have_second_factor(self.request.user, timezone.now().date())
        other = self.on_the_way(reverse(self.other_way))
        return {**super().get_context_data(**kwargs), "required": required, "other_url": other}

    def get_success_url(self):
        if self.did_generate_recovery_codes:
            return self.on_the_way(reverse("mfa_view_recovery_codes"))
        return get_next_redirect_url(self.request) or reverse("security")

    def on_the_way(self, address):
        """Return an address of ours that keeps the page that was asked for, if it is one of ours too."""
        return passthrough_next_redirect_url(self.request, address, "next")

    def form_invalid(self, form):
        return slowed(super().form_invalid(form), form)


class AddApp(Adding, ActivateTOTPView):
    title = gettext_lazy("Set up a second factor")
    form_class = AddAppForm
    other_way = "mfa_add_webauthn"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        fours = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        return {**context, "secret": fours}


class AddPasskey(Adding, AddWebAuthnView):
    title = gettext_lazy("Add a passkey")
    form_class = AddPasskeyForm
    other_way = "mfa_activate_totp"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        return {**context, "options": options_of(context, "creation_options")}


class Removing(Titled):
    """Leads back to the page about the account, also whoever sends the form twice."""

    success_url = reverse_lazy("security")

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            is_of_somebody = Authenticator.objects.filter(pk=kwargs.get("pk")).exists()
            if request.method != "POST" or is_of_somebody:
                raise
            messages.info(request, _("It was removed already."))
            return redirect(self.success_url)


class RemoveApp(Removing, DeactivateTOTPView):
    title = gettext_lazy("Remove the app with codes?")


class RemovePasskey(Removing, RemoveWebAuthnView):
    title = gettext_lazy("Remove this passkey?")

    def form_valid(self, form):
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)
        return super().form_valid(form)


class NewCodes(Titled, GenerateRecoveryCodesView):
    title = gettext_lazy("Make new recovery codes?")


@never_cache
@require_safe
def recovery_codes(request):
    """Show the recovery codes, once: for ten minutes from when they were first shown."""
    unused, shown = _recovery_codes(request)
    onward = get_next_redirect_url(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    context = {
        **titled(_("Recovery codes")),
        "codes": unused if shown else [],
        "left": len(unused),
        "onward_url": onward,
    }
    return render(request, "mfa/recovery_codes/index.html", context)


@never_cache
@require_safe
def download_codes(request):
    """Give the recovery codes as a file, while they are shown."""
    unused, shown = _recovery_codes(request)
    if not shown:
        raise Http404
    context = {"codes": unused, "site": settings.PUBLIC_URL}
    response = render(
        request,
        "mfa/recovery_codes/download.txt",
        context,
        content_type="text/plain; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="onda-recovery-codes.txt"'
    return response


def _recovery_codes(request):
    """Return the codes not used yet, and whether they may be seen. Raises Http404."""
    found, _always = view_recovery_codes(request)
    if not found:
        raise Http404
    first_seen = found.instance.data["viewed_at"]
    return found.get_unused_codes(), time.time() - first_seen < SHOWN_FOR


add_app = never_cache(AddApp.as_view())
add_passkey = never_cache(AddPasskey.as_view())
remove_app = never_cache(RemoveApp.as_view())
remove_passkey = never_cache(RemovePasskey.as_view())
new_codes = never_cache(NewCodes.as_view())
