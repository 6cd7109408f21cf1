from functools import partial

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import notifications
from accounts.actions.kinds import Kind
from accounts.actions.recording import record
from accounts.actions.sessions import end_sessions
from accounts.authorization.second_factor import may_reset_second_factor
from accounts.authorization.verdicts import require
from accounts.models import User
from accounts.security_log import event


class Reason(models.TextChoices):
    """Why a second factor is taken away. A choice, so that nothing personal enters the history."""

    LOST = "lost", gettext_lazy("the device was lost")
    STOLEN = "stolen", gettext_lazy("the device was stolen")
    REPLACED = "replaced", gettext_lazy("the device was replaced")


@transaction.atomic
def reset_second_factor(*, user, by, seen_version, reason, now=None):
    """Take away a second factor that was lost, and tell the person. Raises NotAllowed,
    StaleVersion, ValidationError.

    Their password stays theirs: with a reset alone nobody comes in. Where they must have a second
    factor, their next sign-in asks for a new one before anything else.
    """
    now = now or timezone.now()
    acting = require(may_reset_second_factor(by, user, now.date()))
    return _reset(user, by, acting, seen_version, reason, now)


@transaction.atomic
def reset_from_command_line(*, user, now=None):
    """Take away a lost second factor of whoever runs the site, from the command line only.

    Raises ValidationError.
    """
    return _reset(user, user, None, user.version, Reason.LOST, now or timezone.now())


def _reset(user, by, acting, seen_version, reason, now):
    user = User.objects.get(pk=user.pk)
    factors = Authenticator.objects.filter(user=user)
    if not factors.exists():
        raise ValidationError(_("There is no second factor to reset."))
    before = user.recorded_values()
    user.compare_and_swap(seen_version)
    factors.delete()
    end_sessions(user)
    record(
        Kind.SECOND_FACTOR_RESET,
        user,
        by=by,
        organisation=acting,
        before=before,
        reason=Reason(reason).value,
        now=now,
    )
    transaction.on_commit(partial(event, "second-factor-reset", None, user, by=str(by.uid)))
    transaction.on_commit(partial(notifications.tell_second_factor_was_reset, user))
    return user
