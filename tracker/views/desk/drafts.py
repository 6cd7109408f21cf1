"""Throwing a draft away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions.entries import discard_draft
from tracker.forms.withdrawals import DiscardForm
from tracker.presenters.statements import statement
from tracker.presenters.tasks import About
from tracker.queries import desk
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, uid):
    """Show the draft and ask; a POST throws it away."""
    draft = desk.entries_for(request.user).editable_by(request.user).filter(uid=uid).first()
    if draft is None:
        if request.method != "POST":
            raise Http404
        # Sent twice, or gone through a colleague's hands.
        messages.info(request, _("There is no such draft of your organisation any more."))
        return redirect("desk")
    if request.method != "POST":
        return _ask(request, draft, DiscardForm(initial={"version": draft.version}))
    form = DiscardForm(request.POST)
    if not form.is_valid():
        return _ask(request, draft, form, status=422)
    try:
        discard_draft(entry=draft, by=request.user, seen_version=form.cleaned_data["version"])
    except (NotAllowed, WrongState) as refusal:
        return refuse(request, refusal)
    except StaleVersion:
        return _ask(request, draft, form, status=409)
    messages.success(request, _("The draft was discarded."))
    return redirect("desk")


def _ask(request, draft, form, status=200):
    form.renew_version(draft.version, changed=status == 409)
    about = About(draft.subject, draft.plan.as_of())
    context = {
        "form": form,
        "statement": statement(draft),
        "draft": draft,
        "about": about,
        "crumbs": about.crumbs(_("Discard the draft")),
    }
    with timezone.override(draft.plan.timezone):
        return render(request, "tracker/desk/discard.html", context, status=status)
