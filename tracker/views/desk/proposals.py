"""Answering a proposal, taking it back, and publishing it alone."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker import workflow
from tracker.actions import proposals
from tracker.authorization import proposals as rules
from tracker.forms.entries import place
from tracker.forms.proposals import AnswerForm, ReasonedAnswerForm
from tracker.presenters import answering
from tracker.presenters.proposals import ProposalView, subject_of
from tracker.queries.proposals import named_in
from tracker.views.desk import proposing, subjects
from tracker.views.desk.writing import refuse as say_why_not

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Answer:
    """One verb: its move in the workflow, its rule, its action and its form."""

    verb: str
    rule: Any
    action: Any
    form: type[AnswerForm]


ACCEPT = Answer("accept", rules.may_answer, proposals.accept, AnswerForm)
REFUSE = Answer("refuse", rules.may_answer, proposals.refuse, ReasonedAnswerForm)
WITHDRAW = Answer(
    "withdraw", rules.may_withdraw_proposal, proposals.withdraw_proposal, ReasonedAnswerForm
)
PUBLISH = Answer(
    "publish_unilaterally",
    rules.may_publish_unilaterally,
    proposals.publish_unilaterally,
    AnswerForm,
)


@never_cache
@require_http_methods(METHODS)
def accept(request, uid):
    return _answer(request, uid, ACCEPT)


@never_cache
@require_http_methods(METHODS)
def refuse(request, uid):
    return _answer(request, uid, REFUSE)


@never_cache
@require_http_methods(METHODS)
def withdraw(request, uid):
    return _answer(request, uid, WITHDRAW)


@never_cache
@require_http_methods(METHODS)
def publish(request, uid):
    return _answer(request, uid, PUBLISH)


@never_cache
@require_http_methods(METHODS)
def counter(request, uid):
    """Answer with another proposal: the form begins with what the other side proposes."""
    proposal = subjects.proposal_or_404(request, uid)
    verdict = rules.may_answer(request.user, proposal)
    if not verdict:
        return say_why_not(request, verdict.reason)
    if not proposal.is_open and request.method != "POST":
        return redirect(proposal)
    subject = subject_of(proposal)

    def act(form):
        return proposals.counter(
            proposal=proposal,
            by=request.user,
            uid=form.cleaned_data["uid"],
            seen_version=proposal.version,
            seen_subject=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            **form.values,
        )

    starting = {name: new for name, (_old, new) in proposal.change.items()}
    return proposing.write(
        request, proposal.kind, subject, verdict.organisation, act, proposal, starting
    )


def _answer(request, uid, answer):
    """Show the proposal and ask; a POST answers it."""
    proposal = subjects.proposal_or_404(request, uid)
    if not proposal.is_open and request.method != "POST":
        return redirect(proposal)
    verdict = answer.rule(request.user, proposal)
    if request.method != "POST":
        if not verdict:
            return say_why_not(request, verdict.reason)
        form = answer.form(initial={"version": proposal.version})
        return _ask(request, proposal, answer, form)
    form = answer.form(request.POST)
    if not form.is_valid():
        if not verdict:
            return say_why_not(request, verdict.reason)
        return _ask(request, proposal, answer, form, status=422)
    return _take_in(request, proposal, answer, form)


def _take_in(request, proposal, answer, form):
    given = {"seen_version": form.cleaned_data["version"], "by": request.user}
    if "reason" in form.fields:
        given["reason"] = form.cleaned_data["reason"]
    try:
        done = answer.action(proposal=proposal, **given)
    except NotAllowed as refusal:
        return say_why_not(request, refusal)
    except workflow.WrongState as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, proposal, answer, form, status=409)
    except StaleVersion as stale:
        return _ask(request, stale.current, answer, form, status=409, changed=True)
    except ValidationError as error:
        place(form, error)
        return _ask(request, proposal, answer, form, status=422)
    messages.success(request, answering.done(answer.verb, done))
    return redirect(done)


def _ask(request, proposal, answer, form, status=200, changed=False):
    form.renew_version(proposal.version, changed=changed)
    organisation = answer.rule(request.user, proposal).organisation or proposal.organisation
    now = timezone.now()
    page = ProposalView(proposal, named_in([proposal]), now)
    context = {
        "form": form,
        "page": page,
        "asking": answering.Asking(answer.verb, proposal, organisation, now),
    }
    with timezone.override(proposal.plan.timezone):
        return render(request, "tracker/desk/answer.html", context, status=status)
