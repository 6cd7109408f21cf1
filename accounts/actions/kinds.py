from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What can happen to people and organisations, in the past tense, as the history says it."""

    ORGANISATION_ADDED = "organisation.added", _("added an organisation")
    ORGANISATION_CHANGED = "organisation.changed", _("changed an organisation")
    USER_ADDED = "user.added", _("opened an account")
    USER_CHANGED = "user.changed", _("changed an account's rights")
    SECOND_FACTOR_RESET = "user.second_factor_reset", _("reset a second factor")
    MEMBERSHIP_GRANTED = "membership.granted", _("granted a membership")
    MEMBERSHIP_CHANGED = "membership.changed", _("changed a membership")
    MEMBERSHIP_ENDED = "membership.ended", _("ended a membership")
    INVITATION_SENT = "invitation.sent", _("invited somebody")
    INVITATION_RENEWED = "invitation.renewed", _("sent an invitation again")
    INVITATION_WITHDRAWN = "invitation.withdrawn", _("withdrew an invitation")
    INVITATION_ACCEPTED = "invitation.accepted", _("accepted an invitation")
