"""Mail to somebody about their account or an invitation, after the write has been committed."""

import logging

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation

log = logging.getLogger("accounts.mail")


def mail_invitation(invitation, token):
    """Mail an invitation's link in the language chosen for it. Return whether it went out."""
    with translation.override(invitation.language):
        context = {
            "organisation": invitation.organisation.name,
            "inviter": invitation.invited_by.name,
            "role": invitation.get_role_display(),
            "until": invitation.until,
            "link": f"{settings.PUBLIC_URL}{reverse('invitation')}?token={token}",
        }
        return _mail("account/email/invitation", invitation.email, context)


def tell_second_factor_was_reset(user):
    """Tell somebody that others took their second factor away. The reset stands, even if it fails."""
    with translation.override(user.language):
        _mail("account/email/second_factor_reset", user.email, {})


def _mail(template_prefix, email, context):
    """Return whether a mail went out."""
    try:
        get_adapter().send_mail(template_prefix, email, context)
    except OSError:
        log.exception("A mail could not be sent: %s", template_prefix)
        return False
    return True
