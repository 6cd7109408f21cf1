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
        try:
            get_adapter().send_mail("account/email/invitation", invitation.email, context)
        except OSError:
            log.exception("An invitation could not be mailed")
            return False
    return True
