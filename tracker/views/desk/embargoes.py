"""What waits for its day, or lies with the table: publishing it now, or taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import embargoes
from tracker.forms.entries import place
from tracker.forms.withdrawals import DiscardForm
from tracker.presenters.statements import statement
from tracker.presenters.tasks import About, Voice, published_as, waiting_line
from tracker.queries import desk
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_now(request, uid):
    """Show what waits and ask; a POST publishes it."""
    return _answer(request, uid, embargoes.publish_now, _("Publish it now"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, uid):
    """Show what waits and ask; a POST makes it a draft again."""
    return _answer(request, uid, embargoes.take_back, _("Take it back to a draft"))


def _answer(request, uid, action, heading):
    waiting = desk.entries_for(request.user).locked_by(request.user).filter(uid=uid).first()
    if waiting is None:
        if request.method != "POST":
            raise Http404
        # Sent twice, or its day has come, or it went through a colleague's hands.
        messages.info(request, _("This does not wait any more."))
        return redirect("desk")
    with timezone.override(waiting.plan.timezone):
        if request.method != "POST":
            form = DiscardForm(initial={"version": waiting.version})
            return _ask(request, waiting, form, heading)
        return _take_in(request, waiting, action, heading)


def _take_in(request, waiting, action, heading):
    form = DiscardForm(request.POST)
    if not form.is_valid():
        return _ask(request, waiting, form, heading, status=422)
    try:
        entry = action(entry=waiting, by=request.user, seen_version=form.cleaned_data["version"])
    except (NotAllowed, WrongState) as refusal:
        return refuse(request, refusal)
    except StaleVersion:
        return _ask(request, waiting, form, heading, status=409)
    except ValidationError as error:
        place(form, error)
        return _ask(request, waiting, form, heading, status=422)
    if entry.is_draft:
        messages.success(request, _("It is a draft again and does not appear by itself."))
        return redirect("edit_draft", uid=entry.uid)
    messages.success(request, published_as(entry))
    return redirect(entry)


def _ask(request, waiting, form, heading, status=200):
    form.renew_version(waiting.version, changed=status == 409)
    about = About(waiting.subject, waiting.plan.as_of())
    context = {
        "form": form,
        "heading": heading,
        "lede": waiting_line(waiting),
        "statement": statement(waiting),
        "entry": waiting,
        "about": about,
        "crumbs": about.crumbs(heading),
        "voice": Voice.of(waiting.organisation, waiting.subject),
    }
    return render(request, "tracker/desk/embargo.html", context, status=status)
