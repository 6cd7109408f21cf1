"""The members of an organisation and its open invitations, as those see them who keep them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class MemberRow:
    """`until` is given where a last day is set already; then there is nothing more to do."""

    name: str
    email: str
    role: str
    since: object
    until: object
    is_self: bool
    role_url: str
    end_url: str

    @classmethod
    def of(cls, membership, reader):
        return cls(
            name=membership.user.name,
            email=membership.user.email,
            role=membership.get_role_display(),
            since=membership.since,
            until=membership.until,
            is_self=membership.user_id == reader.pk,
            role_url="" if membership.until else reverse("member_role", args=[membership.uid]),
            end_url="" if membership.until else reverse("member_end", args=[membership.uid]),
        )


@dataclass(frozen=True)
class InvitationRow:
    email: str
    role: str
    until: object
    left: str
    is_over: bool
    version: int
    renew_url: str
    withdraw_url: str

    @classmethod
    def of(cls, invitation, day):
        return cls(
            email=invitation.email,
            role=invitation.get_role_display(),
            until=invitation.until,
            left=days_left((invitation.until - day).days),
            is_over=invitation.is_over(day),
            version=invitation.version,
            renew_url=reverse("invitation_renew", args=[invitation.uid]),
            withdraw_url=reverse("invitation_withdraw", args=[invitation.uid]),
        )


def days_left(days):
    """Return how long an invitation still works."""
    if days < 0:
        return _("expired")
    if days == 0:
        return _("last day")
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
