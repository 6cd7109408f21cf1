"""The one path of every kind of entry: show a form, take it in with one action, say what came of it."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import entries
from tracker.authorization.entries import may_edit_draft
from tracker.forms import conflicts as choices
from tracker.forms.assessments import AssessmentForm
from tracker.forms.entries import place
from tracker.forms.lasting import EmbeddingForm, FollowUpForm, ReversalForm
from tracker.forms.observations import ObservationForm
from tracker.forms.progress_reports import ProgressReportForm
from tracker.forms.responses import ResponseForm
from tracker.forms.ripples import RippleFindingForm, RippleForm
from tracker.models import Entry
from tracker.presenters.conflicts import conflict
from tracker.presenters.tasks import Task, preview_address, published_as
from tracker.presenters.writing import surroundings
from tracker.queries import desk
from tracker.views.desk import autosaving
from tracker.views.desk.uploading import asks_for_the_page, receive
from tracker.views.errors import forbidden
from tracker.views.giving_back import give_back
from tracker.workflow import WrongState

Kind = Entry.Kind

FORMS = {
    Kind.PROGRESS_REPORT: ProgressReportForm,
    Kind.OBSERVATION: ObservationForm,
    Kind.RESPONSE: ResponseForm,
    Kind.INDEPENDENT_ASSESSMENT: AssessmentForm,
    Kind.RIPPLE: RippleForm,
    Kind.RIPPLE_FINDING: RippleFindingForm,
    Kind.EMBEDDING: EmbeddingForm,
    Kind.REVERSAL: ReversalForm,
    Kind.FOLLOW_UP_CHECK: FollowUpForm,
}
TEMPLATES = {
    Kind.PROGRESS_REPORT: "tracker/desk/report.html",
    Kind.OBSERVATION: "tracker/desk/observation.html",
    Kind.RESPONSE: "tracker/desk/response.html",
    Kind.INDEPENDENT_ASSESSMENT: "tracker/desk/assessment.html",
    Kind.RIPPLE: "tracker/desk/ripple.html",
    Kind.RIPPLE_FINDING: "tracker/desk/ripple_finding.html",
    Kind.EMBEDDING: "tracker/desk/embedding.html",
    Kind.REVERSAL: "tracker/desk/reversal.html",
    Kind.FOLLOW_UP_CHECK: "tracker/desk/follow_up.html",
}


def start(request, kind, subject, verdict, **more):
    """Write something new, if the verdict allows it."""
    if not verdict:
        return refuse(request, verdict.reason)
    return write(request, Task(kind, subject, verdict.organisation, **more))


def refuse(request, reason):
    """Say why not; what was typed comes back."""
    if request.method == "POST":
        return give_back(request, 403, str(reason))
    return forbidden(request, str(reason))


def write(request, task):
    """Answer a request for the form of a task, on the clock of its plan."""
    with timezone.override(task.plan.timezone):
        if "autosave" in request.POST:
            return _keep(request, task)
        return _write(request, task)


def _keep(request, task):
    """Keep what is being typed as a draft."""
    of = {"of": task.draft, "organisation": task.organisation}
    form = FORMS[task.kind](request.POST, initial=_fallbacks(request, task), **of)
    save = partial(_act, request, task, form, as_draft=True)
    return autosaving.keep(form, _content(request, task), save)


def _write(request, task):
    form_class = FORMS[task.kind]
    of = {"of": task.draft, "organisation": task.organisation}
    if request.method != "POST":
        initial = _content(request, task) | _numbers(task)
        return _show(request, task, form_class(initial=initial, **of))
    sent = choices.settled(request.POST, form_class.COLUMNS)
    left_standing = sent.all_theirs and "against" in request.POST
    received = receive(request, task.organisation, request.POST if left_standing else sent.data)
    if asks_for_the_page(request.POST):
        more = "more_evidence" in request.POST
        form = form_class(initial=received.data.dict(), one_more=more, **of)
        form.refuse_files(received.refused)
        return _show(request, task, form, status=received.status)
    as_draft = left_standing or "draft" in request.POST or "preview" in request.POST
    form = form_class(received.data, initial=_fallbacks(request, task), **of)
    if form.is_valid():
        for name, problem in sent.problems.items():
            form.add_error(name, problem)
        if not as_draft:
            form.ask_to_look()
    form.refuse_files(received.refused)
    if not form.is_valid():
        return _show(request, task, form, status=received.status if received.refused else 422)
    return _take_in(request, task, form, as_draft)


def _numbers(task):
    """Return the hidden numbers of a form that is shown for the first time."""
    numbers = {"uid": uuid.uuid4(), "version": 0}
    if task.draft:
        numbers = {"uid": task.draft.uid, "version": task.draft.version}
    if task.kind == Kind.PROGRESS_REPORT:
        # Asked before the last report is read: what comes in between is met, not passed over.
        numbers["reports"] = desk.reports_version(task.subject)
    return numbers


def _fallbacks(request, task):
    """Return what stands in for values that a sending lost."""
    return {
        "language": request.user.language,
        "reports": partial(desk.reports_version, task.subject),
    }


def _content(request, task):
    """Return what a form begins with: the draft, or what is to be corrected, or what is usual."""
    source = task.draft or task.corrects
    if source is None:
        return {"language": request.user.language} | task.begins
    return FORMS[task.kind].written_of(source)


def _show(request, task, form, status=200):
    around = surroundings(task, form, timezone.now())
    context = {"form": form, "around": around}
    return render(request, TEMPLATES[task.kind], context, status=status)


def _take_in(request, task, form, as_draft):
    """Call the action, once, and answer with what came of it."""
    try:
        entry = _act(request, task, form, as_draft)
    except (NotAllowed, WrongState) as refusal:
        return give_back(request, 403, str(refusal))
    except StaleVersion as stale:
        return _meet(request, task, form, stale.current, as_draft)
    except ValidationError as error:
        place(form, error)
        return _show(request, task, form, status=422)
    return _done(request, task, entry)


def _act(request, task, form, as_draft):
    columns = form.columns | task.relations
    numbers = {"uid": form.cleaned_data["uid"], "seen_version": form.cleaned_data["version"]}
    common = {
        "kind": task.kind,
        "subject": task.subject,
        "by": request.user,
        "corrects": task.corrects,
        "evidence": form.cleaned_data["evidence"],
    }
    if as_draft:
        return entries.save_draft(**common, **numbers, **columns)
    appears = columns.get("not_before") or timezone.now()
    columns |= form.usual(task.plan.day_of(appears))
    if task.kind == Kind.PROGRESS_REPORT:
        numbers["seen_reports"] = form.cleaned_data["reports"]
    return entries.publish(**common, **numbers, **columns)


def _meet(request, task, form, current, as_draft):
    """Answer somebody whose form met what another form wrote meanwhile."""
    current = current.detail if current else None
    same_entry = current is not None and current.uid == form.cleaned_data["uid"]
    if current is None or (same_entry and not may_edit_draft(request.user, current)):
        # Numbers that no page of ours gave this person: nothing of theirs is in the way.
        form.renew_numbers()
        return _show(request, task, form, status=422)
    sent_twice = same_entry and current.is_draft == as_draft
    if sent_twice and form.written_of(current) == form.written():
        return _done(request, task, current)
    # First what is around: it gives the form the names of what can be chosen.
    around = surroundings(task, form, timezone.now())
    context = {"conflict": conflict(task, form, current, request.user), "around": around}
    return render(request, "tracker/desk/conflict.html", context, status=409)


def _done(request, task, entry):
    if not entry.is_draft:
        messages.success(request, published_as(entry))
        return redirect(task.passage.onward if task.passage else entry)
    if "preview" in request.POST:
        return redirect(preview_address(entry, task.passage))
    words = {"organisation": entry.organisation_name}
    if "against" in request.POST and "draft" not in request.POST:
        saved = _("Nothing was published. Your text is kept as a draft of %(organisation)s.")
    else:
        saved = _("Draft saved. Only people of %(organisation)s see it.")
    messages.success(request, saved % words)
    return redirect(task.passage.onward if task.passage else "desk")
