import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.kinds import Kind
from accounts.actions.memberships import begin, on_another_side
from accounts.actions.recording import record
from accounts.authorization.people import (
    may_accept_invitation,
    may_manage_members,
    may_open_account,
)
from accounts.authorization.verdicts import require
from accounts.models import Invitation, Membership, User
from ledger.models import Chain
from ledger.recording import lock

WORKS_FOR = dt.timedelta(days=7)
# Seven days at fifty an hour would make a list that nobody keeps.
MOST_OPEN = 100


@transaction.atomic
def invite(*, organisation, email, by, uid, role=Membership.Role.MEMBER, language="es", now=None):
    """Invite an address to act for an organisation. Return the invitation and its token.

    The token is given out once, for the mail; without one, the same form (`uid`) was sent before
    and has done this already. Raises NotAllowed, ValidationError.
    """
    now = now or timezone.now()
    lock(Chain.ACCOUNTS)
    acting = require(may_manage_members(by, organisation, now.date()))
    sent = Invitation.objects.filter(uid=uid, organisation=organisation).first()
    if sent:
        return sent, ""
    token = _new_token()
    invitation = Invitation(
        uid=uid,
        organisation=organisation,
        email=email,
        role=role,
        language=language,
        until=(now + WORKS_FOR).date(),
        token_hash=Invitation.digest(token),
        invited_by=by,
    )
    invitation.full_clean()
    _refuse_who_cannot_come(invitation, now)
    invitation.save(force_insert=True)
    record(Kind.INVITATION_SENT, invitation, by=by, organisation=acting, now=now)
    return invitation, token


@transaction.atomic
def renew_invitation(*, invitation, by, seen_version, now=None):
    """Give an invitation seven more days and a new link; the old one works no more.

    Return the invitation and its token. Raises NotAllowed, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    token = _new_token()
    fields = {
        "until": (now + WORKS_FOR).date(),
        "token_hash": Invitation.digest(token),
        "invited_by": by,
    }
    renewed = _move(Kind.INVITATION_RENEWED, invitation, by, seen_version, now, fields)
    _refuse_who_cannot_come(renewed, now)
    return renewed, token


@transaction.atomic
def withdraw_invitation(*, invitation, by, seen_version, now=None):
    """Make an invitation's link useless. Raises NotAllowed, StaleVersion, ValidationError."""
    fields = {"state": Invitation.State.WITHDRAWN}
    now = now or timezone.now()
    return _move(Kind.INVITATION_WITHDRAWN, invitation, by, seen_version, now, fields)


def forget_addresses(now):
    """Forget the addresses of invitations that are of no use any more. Returns how many.

    The history never held them: organisation, role, what became of it and when stay.
    """
    return Invitation.objects.forgettable(now).update(email="")


def _move(kind, invitation, by, seen_version, now, fields):
    lock(Chain.ACCOUNTS)
    acting = require(may_manage_members(by, invitation.organisation, now.date()))
    invitation = Invitation.objects.select_related("organisation").get(pk=invitation.pk)
    _refuse_closed(invitation)
    before = invitation.recorded_values()
    invitation.compare_and_swap(seen_version, **fields)
    record(kind, invitation, by=by, organisation=acting, before=before, now=now)
    return invitation


@transaction.atomic
def accept_invitation(*, token, by, now=None):
    """Let the account with the invited address act for the organisation. Return the membership.

    Raises NotAllowed, ValidationError.
    """
    now = now or timezone.now()
    invitation = _working(token, now)
    require(may_accept_invitation(by, invitation, now.date()))
    return _accept(invitation, by, now)


@transaction.atomic
def open_account(*, token, name, language, password, now=None):
    """Open the account of an invited address and let it act for the organisation. Return the user.

    Holding the link proves the address. Raises NotAllowed, ValidationError (also when the address
    has an account meanwhile: its owner signs in and accepts).
    """
    now = now or timezone.now()
    invitation = _working(token, now)
    acting = require(may_open_account(invitation, now.date()))
    user = User(email=invitation.email, name=name, language=language, joined_at=now)
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    record(Kind.USER_ADDED, user, by=user, organisation=acting, now=now)
    _accept(invitation, user, now)
    return user


def _accept(invitation, user, now):
    organisation, before = invitation.organisation, invitation.recorded_values()
    invitation.compare_and_swap(invitation.version, state=Invitation.State.ACCEPTED)
    record(
        Kind.INVITATION_ACCEPTED,
        invitation,
        by=user,
        organisation=organisation,
        before=before,
        now=now,
    )
    return begin(user, organisation, invitation.role, by=user, acting=organisation, now=now)


def _working(token, now):
    """Return the invitation of a link while it works, for the rest of the transaction."""
    lock(Chain.ACCOUNTS)
    invitation = Invitation.objects.by_token(token)
    if invitation is None or not invitation.works_on(now.date()):
        raise ValidationError(_("This invitation does not work any more."), code="gone")
    return invitation


def _refuse_closed(invitation):
    if invitation.state == Invitation.State.ACCEPTED:
        raise ValidationError(_("This invitation was accepted meanwhile."))
    if invitation.state == Invitation.State.WITHDRAWN:
        raise ValidationError(_("This invitation was withdrawn already."))
    if not invitation.email:
        raise ValidationError(
            _("This invitation ended long ago, and its address is no longer kept. Invite anew.")
        )


def _refuse_who_cannot_come(invitation, now):
    """Raise ValidationError where the invitation could never be accepted.

    It says nothing of the person but what keeps them from coming.
    """
    organisation = invitation.organisation
    if organisation.invitations.open().addressed().count() >= MOST_OPEN and invitation.pk is None:
        raise ValidationError(
            _("There are %(n)s open invitations. Withdraw some before you send more.")
            % {"n": MOST_OPEN}
        )
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is None:
        return
    if not user.is_active:
        sentence = _("The account with this address is shut. The secretariat can open it again.")
    elif user.memberships.filter(organisation=organisation, until=None).exists():
        sentence = _("Whoever has this address is a member already.")
    elif on_another_side(user, organisation, now.date()):
        sentence = _(
            "Whoever has this address acts for another side. One person cannot act for two sides."
        )
    else:
        return
    raise ValidationError({"email": sentence})


def _new_token():
    return secrets.token_urlsafe(32)  # 256 bits
