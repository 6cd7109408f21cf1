"""Changing a password, and setting one by a mailed link (also the first one of a new account)."""

import logging

from allauth.account.views import (
    PasswordChangeView,
    PasswordResetDoneView,
    PasswordResetFromKeyDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
)
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.forms.passwords import AskResetForm, ChangeForm, NewAfterResetForm
from accounts.security_log import event
from accounts.views.titled import Titled, titled

TOO_MANY = 429
UNAVAILABLE = 503

log = logging.getLogger("accounts.mail")


class Change(Titled, PasswordChangeView):
    title = gettext_lazy("Change your password")
    form_class = ChangeForm

    def dispatch(self, request, *args, **kwargs):
        # Whoever came in without a password sets the first one by mail, like everybody else.
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class AskReset(Titled, PasswordResetView):
    """Mail a link to set a password. Unknown addresses get a mail too: nobody learns who has an account."""

    title = gettext_lazy("Set a new password")
    form_class = AskResetForm

    def form_valid(self, form):
        event("password-reset-asked", self.request)
        try:
            response = super().form_valid(form)
        except OSError:
            log.exception("A password link could not be sent")
            sentence = _("The mail could not be sent just now. Try again in a few minutes.")
            return self._give_back(form, sentence, UNAVAILABLE)
        if response.status_code == TOO_MANY:
            sentence = _(
                "Too many links were asked for. Look for the mail that was sent already, "
                "or try again in an hour."
            )
            return self._give_back(form, sentence, TOO_MANY)
        return response

    def _give_back(self, form, sentence, status):
        form.add_error(None, sentence)
        response = self.form_invalid(form)
        response.status_code = status
        return response


class ResetSent(Titled, PasswordResetDoneView):
    title = gettext_lazy("Look at your mail")


class SetFromLink(Titled, PasswordResetFromKeyView):
    title = gettext_lazy("Set a new password")
    form_class = NewAfterResetForm


class WasSet(Titled, PasswordResetFromKeyDoneView):
    title = gettext_lazy("Your new password is set")


@login_not_required
def too_many(request):
    """Answer a source that asks too often. Called by allauth's limits."""
    response = render(request, "429.html", titled(_("Too many requests")), status=TOO_MANY)
    response.headers["Retry-After"] = "60"
    return response


change = never_cache(Change.as_view())
ask_reset = never_cache(login_not_required(AskReset.as_view()))
reset_sent = ResetSent.as_view()
set_from_link = never_cache(login_not_required(SetFromLink.as_view()))
was_set = WasSet.as_view()
