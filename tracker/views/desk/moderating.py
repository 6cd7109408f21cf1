"""Stewards at work: hide words for a while and show them again, ask to erase them, answer."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import holds, redactions
from tracker.authorization import moderation as rules
from tracker.forms.entries import place
from tracker.forms.moderation import AnswerForm, HoldForm, RedactionForm
from tracker.forms.withdrawals import DiscardForm
from tracker.models import Hold, Redaction
from tracker.presenters import moderation as present
from tracker.presenters.tasks import About
from tracker.presenters.tombstones import of_hold, of_request
from tracker.queries.moderation import repeated_elsewhere
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def hold(request, noun, uid):
    """Ask for ground and reason; a POST hides the words of an entry at once."""
    about = subjects.words_or_404(request, noun, uid)
    if request.method != "POST":
        verdict = rules.may_hold(request.user, about)
        if not verdict:
            return refuse(request, verdict.reason)
        form = HoldForm(initial={"version": about.version, "uid": uuid.uuid4()})
        return _ask(request, about, form, "hold")
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _ask(request, about, form, "hold", status=422)
    told = form.cleaned_data

    def act():
        holds.hold(
            about=about,
            ground=told["ground"],
            reason=told["reason"],
            by=request.user,
            uid=told["uid"],
            seen_version=told["version"],
        )

    return _do(request, about, form, "hold", act, _("Hidden for 72 hours. Everybody sees why."))


@never_cache
@form_page
def ask_redaction(request, noun, uid):
    """Ask which words have to go; a POST asks the other side's steward."""
    about = subjects.words_or_404(request, noun, uid)
    words = present.choices(about)
    if request.method != "POST":
        verdict = rules.may_ask_redaction(request.user, about)
        if not verdict:
            return refuse(request, verdict.reason)
        form = RedactionForm(initial={"version": about.version, "uid": uuid.uuid4()}, words=words)
        return _ask(request, about, form, "redact")
    form = RedactionForm(request.POST, words=words)
    if not form.is_valid():
        return _ask(request, about, form, "redact", status=422)
    told = form.cleaned_data

    def act():
        redactions.ask_redaction(
            about=about,
            fields=told["words"],
            ground=told["ground"],
            reason=told["reason"],
            by=request.user,
            uid=told["uid"],
            seen_version=told["version"],
        )

    done = _("Asked. The words go when the steward of the other side confirms.")
    return _do(request, about, form, "redact", act, done)


@never_cache
@form_page
def lift(request, uid):
    """Ask whether to show words again; a POST does."""
    found = get_object_or_404(Hold, uid=uid)
    about = found.about = subjects.words_or_404(request, found.noun, found.about_uid)
    verdict = rules.may_lift(request.user, found)
    if not verdict:
        return refuse(request, verdict.reason)
    more = {"hold": found, "tombstone": of_hold(found, about.plan)}
    if request.method != "POST":
        if not found.is_in_force():
            return refuse(request, _("These words are not hidden any more."))
        form = DiscardForm(initial={"version": found.version})
        return _ask(request, about, form, "lift", version=found.version, **more)
    form = DiscardForm(request.POST)
    if not form.is_valid():
        return _ask(request, about, form, "lift", 422, found.version, **more)

    def act():
        if found.lifted_at is None:  # otherwise sent twice: the first sending did it
            holds.lift(hold=found, by=request.user, seen_version=form.cleaned_data["version"])

    done = _("The words can be read again.")
    return _do(request, about, form, "lift", act, done, version=found.version, **more)


@never_cache
@form_page
def answer_redaction(request, uid):
    """Show the words that are to go, to both stewards; a POST of the second one answers."""
    found = get_object_or_404(Redaction, uid=uid)
    about = found.about = subjects.words_or_404(request, found.noun, found.about_uid)
    verdict = rules.may_answer_redaction(request.user, found)
    if not verdict and not rules.is_steward(request.user, about.plan):
        return refuse(request, verdict.reason)
    more = _about_request(found, verdict)
    if request.method != "POST":
        form = AnswerForm(initial={"version": found.version})
        return _ask(request, about, form, "answer", version=found.version, **more)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _ask(request, about, form, "answer", 422, found.version, **more)
    told = form.cleaned_data
    confirms = told["answer"] == AnswerForm.CONFIRM

    def act():
        if found.answered_person_id == request.user.pk and found.says(confirms, told["reason"]):
            return  # Sent twice: the first sending did it.
        common = {"redaction": found, "by": request.user, "seen_version": told["version"]}
        if confirms:
            redactions.confirm_redaction(**common)
        else:
            redactions.refuse_redaction(reason=told["reason"], **common)

    done = _("The words are erased.") if confirms else _("Refused. The words stay.")
    return _do(request, about, form, "answer", act, done, version=found.version, **more)


def _about_request(redaction, verdict):
    about = redaction.about
    is_open = redaction.is_waiting()
    reason = "" if verdict else verdict.reason
    texts = present.telling_texts(redaction) if is_open else []
    return {
        "redaction": redaction,
        "tombstone": of_request(redaction, about.plan, about.subject_type) if is_open else None,
        "outcome": "" if is_open else present.decision_row(redaction)["outcome"],
        "words": present.words_to_go(redaction) if is_open else [],
        "elsewhere": present.elsewhere(repeated_elsewhere(about, texts), about.plan),
        "may_answer": bool(verdict) and is_open,
        "waits": reason,
        "changed": about.version != redaction.entry_version,
    }


def _do(request, about, form, page, act, done, **more):
    """Call the action; say what came of it, or show the form again with the reason."""
    try:
        act()
    except (NotAllowed, WrongState) as refusal:
        return refuse(request, refusal)
    except StaleVersion:
        return _ask(request, about, form, page, 409, **more)
    except ValidationError as error:
        place(form, _renamed(error))
        return _ask(request, about, form, page, 422, **more)
    messages.success(request, done)
    return redirect(about.get_absolute_url())


def _renamed(error):
    """Return an action's refusal with the field's name on the page."""
    if hasattr(error, "error_dict") and "fields" in error.error_dict:
        error.error_dict["words"] = error.error_dict.pop("fields")
    return error


def _ask(request, about, form, page, status=200, version=None, **more):
    about = subjects.words_or_404(request, about.NOUN, about.uid)
    form.renew_version(version or about.version, changed=status == 409)
    template, title = PAGES[page]
    with timezone.override(about.plan.timezone):
        context = {
            "form": form,
            "entry": about,
            "statement": present.in_full(about),
            "written": present.words_of(about),
            "about": About(about.subject, about.plan.as_of()),
            "crumbs": [
                {"label": _("My desk"), "url": reverse("desk")},
                {"label": str(about), "url": about.get_absolute_url()},
                {"label": title(), "url": ""},
            ],
            "title": title(),
            "previews": present.previews(about),
            "no_descriptions": {},
            **more,
        }
        return render(request, template, context, status=status)


# The template of each page, and the question that is its title.
PAGES = {
    "hold": (
        "tracker/desk/moderation/hold.html",
        lambda: _("Hide these words for 72 hours?"),
    ),
    "lift": (
        "tracker/desk/moderation/lift.html",
        lambda: _("Show these words again?"),
    ),
    "redact": (
        "tracker/desk/moderation/redact.html",
        lambda: _("Ask to erase words?"),
    ),
    "answer": (
        "tracker/desk/moderation/answer.html",
        lambda: _("Erase these words for good?"),
    ),
}
