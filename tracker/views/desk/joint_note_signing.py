"""Signing one exact revision of a joint note, and taking a signature back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import joint_notes
from tracker.authorization.joint_notes import may_sign_note, may_write_note
from tracker.forms.joint_notes import SigningForm
from tracker.forms.withdrawals import DiscardForm
from tracker.presenters.joint_note_conflicts import whole_change
from tracker.presenters.joint_notes import NoteHead, saved_text
from tracker.queries.joint_notes import revision_of, working
from tracker.views.desk.joint_notes import reading_or_404
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, plan, number, milestone):
    """Show the revision that would be signed; a POST signs it."""
    milestone, _reader = reading_or_404(request, plan, number, milestone)
    verdict = may_write_note(request.user, milestone)
    if not verdict:
        return refuse(request, verdict.reason)
    head = NoteHead(milestone, working(milestone, request.user), verdict.organisation)
    if head.working.newest is None:
        raise Http404
    if request.method != "POST":
        return _ask(request, head)
    form = SigningForm(request.POST)
    read = form.is_valid() and revision_of(head.working.note, form.cleaned_data["number"])
    if not read:
        return _ask(request, head, status=409)
    return _take_in(request, head, read)


def _take_in(request, head, read):
    refused = may_sign_note(request.user, read)
    if not refused:
        return refuse(request, refused.reason)
    try:
        signature = joint_notes.sign(revision=read, by=request.user)
    except (NotAllowed, WrongState) as refusal:
        return refuse(request, refusal)
    except StaleVersion:
        fresh = NoteHead(head.milestone, working(head.milestone, request.user), head.organisation)
        return _ask(request, fresh, status=409, read=read)
    now_agreed = working(head.milestone, request.user).is_agreed
    if now_agreed:
        messages.success(request, _("Both sides signed. The text is agreed and public."))
        return redirect(head.public_url)
    words = {"number": signature.number, "organisation": signature.organisation_name}
    messages.success(request, _("%(organisation)s signed revision %(number)s.") % words)
    return redirect(head.edit_url)


def _ask(request, head, status=200, read=None):
    newest = head.working.newest
    with timezone.override(head.plan.timezone):
        changes = []
        if read:
            label = saved_text(newest)
            changes = whole_change(read.text, newest.text, label, newest.language)
        context = {
            "head": head,
            "form": SigningForm(initial={"number": newest.number}),
            "changed": status == 409,
            "changes": changes,
            "taking_back": DiscardForm(
                initial={"version": head.own_signature.version if head.own_signature else 0}
            ),
        }
        return render(request, "tracker/desk/joint_note_signing.html", context, status=status)


@never_cache
@require_POST
def take_back(request, plan, number, milestone):
    """Take one's signature back, while the other side has not signed."""
    milestone, organisation = reading_or_404(request, plan, number, milestone)
    head = NoteHead(milestone, working(milestone, request.user), organisation)
    signature = head.own_signature
    form = DiscardForm(request.POST)
    if signature is None or not form.is_valid():
        messages.info(request, _("There is no signature of your side to take back."))
        return redirect(head.edit_url)
    signature.note.milestone = milestone
    try:
        joint_notes.take_back_signature(
            signature=signature, by=request.user, seen_version=form.cleaned_data["version"]
        )
    except (NotAllowed, WrongState) as refusal:
        return refuse(request, refusal)
    except StaleVersion:
        messages.warning(request, _("This signature changed meanwhile. Nothing was done."))
        return redirect(head.sign_url)
    messages.success(request, _("The signature was taken back. The history keeps both."))
    return redirect(head.edit_url)
