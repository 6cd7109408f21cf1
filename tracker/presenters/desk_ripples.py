"""Ripples on the desk: what waits for somebody of another side, and what is due for another look."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Entry
from tracker.presenters import ripple_words
from tracker.presenters.dates import day_text, relative_text
from tracker.presenters.desk_tasks import Desk, DeskTask, of_words
from tracker.presenters.wording import Wording


def uncorroborated(entry: Entry, desk: Desk) -> DeskTask:
    about = desk.about(entry.subject)
    return DeskTask(
        on=day_text(entry.said_date),
        far=relative_text(entry.said_date, about.as_of),
        why=_("Waits for somebody of another side to confirm or reject it."),
        **_of_ripple(entry, desk),
    )


def recheck(entry: Entry, desk: Desk) -> DeskTask:
    return DeskTask(
        on=ripple_words.noticed(entry.detail),
        why=_("Corroborated, and nobody has looked for half a year whether it lasts"),
        **_of_ripple(entry, desk),
    )


def _of_ripple(entry: Entry, desk: Desk) -> dict[str, Any]:
    found = of_words(entry, desk.about(entry.subject))
    if title := entry.detail.title:
        found["title"] = Wording(title, entry.language)
    find = reverse("find_on_ripple", args=[entry.uid])
    return {**found, "action": {"label": _("Say what you found"), "url": find}}
