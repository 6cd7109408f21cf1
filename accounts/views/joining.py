"""What the link of an invitation opens. Looking uses nothing up: mail scanners look, too."""

from allauth.account.internal.flows import login as login_flow
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.actions import invitations
from accounts.authorization.people import may_accept_invitation, may_open_account
from accounts.authorization.verdicts import NotAllowed
from accounts.forms.members import NewcomerForm
from accounts.forms.versions import place
from accounts.models import Invitation, User
from accounts.security_log import event
from accounts.views.passwords import too_many
from accounts.views.titled import titled

GONE, UNKNOWN = 410, 404


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """Show an invitation and what to do with it; a POST accepts it."""
    token = (request.POST if request.method == "POST" else request.GET).get("token", "")
    invitation = Invitation.objects.by_token(token) if token else None
    if invitation is None and not limits.within(request, "invitation_link"):
        event("invitation-slowed", request)
        return too_many(request)
    day = timezone.now().date()
    if invitation is None or not invitation.works_on(day):
        if is_done(request.user, invitation):
            return redirect(settings.LOGIN_REDIRECT_URL)
        return _gone(request, invitation)
    account = User.objects.filter(email=invitation.email).first()
    if request.user.is_authenticated:
        return _as_somebody(request, invitation, token, day)
    if account:
        return _sign_in_first(request, invitation, token, account)
    return _as_newcomer(request, invitation, token, day)


def is_done(user, invitation):
    """Return whether a person follows, once more, the link of an invitation that they accepted."""
    accepted = invitation is not None and invitation.state == Invitation.State.ACCEPTED
    return accepted and user.is_authenticated and user.email == invitation.email


def _gone(request, invitation):
    """Say why a link does not work. Nothing of the invitation is told: who holds the link is unknown."""
    state = invitation.state if invitation else ""
    context = {**titled(_("This invitation does not work")), "state": state}
    status = GONE if invitation else UNKNOWN
    return render(request, "account/invitation_gone.html", context, status=status)


def _as_somebody(request, invitation, token, day):
    verdict = may_accept_invitation(request.user, invitation, day)
    if not verdict:
        is_other = request.user.email != invitation.email
        return _show(request, invitation, token, reason=verdict.reason, is_other=is_other)
    if request.method != "POST":
        return _show(request, invitation, token, can_accept=True)
    try:
        invitations.accept_invitation(token=token, by=request.user)
    except NotAllowed as refusal:
        return _show(request, invitation, token, reason=str(refusal))
    except ValidationError as error:
        return _show(request, invitation, token, reason=" ".join(error.messages))
    event("invitation-accepted", request, request.user, organisation=invitation.organisation.slug)
    told = _("From now on you act for %(organisation)s.")
    messages.success(request, told % {"organisation": invitation.organisation})
    return redirect(settings.LOGIN_REDIRECT_URL)


def _sign_in_first(request, invitation, token, account):
    reason = ""
    if not account.is_active:
        reason = _("The account with this address is shut. The secretariat can open it again.")
    return _show(request, invitation, token, has_account=account.is_active, reason=reason)


def _as_newcomer(request, invitation, token, day):
    verdict = may_open_account(invitation, day)
    if not verdict:
        return _show(request, invitation, token, reason=verdict.reason)
    nobody_yet = User(email=invitation.email)
    if request.method != "POST":
        first = {"token": token, "language": invitation.language}
        return _show(request, invitation, token, form=NewcomerForm(initial=first, user=nobody_yet))
    form = NewcomerForm(request.POST, user=nobody_yet)
    if not form.is_valid():
        return _show(request, invitation, token, form=form)
    try:
        user = invitations.open_account(
            token=token,
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            password=form.cleaned_data["password1"],
        )
    except (NotAllowed, ValidationError) as refusal:
        place(form, _as_errors(refusal))
        return _show(request, invitation, token, form=form)
    event("invitation-accepted", request, user, organisation=invitation.organisation.slug)
    login_flow.record_authentication(request, user, "password")
    desk = resolve_url(settings.LOGIN_REDIRECT_URL)
    return login_flow.perform_login(request, Login(user=user, redirect_url=desk))


def _as_errors(refusal):
    if isinstance(refusal, ValidationError):
        return refusal
    return ValidationError({NON_FIELD_ERRORS: [str(refusal)]})


def _show(request, invitation, token, **answer):
    """Show the invitation with one of: a form, a button to accept, a way to sign in, a reason why not."""
    here = f"{reverse('invitation')}?{urlencode({'token': token})}"
    title = _("You are invited to act for %(organisation)s")
    context = {
        **titled(title % {"organisation": invitation.organisation.short}),
        "invitation": invitation,
        "token": token,
        "form": None,
        "no_descriptions": {},
        "can_accept": False,
        "has_account": False,
        "is_other": False,
        "reason": "",
        "here": here,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': here})}",
        **answer,
    }
    return render(request, "account/invitation.html", context)
