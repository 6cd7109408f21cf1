"""Sharing a draft of an obstacle with the table alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions.sharing import share as share_obstacle
from tracker.authorization.obstacles import may_share
from tracker.forms.entries import place
from tracker.forms.withdrawals import DiscardForm
from tracker.models import Entry
from tracker.presenters.sharing import SharingView
from tracker.queries import desk
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request, uid):
    """Show the draft and ask; a POST lets the table read it."""
    drafts = desk.entries_for(request.user).editable_by(request.user)
    draft = drafts.filter(uid=uid, kind=Entry.Kind.OBSTACLE).first()
    if draft is None:
        if request.method != "POST":
            raise Http404
        # Sent twice, or gone through a colleague's hands.
        messages.info(request, _("There is no such draft of your organisation any more."))
        return redirect("desk")
    verdict = may_share(request.user, draft)
    if not verdict:
        return refuse(request, verdict.reason)
    with timezone.override(draft.plan.timezone):
        if request.method != "POST":
            return _ask(request, draft, DiscardForm(initial={"version": draft.version}))
        return _take_in(request, draft)


def _take_in(request, draft):
    form = DiscardForm(request.POST)
    if not form.is_valid():
        return _ask(request, draft, form, status=422)
    try:
        shared = share_obstacle(
            entry=draft, by=request.user, seen_version=form.cleaned_data["version"]
        )
    except (NotAllowed, WrongState) as refusal:
        return refuse(request, refusal)
    except StaleVersion:
        return _ask(request, draft, form, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask(request, draft, form, status=422)
    messages.success(request, SharingView(shared).done)
    return redirect(shared)


def _ask(request, draft, form, status=200):
    form.renew_version(draft.version, changed=status == 409)
    context = {"form": form, "sharing": SharingView(draft)}
    return render(request, "tracker/desk/share.html", context, status=status)
