"""The desk: what waits for the person who is signed in."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.authorization.verdicts import NotAllowed
from tracker.actions.desk_visits import see_changes
from tracker.presenters.desk_home import DeskHome
from tracker.presenters.desk_narrowing import Narrowing
from tracker.presenters.desks import Desk
from tracker.presenters.handovers import notices
from tracker.presenters.moderation import key_rows
from tracker.queries import handovers, moderation
from tracker.queries.decided_words import load_about
from tracker.queries.desk import commitments_of
from tracker.queries.reasons import listing
from tracker.views.desk.readers import reader_of
from tracker.views.desk.writing import refuse


@never_cache
@require_safe
def desk(request):
    """Show the whole desk, with `?reason=` one of its groups, with `?show=` what can be written about."""
    reason, shown = request.GET.get("reason", ""), request.GET.get("show", "")
    if reason not in ("", *listing.CODES):
        raise BadRequest(_("The desk has no reason of that name."))
    if shown not in ("", *Desk.CODES):
        raise BadRequest(_("The desk has no list of that name."))
    reader = reader_of(request, visits=True)
    if shown:
        return _list(request, Desk(reader), shown)
    home = DeskHome(reader, listing.things_on(reader), reason)
    if reason:
        return _group(request, home, reason)
    rows = listing.loaded(home.first_things)
    context = {
        "home": home,
        "narrowing": _narrowing(reader, home.keep),
        "groups": home.groups(rows),
        "apart": home.apart(rows),
        "desk": Desk(reader),
        "briefs": notices(handovers.waiting_for(reader)),
        "keys": key_rows(load_about(moderation.waiting_for(request.user))),
    }
    return render(request, "tracker/desk/home.html", context | _count(home))


@require_POST
def seen(request):
    """Remember that the person has seen what changed up to when their page was made."""
    until = _moment(request.POST.get("until", ""))
    if until is None:
        raise BadRequest(_("This page had lost track of what it showed. Open your desk again."))
    try:
        see_changes(by=request.user, until=until)
    except NotAllowed as refusal:
        return refuse(request, refusal)
    messages.success(request, _("From now on your desk shows what changes after this."))
    return redirect("desk")


def _moment(text):
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    known = moment is not None and moment.tzinfo is not None and moment.year > 2000
    return moment.astimezone(dt.UTC) if known else None


def _group(request, home, reason):
    page = _page(request, home.page)
    group = home.group(reason, page.object_list, listing.loaded(page.object_list))
    narrowing = _narrowing(home.reader, home.keep)
    context = {"home": home, "narrowing": narrowing, "group": group, "page_obj": page}
    return render(request, "tracker/desk/group.html", context | _count(home))


def _count(home):
    """Return the number beside “My desk”, where this page knows it: it need not be asked again."""
    return {} if home.reader.filters else {"desk_count": home.waiting}


def _list(request, desk, shown):
    section = _page(request, lambda number: desk.section(shown, number))
    context = {"section": section, "narrowing": _narrowing(desk.reader, desk.keep(shown))}
    return render(request, "tracker/desk/section.html", context)


def _narrowing(reader, keep):
    plan = reader.plan_of_choice
    found = commitments_of(plan, reader.organisations)[: Narrowing.MANY + 1] if plan else []
    return Narrowing(reader, list(found), keep)


def _page(request, of):
    """Return the page asked for. Raises BadRequest or Http404."""
    try:
        return of(request.GET.get("page", "1"))
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
