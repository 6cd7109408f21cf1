"""Who may send files as evidence."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from accounts.models import Organisation


def may_upload(user: Any, organisation: Organisation, now: dt.datetime | None = None) -> Verdict:
    """A member of an organisation sends files for it; which entry shows them is asked later."""
    if not user.is_authenticated:
        return deny(_("Sign in to write."))
    if user.membership_in(organisation.pk, (now or timezone.now()).date()):
        return allow(organisation)
    return deny(
        _("Only people of %(organisation)s send files for it.") % {"organisation": organisation}
    )
