"""The table of a commitment: who sits there, and for the secretariat giving and moving seats."""

import uuid

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
from tracker import workflow
from tracker.actions import seats
from tracker.authorization.frame import may_change_commitment, may_seat
from tracker.authorization.proposals import may_propose
from tracker.forms.entries import place
from tracker.forms.seats import GivingForm, MoveForm
from tracker.models import Seat
from tracker.presenters.seats import seat_view
from tracker.presenters.table import Table, explanations, labels
from tracker.presenters.tasks import About
from tracker.queries.seats import table_of, with_members
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table(request, plan, number):
    """Show the table to those at it; the secretariat also gives a seat here."""
    commitment = subjects.commitment_or_404(request, plan, number)
    keeps = may_change_commitment(request.user, commitment)
    if not keeps and (request.method == "POST" or not may_propose(request.user, commitment)):
        return refuse(request, keeps.reason)
    if request.method != "POST":
        initial = {
            "uid": uuid.uuid4(),
            "state": Seat.State.INVITED,
            "role": Seat.Role.ADVISER,
        }
        return _show(request, commitment, bool(keeps), GivingForm(initial=initial))
    form = GivingForm(request.POST)
    if not form.is_valid():
        return _show(request, commitment, True, form, status=422)
    day = commitment.plan.day_of(timezone.now())
    try:
        seat = seats.give_seat(commitment=commitment, by=request.user, since=day, **form.values)
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except ValidationError as error:
        place(form, error)
        return _show(request, commitment, True, form, status=422)
    messages.success(
        request, _("%(organisation)s has its seat.") % {"organisation": seat.organisation}
    )
    return redirect("keep_table", commitment.plan.slug, commitment.number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request, plan, number, seat, move):
    """Ask why, and move a seat: take, miss, invite, leave."""
    seat = subjects.seat_or_404(request, plan, number, seat)
    if move not in labels():
        raise Http404
    verdict = may_seat(request.user, seat)
    if not verdict:
        return refuse(request, verdict.reason)
    if request.method != "POST":
        return _ask(request, seat, move, MoveForm(initial={"version": seat.version}))
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _ask(request, seat, move, form, status=422)
    try:
        seats.move_seat(
            seat=seat,
            verb=move,
            by=request.user,
            seen_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except workflow.WrongState as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, seat, move, form, status=409)
    except StaleVersion as stale:
        return _ask(request, stale.current, move, form, status=409, changed=True)
    except ValidationError as error:
        place(form, error)
        return _ask(request, seat, move, form, status=422)
    else:
        messages.success(request, _("Done: %(what)s.") % {"what": labels()[move]})
    return redirect("keep_table", plan, number)


def _show(request, commitment, keeps, form, status=200):
    plan, now = commitment.plan, timezone.now()
    found = table_of(commitment)
    claimed = with_members((seat.organisation_id for seat in found), plan.day_of(now))
    with timezone.override(plan.timezone):
        context = {
            "form": form,
            "table": Table(commitment, found, claimed, keeps, plan.as_of(now)),
        }
        return render(request, "tracker/desk/table.html", context, status=status)


def _ask(request, seat, verb, form, status=200, changed=False):
    form.renew_version(seat.version, changed=changed)
    about = About(seat.commitment, seat.plan.as_of())
    context = {
        "form": form,
        "seat": seat_view(seat, about.as_of),
        "plan": seat.plan,
        "about": about,
        "label": labels()[verb],
        "explanation": explanations()[verb],
        "crumbs": about.crumbs(labels()[verb]),
    }
    with timezone.override(seat.plan.timezone):
        return render(request, "tracker/desk/seat.html", context, status=status)
