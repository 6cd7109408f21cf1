"""Asking for the second factor: when somebody signs in, and before they change something delicate."""

import json

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts import limits
from accounts.forms.second_factor import (
    CodeAgainForm,
    CodeForm,
    PasskeyAgainForm,
    PasskeyForm,
    PasswordAgainForm,
)
from accounts.views.titled import Titled

TOO_MANY = 429
SLOWED = ("too_many_login_attempts", "rate_limited")


def slowed(response, form):
    """Say with the status that a source tries too many codes. The form is given back all the same."""
    if any(form.has_error(name, code=code) for name in form.fields for code in SLOWED):
        response.status_code = TOO_MANY
        response.headers["Retry-After"] = limits.WAIT
    return response


def options_of(context, name):
    """Return what the browser asks a passkey with, as JSON."""
    return json.dumps(context["js_data"][name], cls=DjangoJSONEncoder)


class SecondStep(Titled, codes.AuthenticateView):
    """After the right password: a code or a passkey."""

    title = gettext_lazy("Your second factor")
    form_class = CodeForm
    webauthn_form_class = PasskeyForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.stage.login.user
        has_passkey = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
        return {
            **context,
            "has_passkey": has_passkey.exists(),
            "options": options_of(context, "request_options"),
        }

    def form_invalid(self, form):
        return slowed(super().form_invalid(form), form)


class Again(Titled):
    """Makes sure that it is still the same person, in one of several ways."""

    title = gettext_lazy("Is it you?")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        ways = context.pop("reauthentication_alternatives")
        return {
            **context,
            "next_url": self.get_next_url(),
            "ways": [{"label": words[way["id"]], "url": way["url"]} for way in ways],
        }

    def form_invalid(self, form):
        return slowed(self.render_to_response(self.get_context_data(form=form)), form)


class ByPassword(Again, ReauthenticateView):
    form_class = PasswordAgainForm


class ByCode(Again, codes.ReauthenticateView):
    form_class = CodeAgainForm


class ByPasskey(Again, ReauthenticateWebAuthnView):
    form_class = PasskeyAgainForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.setdefault("form", kwargs.get("form") or self.get_form())
        return {**context, "options": options_of(context, "request_options")}


second_step = never_cache(login_not_required(SecondStep.as_view()))
by_password = never_cache(ByPassword.as_view())
by_code = never_cache(ByCode.as_view())
by_passkey = never_cache(ByPasskey.as_view())
