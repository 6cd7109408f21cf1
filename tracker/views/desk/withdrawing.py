"""Withdrawing what was published, with a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker import workflow
from tracker.actions import entries
from tracker.authorization.entries import may_withdraw
from tracker.forms.entries import place
from tracker.forms.withdrawals import WithdrawalForm
from tracker.presenters.statements import statement
from tracker.presenters.tasks import About, Voice
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, uid):
    """Show the statement and ask for the reason; a POST withdraws it."""
    entry = subjects.public_entry_or_404(request, uid)
    verdict = may_withdraw(request.user, entry)
    if not verdict:
        return refuse(request, verdict.reason)
    if request.method == "POST":
        return _take_in(request, entry, verdict.organisation)
    try:
        workflow.find(workflow.ENTRY, "withdraw", entry.state)
    except workflow.WrongState:
        return refuse(request, _("This was withdrawn already."))
    form = WithdrawalForm(initial={"version": entry.version})
    return _ask(request, entry, verdict.organisation, form)


def _take_in(request, entry, organisation):
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _ask(request, entry, organisation, form, status=422)
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    try:
        entries.withdraw(entry=entry, reason=reason, by=request.user, seen_version=version)
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except workflow.WrongState as refusal:
        if entry.withdrawal_reason != reason:
            return refuse(request, refusal)
        # Sent twice: the first sending did it.
    except StaleVersion:
        return _ask(request, entry, organisation, form, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask(request, entry, organisation, form, status=422)
    messages.success(request, _("Withdrawn. Its text stays readable with your reason."))
    return redirect(entry)


def _ask(request, entry, organisation, form, status=200):
    form.renew_version(entry.version, changed=status == 409)
    about = About(entry.subject, entry.plan.as_of())
    context = {
        "form": form,
        "statement": statement(entry),
        "entry": entry,
        "about": about,
        "crumbs": about.crumbs(_("Withdraw")),
        "voice": Voice.of(organisation, entry.subject),
    }
    with timezone.override(entry.plan.timezone):
        return render(request, "tracker/desk/withdraw.html", context, status=status)
