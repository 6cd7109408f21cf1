"""The desk: what waits for the person who is signed in."""

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.presenters.desks import Desk


@never_cache
@require_safe
def desk(request):
    """Show the whole desk, or with `?show=` one of its lists, page by page."""
    now = timezone.now()
    organisations = [m.organisation for m in request.user.memberships_on(now.date())]
    mine = Desk(request.user, organisations, now)
    shown = request.GET.get("show", "")
    if shown not in ("", *Desk.CODES):
        raise BadRequest(_("The desk has no list of that name."))
    if not shown:
        sections = mine.sections()
        context = {"desk": mine, "sections": sections, "summary": mine.summary(sections)}
        return render(request, "tracker/desk/home.html", context)
    try:
        section = mine.section(shown, request.GET.get("page", "1"))
    except PageNotAnInteger:
        raise BadRequest(_("The number of a page is a whole number.")) from None
    except EmptyPage:
        raise Http404 from None
    return render(request, "tracker/desk/section.html", {"section": section})
