"""One entry at its permanent address."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from tracker.models import Entry
from tracker.presenters import buttons
from tracker.presenters.entries import EntryView
from tracker.presenters.moderation import keys
from tracker.queries.entry_page import entry_thread, visible_entry
from tracker.views.public.validators import public_page


@public_page
def entry(request, uid):
    """Show an entry. A draft exists for the members of its organisation alone."""
    try:
        found = visible_entry(request.user, uid)
    except Entry.DoesNotExist:
        raise Http404 from None
    with timezone.override(found.plan.timezone):
        thread = entry_thread(found)
        view = EntryView(thread)
        if found.is_private:
            offered = buttons.on_draft(request.user, found)
        else:
            offered = buttons.on_entry(request.user, found, request.path, thread.settlements)
        context = {
            "page": view,
            "buttons": offered,
            "keys": keys(request.user, thread.decided, titled=bool(thread.settlements)),
            "plan_nav": view.plan_nav,
        }
        return render(request, "tracker/public/entry.html", context)
