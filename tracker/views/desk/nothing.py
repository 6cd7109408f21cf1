"""Saying in one step that there is nothing to report."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions.progress_reports import (
    NOTHING_REPORTED,
    report_nothing_new,
    report_nothing_new_of_all,
    reported_and_owed,
    version_of,
)
from tracker.authorization.speaking import may_report, may_report_nothing
from tracker.completion import Completion
from tracker.forms.entries import place
from tracker.forms.nothing import NothingForm
from tracker.presenters.desk_rows import address_of_form, of_milestone
from tracker.presenters.passages import onward
from tracker.presenters.statements import statement
from tracker.presenters.tasks import About, Voice, published_as
from tracker.queries import desk
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse
from tracker.views.giving_back import give_back
from tracker.workflow import WrongState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_milestone(request, plan, number, milestone):
    """Show what stands and ask for an optional reason; a POST publishes it."""
    subject = subjects.milestone_or_404(request, plan, number, milestone)
    verdict = may_report(request.user, subject)
    if not verdict:
        return refuse(request, verdict.reason)
    with timezone.override(subject.plan.timezone):
        return _answer(request, subject, verdict.organisation)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_commitment(request, plan, number):
    """Say it of all milestones of a commitment that one owes and has reported on; a POST publishes it."""
    commitment = subjects.commitment_or_404(request, plan, number)
    verdict = may_report_nothing(request.user, commitment)
    if not verdict:
        return refuse(request, verdict.reason)
    milestones = list(reported_and_owed(commitment, [verdict.organisation]))
    if not milestones and request.method != "POST":
        return refuse(request, NOTHING_REPORTED)
    with timezone.override(commitment.plan.timezone):
        return _answer_for_all(request, commitment, verdict.organisation, milestones)


def _answer_for_all(request, commitment, organisation, milestones):
    show = partial(_show_all, request, commitment, organisation, milestones)
    numbers = {"uid": uuid.uuid4(), "version": 0, "reports": version_of(milestones)}
    initial = numbers | {"language": request.user.language}
    if request.method != "POST":
        return show(NothingForm(initial=initial, first=False))
    form = NothingForm(request.POST, initial=initial, first=False)
    if not form.is_valid():
        return show(form, status=422)

    def published(entries):
        n = len(entries)
        told = ngettext("Published on %(n)s milestone.", "Published on %(n)s milestones.", n)
        return told % {"n": n}, commitment

    sent = form.cleaned_data
    act = partial(
        report_nothing_new_of_all,
        commitment=commitment,
        text=sent["text"],
        language=sent["language"],
    )
    return _take_in(request, form, show, act, published)


def _show_all(request, commitment, organisation, milestones, form, status=200):
    about = About(commitment, commitment.plan.as_of())
    context = {
        "form": form,
        "about": about,
        "rows": [of_milestone(milestone, timezone.now()) for milestone in milestones],
        "crumbs": about.crumbs(_("Nothing to report")),
        "voice": Voice.of(organisation, commitment),
    }
    return render(request, "tracker/desk/nothing_of_all.html", context, status=status)


def _answer(request, subject, organisation):
    # Asked before the last report is read: what comes in between is met, not passed over.
    reports = desk.reports_version(subject)
    last = desk.last_report(subject)
    show = partial(_show, request, subject, organisation, last)
    if request.method != "POST":
        if last and last.completion == Completion.COMPLETE:
            return refuse(
                request, _("It was reported complete, so nothing more has to be reported.")
            )
        numbers = {"uid": uuid.uuid4(), "version": 0, "reports": reports}
        begins = numbers | {"language": request.user.language}
        return show(NothingForm(initial=begins, first=last is None))
    initial = {"language": request.user.language, "reports": reports}
    form = NothingForm(request.POST, initial=initial, first=last is None)
    if not form.is_valid():
        return show(form, status=422)

    def published(entry):
        return published_as(entry), onward(subject) if "passage" in request.POST else entry

    act = partial(report_nothing_new, subject=subject, **form.columns)
    return _take_in(request, form, show, act, published)


def _take_in(request, form, show, act, published):
    """Call the action; `published` returns what is said of what it made, and where one goes on."""
    sent = form.cleaned_data
    try:
        made = act(
            by=request.user,
            uid=sent["uid"],
            seen_version=sent["version"],
            seen_reports=sent["reports"],
        )
    except (NotAllowed, WrongState) as refusal:
        return give_back(request, 403, str(refusal))
    except StaleVersion as stale:
        return _meet(request, form, stale.current, show)
    except ValidationError as error:
        place(form, error)
        return show(form, status=422)
    told, onwards = published(made)
    messages.success(request, told)
    return redirect(onwards)


def _meet(request, form, current, show):
    """Somebody reported meanwhile: show it, and let the writer decide anew."""
    form.renew_numbers()
    if current is not None:
        form.errors.clear()
        form.add_error(
            None,
            _("Your side reported meanwhile. Nothing was published: read it below, and decide."),
        )
    return show(form, status=409)


def _show(request, subject, organisation, last, form, status=200):
    about = About(subject, subject.plan.as_of())
    several = reported_and_owed(subject.commitment, [organisation])[:2]
    context = {
        "form": form,
        "about": about,
        "all_url": address_of_form("nothing", subject.commitment) if len(several) > 1 else "",
        "last": statement(last) if last else None,
        "crumbs": about.crumbs(_("Nothing to report")),
        "voice": Voice.of(organisation, subject),
        "in_passage": "passage" in request.POST,
    }
    return render(request, "tracker/desk/nothing.html", context, status=status)
