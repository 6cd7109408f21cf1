"""Meetings as readers see them: when, at whose tables, who was there, what came of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.authorization import meetings as rules
from tracker.models import Agreement, Commitment, Meeting, Plan
from tracker.presenters import buttons, places
from tracker.presenters.agreements import AgreementView, agreement_view
from tracker.presenters.dates import day_text, number_text, relative_text
from tracker.presenters.tombstones import in_place, tombstones
from tracker.presenters.wording import Wording, worded
from tracker.queries import meetings as listed


def states() -> dict[str, str]:
    """Return what a reader calls the states of a meeting, in the order of the facet."""
    return {
        listed.COMING: _("to come"),
        listed.UNMINUTED: _("without minutes"),
        listed.HELD: _("held"),
        listed.CANCELLED: _("cancelled"),
    }


def title_of(meeting: Meeting) -> Wording:
    """Return the title, or why it cannot be read."""
    if meeting.title:
        return Wording(meeting.title, meeting.language)
    return Wording(in_place(meeting, meeting.title) or _("A meeting"), "")


def day_of(meeting: Meeting) -> str:
    """Return the day and the time, where one was said."""
    day = day_text(meeting.date)
    return f"{day}, {meeting.time:%H:%M}" if meeting.time else day


def table_label(commitment: Commitment) -> str:
    return _("Commitment %(number)s") % {"number": commitment.number}


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in a list."""

    title: Wording
    url: str
    day: str
    far: str
    state: str
    state_label: str
    is_late: bool
    tables: list[dict[str, str]]
    voice: str
    organisation: Any
    agreed: str


def row(meeting: Meeting, as_of: dt.date) -> MeetingRow:
    state = listed.state_of(meeting, as_of)
    agreed = getattr(meeting, "agreed", 0)
    words = ngettext("%(n)s agreement", "%(n)s agreements", agreed)
    return MeetingRow(
        title=title_of(meeting),
        url=meeting.get_absolute_url(),
        day=day_of(meeting),
        far=relative_text(meeting.date, as_of) if meeting.is_called else "",
        state=state,
        state_label=states()[state],
        is_late=state == listed.UNMINUTED,
        tables=tables_of(meeting),
        voice=meeting.side,
        organisation=meeting.organisation,
        agreed=words % {"n": number_text(agreed)} if agreed else "",
    )


def tables_of(meeting: Meeting) -> list[dict[str, str]]:
    """Return the tables that a meeting is of; the forum for none."""
    found = [
        {"label": table_label(each), "url": f"{each.get_absolute_url()}#table"}
        for each in meeting.tables
    ]
    return found or [{"label": _("Forum of the plan"), "url": meeting.plan.get_absolute_url()}]


@dataclass(frozen=True)
class MeetingView:
    """One meeting at its permanent address."""

    meeting: Meeting
    agreements: list[AgreementView]
    as_of: dt.date

    @property
    def plan(self) -> Plan:
        return self.meeting.plan

    @property
    def title(self) -> Wording:
        return title_of(self.meeting)

    @cached_property
    def row(self) -> MeetingRow:
        return row(self.meeting, self.as_of)

    @property
    def turn(self) -> str:
        """Say who acts next, or what came of it."""
        meeting = self.meeting
        who = {
            "organisation": meeting.organisation_name,
            "secretariat": meeting.plan.secretariat.short,
        }
        match self.row.state:
            case listed.COMING:
                return (
                    _("Called by %(organisation)s. Its minutes are due once it took place.") % who
                )
            case listed.UNMINUTED:
                return (
                    _(
                        "Its day has passed. %(organisation)s or %(secretariat)s publishes the "
                        "minutes, or says that it did not take place."
                    )
                    % who
                )
            case listed.CANCELLED:
                return _("It does not take place.")
        return _("Minutes by %(organisation)s.") % {"organisation": meeting.minutes_name}

    @property
    def present(self) -> list[Any]:
        found = self.meeting.present.all()
        return sorted(found, key=lambda each: (str(each.side), each.short.casefold()))

    @property
    def tombstones(self) -> list[Any]:
        return tombstones(self.meeting)

    @property
    def plan_nav(self) -> dict[str, Any]:
        return places.plan_nav(self.plan, "table")

    @property
    def crumbs(self) -> list[dict[str, str]]:
        way = places.way_to_plan(self.plan)[:1]
        return places.crumbs(
            *way,
            (_("Meetings"), reverse("meetings", args=[self.plan.slug])),
            (str(self.title), ""),
        )

    @property
    def history_url(self) -> str:
        return reverse("plan_history", args=[self.plan.slug])


def page(
    meeting: Meeting, agreements: Iterable[Agreement], user: Any, now: dt.datetime
) -> MeetingView:
    as_of = meeting.plan.day_of(now)
    return MeetingView(meeting, [agreement_view(each, user, as_of) for each in agreements], as_of)


def on_meeting(user: Any, meeting: Meeting, path: str) -> buttons.Buttons:
    """Return what a reader may do about a meeting."""
    if rules.why_shut(meeting.plan) is not None:  # a refusal is false
        return buttons.Buttons()
    if not user.is_authenticated:
        return buttons.Buttons(sign_in_url=f"{reverse('account_login')}?next={quote(path)}")
    place = [meeting.uid]
    change, cancel = reverse("change_meeting", args=place), reverse("cancel_meeting", args=place)
    minutes = reverse("keep_minutes", args=place)
    if meeting.is_called:
        offers = [
            ("minutes", _("Publish the minutes"), minutes, rules.may_keep_minutes(user, meeting)),
            ("move", _("Change it"), change, rules.may_change_meeting(user, meeting)),
            ("cancel", _("Cancel it"), cancel, rules.may_cancel_meeting(user, meeting)),
        ]
    elif meeting.has_minutes:
        agreed = reverse("note_agreement", args=place)
        offers = [
            ("agreed", _("Note an agreement"), agreed, rules.may_note_agreement(user, meeting)),
            ("correct", _("Correct the minutes"), minutes, rules.may_keep_minutes(user, meeting)),
        ]
    else:
        offers = []
    return buttons.offered(offers)


def summary(counts: Any, labels: dict[str, str]) -> str:
    """Return how many rows of each state there are, in words."""
    parts = [
        f"{number_text(counts[name])} {label}" for name, label in labels.items() if counts[name]
    ]
    return " · ".join(parts) or _("None yet.")


def commitment_choices(commitments: Iterable[Commitment]) -> list[tuple[str, str]]:
    return [(str(each.number), f"{each.number} {worded(each, 'title')}") for each in commitments]
