"""Codes and passkeys: asked for when somebody signs in, proves who they are, or adds one."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.cache import cache
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.forms.passwords import new_password

# A code is accepted one step early or late: longer than that nobody can use it again.
REMEMBERED = 4 * 30  # seconds


def _code(label, help_text):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class Careful:
    """Tries are counted, and each code works once."""

    def clean_code(self):
        key = str(self.user.pk)
        if not limits.within(context.request, "second_factor", key=key):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code = super().clean_code()
        used = f"accounts.second_factor:{key}:{normalize_user_code(code)}"
        if not cache.add(used, True, timeout=REMEMBERED):
            raise get_adapter().validation_error("incorrect_code")
        limits.forget(context.request, "second_factor", key=key)
        return code


class CodeForm(Careful, codes.AuthenticateForm):
    code = _code(_("Code"), _("From your app. Without it: one of your recovery codes."))


class CodeAgainForm(Careful, codes.ReauthenticateForm):
    code = _code(_("Code"), _("From your app. Without it: one of your recovery codes."))


class AddAppForm(Careful, ActivateTOTPForm):
    code = _code(_("Code"), _("The six digits that the app shows now."))


class PasswordAgainForm(ReauthenticateForm):
    password = new_password(_("Password"), "current-password")


class Guarded:
    """What a passkey answers comes from the browser: whatever cannot be read is a wrong answer."""

    def full_clean(self):
        try:
            super().full_clean()
        except DatabaseError:
            raise
        except Exception:  # its parsers raise whatever they stumble over
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class PasskeyForm(Guarded, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Guarded, passkeys.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(Guarded, passkeys.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("So that you know it again: where you keep it."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
