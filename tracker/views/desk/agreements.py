"""Noting what a meeting agreed on, and saying what came of it."""

import uuid

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.actions import agreements
from tracker.authorization import meetings as rules
from tracker.due_dates import Precision
from tracker.forms.agreements import AgreementForm, KeepForm, ReopenForm, VoidForm
from tracker.presenters.agreements import text_of
from tracker.presenters.meetings import title_of
from tracker.queries import meetings as found
from tracker.views.desk.one_form import OneForm
from tracker.views.desk.writing import refuse

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def note(request, uid):
    """Note one agreement of a meeting that took place."""
    meeting = get_object_or_404(found.meetings_for(request.user), uid=uid)
    verdict = rules.may_note_agreement(request.user, meeting)
    if not verdict:
        return refuse(request, verdict.reason)
    page = OneForm(
        request=request,
        heading=_("Note an agreement"),
        lede=_("It appears on the desk of whoever does it, until they say that it is kept."),
        submit=_("Publish the agreement"),
        about=meeting.subject,
        organisation=verdict.organisation,
        cancel_url=meeting.get_absolute_url(),
        row=title_of(meeting),
    )
    if request.method != "POST":
        initial = {"uid": uuid.uuid4(), "due_precision": Precision.DAY}
        if meeting.commitment:
            initial["commitment"] = str(meeting.commitment.number)
        return page.show(AgreementForm(initial=initial, commitments=meeting.tables))
    form = AgreementForm(request.POST, commitments=meeting.tables)

    def act(form):
        return agreements.note_agreement(meeting=meeting, by=request.user, **form.values)

    return page.take_in(form, act, _("The agreement is noted."))


@never_cache
@require_http_methods(METHODS)
def keep(request, uid):
    """Ask on which day an agreement was kept, and how one sees it."""
    words = {
        "heading": _("Say that it is kept"),
        "lede": _("Your organisation says so, and everybody reads it. You can take it back."),
        "submit": _("Publish that it is kept"),
    }

    def act(agreement, form):
        asked = form.cleaned_data
        return agreements.keep_agreement(
            agreement=agreement,
            kept_date=asked["kept_date"],
            note=asked["note"],
            link=asked["link"],
            by=request.user,
            seen_version=asked["version"],
        )

    done = _("Published: it is kept.")
    return _move(request, uid, rules.may_keep_agreement, KeepForm, words, act, done)


@never_cache
@require_http_methods(METHODS)
def reopen(request, uid):
    """Ask why an agreement is not kept after all."""
    words = {
        "heading": _("Not kept after all?"),
        "lede": _("It is open again, with your reason. What was said before stays in the history."),
        "submit": _("Publish that it is not kept"),
    }
    act = _with_reason(request, agreements.reopen_agreement)
    done = _("Published: it is open again.")
    return _move(request, uid, rules.may_keep_agreement, ReopenForm, words, act, done)


@never_cache
@require_http_methods(METHODS)
def void(request, uid):
    """Ask why an agreement no longer holds."""
    words = {
        "heading": _("Declare it void?"),
        "lede": _("Nobody owes it any more. It stays readable, with your reason, for good."),
        "submit": _("Declare it void"),
    }
    act = _with_reason(request, agreements.void_agreement)
    done = _("Published: it no longer holds.")
    return _move(request, uid, rules.may_void_agreement, VoidForm, words, act, done)


def _with_reason(request, action):
    def act(agreement, form):
        return action(
            agreement=agreement,
            reason=form.cleaned_data["reason"],
            by=request.user,
            seen_version=form.cleaned_data["version"],
        )

    return act


def _move(request, uid, may, form_class, words, act, done):
    agreement = get_object_or_404(found.agreements_for(request.user), uid=uid)
    verdict = may(request.user, agreement)
    if not verdict:
        return refuse(request, verdict.reason)
    page = OneForm(
        request=request,
        about=agreement.subject,
        organisation=verdict.organisation,
        cancel_url=agreement.get_absolute_url(),
        row=text_of(agreement),
        current=lambda: found.agreements_for(request.user).get(pk=agreement.pk),
        **words,
    )
    if request.method != "POST":
        return page.show(form_class(initial={"version": agreement.version}))
    return page.take_in(form_class(request.POST), lambda form: act(agreement, form), done)
