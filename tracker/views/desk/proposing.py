"""Proposing a change of what binds both sides: look at what would change, then propose it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import proposals
from tracker.actions.agreed import effect_of
from tracker.authorization.proposals import may_propose
from tracker.forms.entries import place
from tracker.forms.proposals import form_for
from tracker.models import Proposal
from tracker.presenters.proposing import Proposing
from tracker.queries.proposals import named_in_change
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState

Kind = Proposal.Kind
METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def due_date(request, plan, number, milestone):
    subject = subjects.milestone_or_404(request, plan, number, milestone)
    return _propose(request, Kind.DUE_DATE, subject)


@never_cache
@require_http_methods(METHODS)
def milestone(request, plan, number, milestone):
    subject = subjects.milestone_or_404(request, plan, number, milestone)
    return _propose(request, Kind.MILESTONE, subject)


@never_cache
@require_http_methods(METHODS)
def text(request, plan, number):
    return _propose(request, Kind.TEXT, subjects.commitment_or_404(request, plan, number))


@never_cache
@require_http_methods(METHODS)
def state(request, plan, number):
    return _propose(request, Kind.STATE, subjects.commitment_or_404(request, plan, number))


@never_cache
@require_http_methods(METHODS)
def seat(request, plan, number):
    return _propose(request, Kind.SEAT, subjects.commitment_or_404(request, plan, number))


@never_cache
@require_http_methods(METHODS)
def seat_state(request, plan, number, seat):
    return _propose(request, Kind.SEAT, subjects.seat_or_404(request, plan, number, seat))


def _propose(request, kind, subject):
    verdict = may_propose(request.user, subject)
    if not verdict:
        return refuse(request, verdict.reason)

    def act(form):
        return proposals.propose(
            kind=kind,
            subject=subject,
            by=request.user,
            uid=form.cleaned_data["uid"],
            seen_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            **form.values,
        )

    return write(request, kind, subject, verdict.organisation, act)


def write(request, kind, subject, organisation, act, answers=None, starting=None):
    """Show the form of a proposal, then what it would change, then take it in with one action.

    `answers` is the proposal that it counters, `starting` what then stands in the form at first.
    """
    effect = effect_of(kind, subject)
    form_class = form_for(kind, effect.row)
    first = form_class.starting(effect.row) | (starting or {})
    initial = first | {"uid": uuid.uuid4(), "version": effect.version}
    page = Page(request, kind, subject, organisation, answers, effect)
    if request.method != "POST":
        return page.show(form_class(initial=initial, row=effect.row))
    form = form_class(request.POST, initial=initial, row=effect.row)
    if not form.is_valid():
        return page.show(form, status=422)
    try:
        if "propose" not in request.POST:
            return page.show(form, change=effect.change(form.values))
        made = act(form)
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except WrongState as refusal:
        form.add_error(None, str(refusal))
        return page.show(form, status=409)
    except StaleVersion as stale:
        if isinstance(stale.current, Proposal):
            return refuse(request, _("This form was sent before, with other words."))
        form.renew_numbers(effect.version)
        return page.show(form, status=409)
    except ValidationError as error:
        place(form, error)
        return page.show(form, status=422)
    messages.success(request, _("Proposed. The other side was asked for its answer."))
    return redirect(made)


class Page:
    """The page of one form of a proposal."""

    def __init__(self, request, kind, subject, organisation, answers, effect):
        self.request, self.effect = request, effect
        self.about = {
            "kind": kind,
            "subject": subject,
            "organisation": organisation,
            "answers": answers,
        }

    def show(self, form, change=None, status=200):
        plan = self.about["subject"].plan
        named = named_in_change(change or {})
        around = Proposing(**self.about, change=change, named=named, now=timezone.now())
        with timezone.override(plan.timezone):
            context = {"form": form, "around": around}
            return render(self.request, "tracker/desk/proposal.html", context, status=status)
