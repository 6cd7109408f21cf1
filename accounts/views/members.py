"""The members of an organisation, for those who keep them; and leaving one's own."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.memberships import change_membership, end_membership
from accounts.authorization.people import may_end_membership, may_manage_members
from accounts.authorization.verdicts import require
from accounts.forms.members import ROLES, RoleForm
from accounts.forms.versions import SeenForm, place
from accounts.models import Membership, Organisation
from accounts.presenters.members import InvitationRow, MemberRow
from accounts.views.titled import titled
from ledger.models import StaleVersion

PAGE = 50


@never_cache
@require_safe
def members(request, slug):
    """List the members of an organisation and the invitations to it that are open."""
    organisation = get_object_or_404(Organisation, slug=slug)
    day = timezone.now().date()
    require(may_manage_members(request.user, organisation, day))
    rows = (
        organisation.memberships.filter(Q(until=None) | Q(until__gte=day, ended_at=None))
        .select_related("user")
        .order_by("user__name", "pk")
    )
    page = page_or_404(rows, request)
    invitations = organisation.invitations.open().addressed().order_by("until", "pk")
    context = {
        **titled(_("Members of %(organisation)s") % {"organisation": organisation.short}),
        "organisation": organisation,
        "page_obj": page,
        "members": [MemberRow.of(row, request.user) for row in page],
        "invitations": [InvitationRow.of(row, day) for row in invitations],
    }
    return render(request, "account/members.html", context)


def page_or_404(rows, request):
    """Return the page of a list that was asked for. Raises Http404."""
    number = request.GET.get("page", "1")
    pages = Paginator(rows, PAGE)
    if not number.isdecimal() or not 1 <= int(number[:9]) <= pages.num_pages:
        raise Http404
    return pages.page(int(number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def role(request, uid):
    """Show a member's role; a POST changes it."""
    membership = _open_membership(uid)
    require(may_manage_members(request.user, membership.organisation, timezone.now().date()))
    if request.method != "POST":
        form = RoleForm(initial={"role": membership.role, "version": membership.version})
        return _ask_role(request, membership, form)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _ask_role(request, membership, form)
    try:
        change_membership(
            membership=membership,
            by=request.user,
            seen_version=form.cleaned_data["version"],
            role=form.cleaned_data["role"],
        )
    except StaleVersion as stale:
        form.renew(stale.current.version, changed_meanwhile())
        return _ask_role(request, membership, form, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask_role(request, membership, form)
    messages.success(request, _("The role was changed. It counts from the next page on."))
    return _to_the_members(membership)


def _ask_role(request, membership, form, status=200):
    person = {"person": membership.user.name}
    context = {
        **titled(_("Role of %(person)s") % person),
        "membership": membership,
        "form": form,
        "descriptions": ROLES,
        "leaves_no_lead": _is_last_lead(membership),
    }
    return render(request, "account/member_role.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, uid):
    """Ask whether to end a membership, one's own too; a POST ends it at once."""
    membership = _open_membership(uid)
    require(may_end_membership(request.user, membership, timezone.now().date()))
    if request.method != "POST":
        form = SeenForm(initial={"version": membership.version})
        return _ask_end(request, membership, form)
    form = SeenForm(request.POST)
    if not form.is_valid():
        form = SeenForm({"version": membership.version})
        return _ask_end(request, membership, form)
    try:
        end_membership(
            membership=membership, by=request.user, seen_version=form.cleaned_data["version"]
        )
    except StaleVersion as stale:
        form.renew(stale.current.version, changed_meanwhile())
        return _ask_end(request, membership, form, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask_end(request, membership, form)
    if membership.user_id == request.user.pk:
        logout(request)
        messages.success(request, _("You left. What you wrote stays. You are signed out."))
        return redirect("account_login")
    messages.success(request, _("The membership was ended, and the person was signed out."))
    return _to_the_members(membership)


def _ask_end(request, membership, form, status=200):
    is_self = membership.user_id == request.user.pk
    names = {"person": membership.user.name, "organisation": membership.organisation.short}
    title = _("Leave %(organisation)s?") if is_self else _("End the membership of %(person)s?")
    context = {
        **titled(title % names),
        "membership": membership,
        "form": form,
        "is_self": is_self,
        "leaves_no_lead": _is_last_lead(membership),
    }
    return render(request, "account/member_end.html", context, status=status)


def changed_meanwhile():
    return _("Somebody changed this meanwhile. Look at what stands here now, then send it again.")


def _open_membership(uid):
    rows = Membership.objects.select_related("organisation", "user")
    return get_object_or_404(rows, uid=uid)


def _to_the_members(membership):
    return redirect("members", slug=membership.organisation.slug)


def _is_last_lead(membership):
    """Return whether the organisation would be left without anybody who keeps its members."""
    leads = membership.organisation.memberships.filter(role=Membership.Role.LEAD, until=None)
    return membership.is_lead and not leads.exclude(pk=membership.pk).exists()
