"""Calling a meeting, moving it and calling it off, its minutes."""

import uuid

from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.actions import meetings
from tracker.authorization import meetings as rules
from tracker.forms.meetings import CallForm, CancelForm, ChangeForm, CorrectionForm, MinutesForm
from tracker.models import Commitment, Plan
from tracker.presenters.meetings import title_of
from tracker.queries import meetings as found
from tracker.queries.history_names import commitments_to_name
from tracker.views.desk.one_form import OneForm
from tracker.views.desk.writing import refuse

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def call(request, plan):
    """Call a meeting; `?commitment=N` begins with the table of one commitment."""
    plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("secretariat"), slug=plan
    )
    shown = _asked_for(request, plan)
    verdict = rules.may_call_meeting(request.user, plan, found.tables_with_seats(shown))
    may_some = verdict or _sits_anywhere(request.user, plan)
    if not may_some:
        return refuse(request, verdict.reason)
    page = OneForm(
        request=request,
        heading=_("Call a meeting"),
        lede=_(
            "Everybody sees it at once, with its agenda. Afterwards you publish who was there and "
            "what was agreed."
        ),
        submit=_("Call the meeting"),
        about=shown[0] if shown else plan,
        organisation=_acting(verdict),
        cancel_url=plan.get_absolute_url(),
    )
    commitments = list(commitments_to_name(plan))
    if request.method != "POST":
        initial = {"uid": uuid.uuid4(), "commitments": [str(each.number) for each in shown]}
        return page.show(CallForm(initial=initial, commitments=commitments))
    form = CallForm(request.POST, commitments=commitments)

    def act(form):
        return meetings.call_meeting(
            plan=plan, by=request.user, uid=form.cleaned_data["uid"], **form.values
        )

    return page.take_in(form, act, _("The meeting is called."))


@never_cache
@require_http_methods(METHODS)
def change(request, uid):
    """Move a meeting that is to come, or change what is said of it."""
    meeting = _meeting_or_404(request, uid)
    verdict = rules.may_change_meeting(request.user, meeting)
    if not verdict:
        return refuse(request, verdict.reason)
    page = _page(
        request,
        meeting,
        verdict,
        heading=_("Change the meeting"),
        lede=_("The history keeps what was said of it before."),
        submit=_("Save the change"),
    )
    commitments = list(commitments_to_name(meeting.plan))
    if request.method != "POST":
        initial = ChangeForm.starting(meeting) | {"version": meeting.version}
        return page.show(ChangeForm(initial=initial, commitments=commitments))
    form = ChangeForm(request.POST, commitments=commitments)

    def act(form):
        return meetings.change_meeting(
            meeting=meeting,
            by=request.user,
            seen_version=form.cleaned_data["version"],
            **form.values,
        )

    return page.take_in(form, act, _("The meeting is changed."))


@never_cache
@require_http_methods(METHODS)
def cancel(request, uid):
    """Ask why a meeting does not take place, and call it off."""
    meeting = _meeting_or_404(request, uid)
    verdict = rules.may_cancel_meeting(request.user, meeting)
    if not verdict:
        return refuse(request, verdict.reason)
    page = _page(
        request,
        meeting,
        verdict,
        heading=_("Cancel the meeting?"),
        lede=_("It stays readable, with your reason. To meet on another day, change it instead."),
        submit=_("Cancel the meeting"),
    )
    if request.method != "POST":
        return page.show(CancelForm(initial={"version": meeting.version}))

    def act(form):
        return meetings.cancel_meeting(
            meeting=meeting,
            by=request.user,
            seen_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )

    return page.take_in(CancelForm(request.POST), act, _("The meeting is cancelled."))


@never_cache
@require_http_methods(METHODS)
def minutes(request, uid):
    """Publish the minutes of a meeting, or correct them with a reason."""
    meeting = _meeting_or_404(request, uid)
    verdict = rules.may_keep_minutes(request.user, meeting)
    if not verdict:
        return refuse(request, verdict.reason)
    corrects = meeting.has_minutes
    form_class = CorrectionForm if corrects or "reason" in request.POST else MinutesForm
    lede = _("Say who was there and what came of it. Agreements are noted one by one after it.")
    page = _page(
        request,
        meeting,
        verdict,
        heading=_("Correct the minutes") if corrects else _("Publish the minutes"),
        lede=_("The history keeps what they said before.") if corrects else lede,
        submit=_("Publish the correction") if corrects else _("Publish the minutes"),
    )
    bodies = found.bodies_of(meeting.plan, meeting.tables)
    if request.method != "POST":
        initial = MinutesForm.starting(meeting, bodies) | {"version": meeting.version}
        return page.show(form_class(initial=initial, bodies=bodies))
    form = form_class(request.POST, bodies=bodies)

    def act(form):
        given = {"seen_version": form.cleaned_data["version"], "by": request.user, **form.values}
        if "reason" in form.fields:
            return meetings.correct_minutes(
                meeting=meeting, reason=form.cleaned_data["reason"], **given
            )
        return meetings.publish_minutes(meeting=meeting, **given)

    return page.take_in(form, act, _("The minutes are published."))


def _meeting_or_404(request, uid):
    return get_object_or_404(found.meetings_for(request.user), uid=uid)


def _page(request, meeting, verdict, **words):
    return OneForm(
        request=request,
        about=meeting.subject,
        organisation=_acting(verdict),
        cancel_url=meeting.get_absolute_url(),
        row=title_of(meeting),
        current=lambda: _meeting_or_404(request, meeting.uid),
        **words,
    )


def _acting(verdict):
    return verdict.organisation if verdict else None


def _asked_for(request, plan):
    """Return the commitment that the address names, in a list. Raises BadRequest."""
    number = request.GET.get("commitment", "")
    if not number:
        return []
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise BadRequest(_("This plan has no commitment “%(value)s”.") % {"value": number})
    commitment = get_object_or_404(
        Commitment.objects.select_related("plan__secretariat"), plan=plan, number=number
    )
    return [commitment]


def _sits_anywhere(user, plan):
    """Return whether a person sits at some table of a plan: which ones is chosen on the form."""
    tables = found.tables_with_seats(plan.commitments.all())
    return any(rules.may_call_meeting(user, plan, [table]) for table in tables)
