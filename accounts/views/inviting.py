"""Inviting somebody into an organisation, sending it again, withdrawing it."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from accounts.actions import invitations
from accounts.authorization.people import may_manage_members
from accounts.authorization.verdicts import require
from accounts.forms.members import ROLES, InviteForm
from accounts.forms.versions import SeenForm, place
from accounts.models import Invitation, Membership, Organisation
from accounts.notifications import mail_invitation
from accounts.security_log import event
from accounts.views.members import changed_meanwhile
from accounts.views.titled import titled
from ledger.models import StaleVersion

TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, slug):
    """Ask whom to invite; a POST mails the invitation."""
    organisation = get_object_or_404(Organisation, slug=slug)
    require(may_manage_members(request.user, organisation, timezone.now().date()))
    if request.method != "POST":
        first = {"uid": uuid.uuid4(), "role": Membership.Role.MEMBER, "language": get_language()}
        return _ask(request, organisation, InviteForm(initial=first))
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _ask(request, organisation, form)
    if not _within(request, form.cleaned_data["email"]):
        form.add_error(None, _too_many())
        return _ask(request, organisation, form, status=TOO_MANY)
    try:
        invitation, token = invitations.invite(
            organisation=organisation, by=request.user, **form.cleaned_data
        )
    except ValidationError as error:
        place(form, error)
        return _ask(request, organisation, form)
    if token:
        event("invitation-sent", request, request.user, organisation=organisation.slug)
        _mail(request, invitation, token)
    return redirect("members", slug=organisation.slug)


def _ask(request, organisation, form, status=200):
    title = _("Invite somebody to %(organisation)s") % {"organisation": organisation.short}
    context = {
        **titled(title),
        "organisation": organisation,
        "form": form,
        "descriptions": ROLES,
        "no_descriptions": {},
    }
    response = render(request, "account/invite.html", context, status=status)
    if status == TOO_MANY:
        response.headers["Retry-After"] = limits.WAIT
    return response


@never_cache
@require_POST
def renew(request, uid):
    """Mail an invitation once more, with a new link."""
    invitation, version = _asked(request, uid)
    if not _within(request, invitation.email):
        messages.error(request, _too_many())
        return redirect("members", slug=invitation.organisation.slug)
    try:
        invitation, token = invitations.renew_invitation(
            invitation=invitation, by=request.user, seen_version=version
        )
    except (StaleVersion, ValidationError) as refusal:
        return _explain(request, invitation, refusal)
    event("invitation-sent", request, request.user, organisation=invitation.organisation.slug)
    _mail(request, invitation, token)
    return redirect("members", slug=invitation.organisation.slug)


@never_cache
@require_POST
def withdraw(request, uid):
    """Make an invitation's link useless."""
    invitation, version = _asked(request, uid)
    try:
        invitations.withdraw_invitation(
            invitation=invitation, by=request.user, seen_version=version
        )
    except (StaleVersion, ValidationError) as refusal:
        return _explain(request, invitation, refusal)
    slug = invitation.organisation.slug
    event("invitation-withdrawn", request, request.user, organisation=slug)
    messages.success(request, _("The invitation was withdrawn: its link works no more."))
    return redirect("members", slug=slug)


def _asked(request, uid):
    """Return the invitation that a button was pressed for, and the version that was seen."""
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), uid=uid)
    require(may_manage_members(request.user, invitation.organisation, timezone.now().date()))
    form = SeenForm(request.POST)
    return invitation, form.cleaned_data["version"] if form.is_valid() else 0


def _explain(request, invitation, refusal):
    """Say on the list, which shows how things are now, why a button did nothing."""
    stale = isinstance(refusal, StaleVersion)
    messages.error(request, changed_meanwhile() if stale else " ".join(refusal.messages))
    return redirect("members", slug=invitation.organisation.slug)


def _within(request, email):
    return limits.within(request, "invite", key=email.lower())


def _too_many():
    return _(
        "Too many invitations were sent within an hour, or too many to this address. "
        "Wait a while, then send it again."
    )


def _mail(request, invitation, token):
    person = {"email": invitation.email, "days": invitations.WORKS_FOR.days}
    if mail_invitation(invitation, token):
        told = _("The invitation was mailed to %(email)s. Its link works for %(days)s days.")
        messages.success(request, told % person)
        if not settings.EMAIL_URL:
            told = _("This site has no mail server: the mail is a file in the mail folder.")
            messages.info(request, told)
    else:
        told = _(
            "The invitation of %(email)s stands, but the mail could not be sent just now. "
            "Send it again in a few minutes."
        )
        messages.warning(request, told % person)
