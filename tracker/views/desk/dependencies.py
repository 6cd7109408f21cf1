"""Saying what a milestone waits for, and that it does not any more."""

import uuid

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker.actions import dependencies
from tracker.authorization import dependencies as rules
from tracker.forms.dependencies import DependencyForm, NoLongerForm
from tracker.presenters.dependencies import awaited
from tracker.queries import dependencies as found
from tracker.views.desk import subjects
from tracker.views.desk.one_form import OneForm
from tracker.views.desk.writing import refuse

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def declare(request, plan, number, milestone):
    """Ask what a milestone waits for."""
    subject = subjects.milestone_or_404(request, plan, number, milestone)
    verdict = rules.may_declare_dependency(request.user, subject)
    if not verdict:
        return refuse(request, verdict.reason)
    page = OneForm(
        request=request,
        heading=_("Say what this milestone waits for"),
        lede=_("If that is late, everybody sees that it explains why this one is."),
        submit=_("Publish what it waits for"),
        about=subject,
        organisation=verdict.organisation,
        cancel_url=subject.get_absolute_url(),
    )
    choices = {
        "milestones": found.milestones_to_choose(subject.plan, subject),
        "agreements": found.agreements_to_choose(subject.plan),
    }
    if request.method != "POST":
        return page.show(DependencyForm(initial={"uid": uuid.uuid4()}, **choices))

    def act(form):
        return dependencies.declare_dependency(milestone=subject, by=request.user, **form.values)

    return page.take_in(DependencyForm(request.POST, **choices), act, _("Published."))


@never_cache
@require_http_methods(METHODS)
def withdraw(request, uid):
    """Ask why a milestone does not wait for something any more."""
    row = get_object_or_404(found.dependencies_for(request.user), uid=uid)
    verdict = rules.may_withdraw_dependency(request.user, row)
    if not verdict:
        return refuse(request, verdict.reason)
    page = OneForm(
        request=request,
        heading=_("It does not wait any more?"),
        lede=_("It stays readable, with your reason."),
        submit=_("Publish that it does not wait"),
        about=row.milestone,
        organisation=verdict.organisation,
        cancel_url=row.get_absolute_url(),
        row=awaited(row, row.plan.as_of()).title,
        current=lambda: found.dependencies_for(request.user).get(pk=row.pk),
    )
    if request.method != "POST":
        return page.show(NoLongerForm(initial={"version": row.version}))

    def act(form):
        return dependencies.withdraw_dependency(
            dependency=row,
            reason=form.cleaned_data["reason"],
            by=request.user,
            seen_version=form.cleaned_data["version"],
        )

    return page.take_in(NoLongerForm(request.POST), act, _("Published."))
