"""Meetings and agreements as the table of one commitment tells of them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.authorization.meetings import may_call_meeting
from tracker.models import Commitment, Plan
from tracker.presenters.dates import day_text, number_text


@dataclass(frozen=True)
class TableMeetings:
    """`facts` are `{label, text, url}`; `call_url` is for whoever may call a meeting here."""

    facts: list[dict[str, str]]
    all_url: str
    call_url: str


def meetings_at(user: Any, commitment: Commitment) -> TableMeetings:
    """Return what is known of a commitment's meetings, annotated with `at_the_table`."""
    plan, query = commitment.plan, urlencode({"commitment": commitment.number})
    all_url = f"{reverse('meetings', args=[plan.slug])}?{query}"
    facts = [
        _fact(_("Next meeting"), commitment, "next_meeting"),
        _fact(_("Last meeting"), commitment, "last_meeting"),
        _agreements(commitment, query),
    ]
    may = user.is_authenticated and may_call_meeting(user, plan, [commitment])
    call = f"{reverse('call_meeting', args=[plan.slug])}?{query}"
    found = [fact for fact in facts if fact]
    shown = found or plan.nature != Plan.Nature.ARCHIVE
    return TableMeetings(found, all_url if shown else "", call if may else "")


def _fact(label: str, commitment: Any, name: str) -> dict[str, str]:
    uid = getattr(commitment, name)
    if uid is None:
        return {}
    day = day_text(getattr(commitment, f"{name}_date"))
    return {"label": label, "text": day, "url": reverse("meeting", args=[uid])}


def _agreements(commitment: Any, query: str) -> dict[str, str]:
    n, late = commitment.open_agreements, commitment.late_agreements
    if not n:
        return {}
    text = ngettext("%(n)s open", "%(n)s open", n) % {"n": number_text(n)}
    if late:
        text += ngettext(", %(n)s late", ", %(n)s late", late) % {"n": number_text(late)}
    url = f"{reverse('agreements', args=[commitment.plan.slug])}?{query}"
    return {"label": _("Agreements"), "text": text, "url": url}
