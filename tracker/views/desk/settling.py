"""What comes after an answer: whoever asked settles it or brings it to the forum, which closes it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import settlements
from tracker.authorization import settlements as rules
from tracker.forms.entries import place
from tracker.forms.settlements import ClosingForm, EscalationForm, SettlementForm, WordBackForm
from tracker.models import Entry, Response, Settlement
from tracker.presenters.settlements import statements_of
from tracker.presenters.statements import statement
from tracker.presenters.tasks import About, Voice
from tracker.queries import answers
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, uid):
    """Show the newest answer and ask whether it settles the question; a POST says so."""
    entry = subjects.public_entry_or_404(request, uid)
    if entry.kind != Entry.Kind.OBSERVATION:
        raise Http404
    observation = entry.detail
    with timezone.override(entry.plan.timezone):
        if request.method == "POST":
            return _take_in(request, observation)
        verdict = rules.may_settle(request.user, observation)
        if not verdict:
            return refuse(request, verdict.reason)
        answer = observation.last_answer()
        numbers = {"uid": uuid.uuid4(), "answer": answer.uid if answer else None}
        form = SettlementForm(initial=numbers, outcomes=_outcomes(answer))
        return _ask(request, observation, answer, form)


def _take_in(request, observation):
    answer = observation.last_answer()
    form = SettlementForm(request.POST, outcomes=_outcomes(answer))
    if not form.is_valid():
        if "uid" in form.errors or "answer" in form.errors:
            form.renew_numbers(answer)
        return _ask(request, observation, answer, form, status=422)
    sent = form.cleaned_data
    seen = Response.objects.filter(uid=sent["answer"]).first() if sent["answer"] else None
    try:
        settlements.settle(
            observation=observation,
            seen_answer=seen,
            outcome=sent["outcome"],
            reason=sent["reason"],
            by=request.user,
            uid=sent["uid"],
        )
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except StaleVersion as stale:
        form.meet(stale.current)
        return _ask(request, observation, stale.current, form, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask(request, observation, answer, form, status=422)
    messages.success(request, _("Your word on the answer is published."))
    return redirect(observation)


def _outcomes(answer):
    """Return what can be said: a promise, or silence, cannot be accepted."""
    if _is_answered(answer):
        return Settlement.Outcome.choices
    return [(Settlement.Outcome.NOT_RESOLVED.value, Settlement.Outcome.NOT_RESOLVED.label)]


def _is_answered(answer):
    return answer is not None and not answer.is_promise


def _ask(request, observation, answer, form, status=200):
    about = About(observation.subject, observation.plan.as_of())
    heading = (
        _("Does the answer settle it?")
        if _is_answered(answer)
        else _("Say that it is not resolved")
    )
    context = {
        "form": form,
        "heading": heading,
        "question": statement(observation),
        "no_descriptions": {},
        "answer": statement(answer) if answer else None,
        "entry": observation,
        "about": about,
        "crumbs": about.crumbs(heading),
        "voice": Voice.of(observation.organisation, observation.subject),
    }
    return render(request, "tracker/desk/settle.html", context, status=status)


# --- The moves of a settlement ------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def escalate(request, uid):
    """Bring to the forum what is not resolved."""
    words = {
        "heading": _("Bring it to the forum"),
        "lede": _("The forum reads both sides and closes it with a public note."),
        "done": _("It was brought to the forum."),
    }
    return _move(
        request, uid, settlements.escalate, EscalationForm, "reason", rules.may_escalate, words
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close_question(request, uid):
    """Close what was brought to the forum, with a note."""
    words = {
        "heading": _("Close it with a note"),
        "lede": _("Your note stands beside what both sides said. It changes no verdict."),
        "done": _("Closed. Your note is published."),
    }
    return _move(
        request,
        uid,
        settlements.close_question,
        ClosingForm,
        "note",
        rules.may_close_question,
        words,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_word(request, uid):
    """Take back a word on an answer, with a reason."""
    words = {
        "heading": _("Take back your word on the answer"),
        "lede": _("It stays readable, struck through, with your reason beside it."),
        "done": _("Taken back. Your reason is published."),
    }
    return _move(
        request,
        uid,
        settlements.take_back_word,
        WordBackForm,
        "reason",
        rules.may_take_back_word,
        words,
    )


def _move(request, uid, action, form_class, argument, may, words):
    row = get_object_or_404(answers.settlements_for(request.user), uid=uid)
    verdict = may(request.user, row)
    with timezone.override(row.plan.timezone):
        if not verdict:
            return refuse(request, verdict.reason)
        if request.method != "POST":
            form = form_class(initial={"version": row.version})
            return _show_move(request, row, form, verdict.organisation, words)
        form = form_class(request.POST)
        if not form.is_valid():
            return _show_move(request, row, form, verdict.organisation, words, status=422)
        said = form.cleaned_data["reason"]
        try:
            action(
                settlement=row,
                by=request.user,
                seen_version=form.cleaned_data["version"],
                **{argument: said},
            )
        except (NotAllowed, WrongState) as refusal:
            if said not in (row.escalation_reason, row.closing_note, row.withdrawal_reason):
                return refuse(request, refusal)
            # Sent twice: the first sending did it.
        except StaleVersion:
            return _show_move(request, row, form, verdict.organisation, words, status=409)
        except ValidationError as error:
            place(form, error)
            return _show_move(request, row, form, verdict.organisation, words, status=422)
    messages.success(request, words["done"])
    return redirect(row.observation)


def _show_move(request, row, form, organisation, words, status=200):
    form.renew_version(row.version, changed=status == 409)
    about = About(row.observation.subject, row.plan.as_of())
    context = {
        "form": form,
        "words": words,
        "statements": [
            statement(row.observation),
            *([statement(row.response)] if row.response else []),
            *statements_of(row),
        ],
        "entry": row.observation,
        "about": about,
        "crumbs": about.crumbs(words["heading"]),
        "voice": Voice.of(organisation, row.observation.subject),
    }
    return render(request, "tracker/desk/settlement.html", context, status=status)
