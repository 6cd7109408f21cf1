"""How django-allauth behaves here: closed to sign-up, strict about where it leads, plain in its words."""

import logging
import time

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.middleware import SIGNED_IN_AT

REAUTHENTICATION_TIMEOUT = 5 * 60  # seconds

log = logging.getLogger("accounts.mail")


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Nobody opens an account by themselves: accounts are given by the secretariat."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail or the password is not right. Check both, or set a new password."
        ),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many attempts. Wait a minute, then try again."),
        "too_many_login_attempts": _("Too many attempts. Wait a minute, then try again."),
        "invalid_password_reset": _("This link was used already, or is too old."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Return whether to ask for the password once more: a sign-in of the last minutes is proof."""
        signed_in_at = self.request.session.get(SIGNED_IN_AT, 0)
        return time.time() - signed_in_at >= REAUTHENTICATION_TIMEOUT

    def is_ajax(self, request):
        """Return False: the pages answer browsers with pages, whatever a header says."""
        return False

    def is_safe_url(self, url):
        """Return whether to lead somebody there: to paths of this site and nowhere else."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_password_change_redirect_url(self, request):
        return reverse("account_login")

    def get_reset_password_from_key_url(self, key):
        """Return the link that a mail carries. Its host is ours, never one that a request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PUBLIC_URL + path.replace("UID-KEY", key)

    def set_password(self, user, password):
        """Write the password alone: what else changed meanwhile (a shut account) stays changed."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_mail(self, template_prefix, email, context):
        """Send a mail that names the site by its public address, from a page or from a command.

        Raises OSError when it fails.
        """
        context = {**context, "email": email, "site": settings.PUBLIC_URL}
        self.render_mail(template_prefix, email, context).send()

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell somebody about their account. What they did stands, even if the mail fails."""
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.email)
        except OSError:
            log.exception("A notification could not be sent: %s", template_prefix)
