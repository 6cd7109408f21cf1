from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.kinds import Kind
from accounts.actions.recording import record
from accounts.actions.sessions import end_sessions
from accounts.authorization.people import may_manage_people
from accounts.authorization.verdicts import NotAllowed, deny, require
from accounts.models import User


@transaction.atomic
def add_user(*, email, name, by, language="es", now=None):
    """Open an account without a password: its owner sets one by *forgotten password*.

    Raises NotAllowed, ValidationError (also when the address has an account).
    """
    now = now or timezone.now()
    acting = require(may_manage_people(by, now.date()))
    user = User(email=email, name=name, language=language, joined_at=now)
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    record(Kind.USER_ADDED, user, by=by, organisation=acting, now=now)
    return user


@transaction.atomic
def create_operator(*, email, name, now=None):
    """Create whoever runs the site, from the command line. Raises ValidationError."""
    user = User(email=email, name=name, is_operator=True)
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    record(Kind.USER_ADDED, user, by=user, organisation=None, now=now)
    return user


@transaction.atomic
def change_user(*, user, by, seen_version, now=None, **fields):
    """Change a name or language, or whether somebody can sign in or runs the site.

    Raises NotAllowed, StaleVersion, ValidationError. Only an operator makes operators, and
    nobody shuts out themselves.
    """
    now = now or timezone.now()
    acting = require(may_manage_people(by, now.date()))
    user = User.objects.get(pk=user.pk)
    if "is_operator" in fields and fields["is_operator"] != user.is_operator and not by.is_operator:
        raise NotAllowed(deny(_("Only an operator can make somebody an operator.")))
    if by.pk == user.pk and not fields.get("is_active", True):
        raise ValidationError({"is_active": _("You cannot shut yourself out.")})
    unknown = set(fields) - {"name", "language", "is_active", "is_operator"}
    if unknown:
        raise TypeError(f"cannot change {', '.join(sorted(unknown))}")
    before = user.recorded_values()
    user.compare_and_swap(seen_version, **fields)
    record(Kind.USER_CHANGED, user, by=by, organisation=acting, before=before, now=now)
    if not user.is_active:
        end_sessions(user)
    return user
