"""Withdrawing a text that both sides agreed on: one side asks, the other says yes or no."""

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker import workflow
from tracker.actions import joint_notes
from tracker.authorization.joint_notes import may_ask_to_withdraw_note, may_withdraw_note
from tracker.forms.entries import place
from tracker.forms.joint_notes import NoteWithdrawalForm
from tracker.presenters.agreed_notes import AgreedView
from tracker.presenters.joint_notes import NoteHead
from tracker.queries.joint_notes import agreed_of, working
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse

DONE = {
    "ask": gettext_lazy("You asked to withdraw it. It is withdrawn when the other side agrees."),
    "withdraw": gettext_lazy("Withdrawn. The text stays readable with the reason."),
    "keep": gettext_lazy("It stays as it was."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, plan, number, milestone, revision):
    """Show an agreed text and what can be done about it; a POST does it."""
    milestone = subjects.milestone_or_404(request, plan, number, milestone)
    found = [text for text in agreed_of(milestone) if text.number == revision]
    if not found:
        raise Http404
    (agreed,) = found
    agreed.note.milestone = milestone
    verdict = may_ask_to_withdraw_note(request.user, agreed)
    if not verdict:
        return refuse(request, verdict.reason)
    if agreed.is_withdrawn:
        return refuse(request, _("This was withdrawn already."))
    head = NoteHead(milestone, working(milestone, request.user), verdict.organisation)
    if request.method != "POST":
        return _ask(request, head, agreed, NoteWithdrawalForm(initial={"version": agreed.version}))
    form, verb = NoteWithdrawalForm(request.POST), request.POST.get("verb", "")
    if verb not in joint_notes.RULES:
        raise BadRequest(_("Say what to do: ask, withdraw or keep."))
    if not form.is_valid():
        return _ask(request, head, agreed, form, status=422)
    return _take_in(request, head, agreed, verb, form)


def _take_in(request, head, agreed, verb, form):
    try:
        joint_notes.move_agreed_note(
            agreed=agreed,
            verb=verb,
            by=request.user,
            seen_version=form.cleaned_data["version"],
            reason=form.cleaned_data.get("reason", ""),
        )
    except (NotAllowed, workflow.WrongState) as refusal:
        return refuse(request, refusal)
    except StaleVersion:
        return _ask(request, head, agreed, form, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask(request, head, agreed, form, status=422)
    messages.success(request, DONE[verb])
    return redirect(head.public_url)


def _ask(request, head, agreed, form, status=200):
    form.renew_version(agreed.version, changed=status == 409)
    with timezone.override(head.plan.timezone):
        context = {
            "head": head,
            "form": form,
            "view": AgreedView(agreed),
            "can_withdraw": bool(may_withdraw_note(request.user, agreed)),
        }
        return render(request, "tracker/desk/joint_note_withdraw.html", context, status=status)
