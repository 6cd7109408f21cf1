"""Agreements as readers see them: what, who, by when, and whether it was kept."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.authorization import meetings as rules
from tracker.models import Agreement
from tracker.presenters.dates import day_text, number_text, period_text
from tracker.presenters.tombstones import Tombstone, in_place, tombstones
from tracker.presenters.wording import Wording, worded
from tracker.queries import meetings as listed


def states() -> dict[str, str]:
    """Return what a reader calls the states of an agreement, in the order of the facet."""
    return {
        listed.LATE: _("late"),
        listed.OPEN: _("open"),
        listed.KEPT: _("kept"),
        listed.VOID: _("void"),
    }


def text_of(agreement: Agreement) -> Wording:
    """Return what was agreed, or why it cannot be read."""
    if agreement.text:
        return Wording(agreement.text, agreement.language)
    return Wording(in_place(agreement) or _("An agreement"), "")


@dataclass(frozen=True)
class AgreementView:
    """One agreement; `offers` is what the reader may do about it."""

    text: Wording
    url: str
    anchor: str
    number: int
    owner: Any
    voice: str
    due: str
    state: str
    state_label: str
    is_late: bool
    outcome: str
    note: Wording
    link: str
    about: Wording
    about_url: str
    meeting: str
    meeting_url: str
    tombstones: list[Tombstone]
    offers: list[dict[str, str]]


def agreement_view(agreement: Agreement, user: Any, as_of: dt.date) -> AgreementView:
    state = listed.state_of_agreement(agreement, as_of)
    meeting, commitment = agreement.meeting, agreement.commitment
    kept = state == listed.KEPT
    return AgreementView(
        text=text_of(agreement),
        url=agreement.get_absolute_url(),
        anchor=agreement.anchor,
        number=agreement.number,
        owner=agreement.owner,
        voice=str(agreement.owner.side),
        due=period_text(agreement.due_date, agreement.due_precision),
        state=state,
        state_label=states()[state],
        is_late=state == listed.LATE,
        outcome=outcome_of(agreement, as_of),
        note=Wording(agreement.kept_note if kept else "", agreement.kept_language),
        link=agreement.kept_link if kept else "",
        about=worded(commitment, "title") if commitment else Wording("", ""),
        about_url=commitment.get_absolute_url() if commitment else "",
        meeting=_("Meeting of %(day)s") % {"day": day_text(meeting.date)},
        meeting_url=meeting.get_absolute_url(),
        tombstones=tombstones(agreement),
        offers=offers(user, agreement),
    )


def outcome_of(agreement: Agreement, as_of: dt.date) -> str:
    """Say whose turn it is and by when, or what came of an agreement."""
    due = period_text(agreement.due_date, agreement.due_precision)
    words = {"organisation": agreement.owner_name, "due": due}
    if agreement.state == Agreement.State.KEPT:
        return _("Kept on %(day)s, says %(organisation)s.") % {
            **words,
            "day": day_text(agreement.kept_date),
        }
    if agreement.state == Agreement.State.VOID:
        reason = agreement.voiding_reason or in_place(agreement, "")
        return _("It no longer holds: %(reason)s") % {"reason": reason}
    said = []
    if agreement.reopening_reason:
        said.append(_("Not kept after all: %(reason)s") % {"reason": agreement.reopening_reason})
    if days := agreement.days_late(as_of):
        late = ngettext(
            "%(organisation)s: due %(due)s, %(days)s day late.",
            "%(organisation)s: due %(due)s, %(days)s days late.",
            days,
        )
        said.append(late % {**words, "days": number_text(days)})
    else:
        said.append(_("%(organisation)s: due %(due)s.") % words)
    return " ".join(said)


def offers(user: Any, agreement: Agreement) -> list[dict[str, str]]:
    """Return what a reader may do about an agreement: nothing where they may not."""
    if not user.is_authenticated:
        return []
    place = [agreement.uid]
    found = []
    if agreement.state == Agreement.State.OPEN:
        if rules.may_keep_agreement(user, agreement):
            url = reverse("keep_agreement", args=place)
            found.append({"label": _("Say that it is kept"), "url": url})
        if rules.may_void_agreement(user, agreement):
            url = reverse("void_agreement", args=place)
            found.append({"label": _("Declare it void"), "url": url})
    elif agreement.state == Agreement.State.KEPT and rules.may_keep_agreement(user, agreement):
        url = reverse("reopen_agreement", args=place)
        found.append({"label": _("Not kept after all"), "url": url})
    return found
