"""The table of a commitment: who sits there, who was invited, who is missing, who left."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from tracker.models import Plan, Proposal, Seat
from tracker.presenters.wording import Wording, worded

VACANT = (Seat.State.INVITED, Seat.State.MISSING)


@dataclass(frozen=True)
class SeatView:
    """`days_vacant` is None where nobody knows, or the seat is taken."""

    voice: str
    name: str
    url: str
    role_label: str
    state: str
    since: dt.date | None
    until: dt.date | None
    days_vacant: int | None
    note: Wording
    source: str
    proposed_by: str = ""
    proposal_url: str = ""
    uid: uuid.UUID | None = None


@dataclass(frozen=True)
class SeatGroup:
    state: str
    title: str
    seats: list[SeatView]


def seat_view(seat: Seat, as_of: dt.date, proposal: Proposal | None = None) -> SeatView:
    """Return a seat. `proposal` is the one that gave it, if any."""
    organisation = seat.organisation
    counts = seat.state in VACANT and seat.since
    return SeatView(
        voice=organisation.side.value,
        name=organisation.short,
        url=organisation.get_absolute_url(),
        role_label=str(seat.get_role_display()),
        state=seat.state,
        since=seat.since,
        until=seat.until,
        days_vacant=max((as_of - seat.since).days, 0) if counts and seat.since else None,
        note=worded(seat, "note"),
        source=seat.source,
        proposed_by=proposal.organisation_name if proposal else "",
        proposal_url=proposal.get_absolute_url() if proposal else "",
        uid=seat.uid,
    )


def groups(
    seats: Sequence[Seat],
    plan: Plan,
    as_of: dt.date,
    led_to: Mapping[int, Proposal] = MappingProxyType({}),
) -> list[SeatGroup]:
    """Return the seats by state, empty states left out; in a state, those who lead come first.

    `led_to` has the proposals that gave seats, by the seat's key.
    """
    archive = plan.nature == Plan.Nature.ARCHIVE
    titles = {
        # In the archive a seat says that a source names the organisation, no more.
        Seat.State.AT_THE_TABLE: _("Named by the sources") if archive else _("At the table"),
        Seat.State.INVITED: _("Invited"),
        Seat.State.MISSING: _("Missing from the table"),
        Seat.State.LEFT: _("Left the table"),
    }
    roles = [role.value for role in Seat.Role]
    ordered = sorted(seats, key=lambda seat: (roles.index(seat.role), seat.pk))
    found = []
    for state, title in titles.items():
        views = [
            seat_view(seat, as_of, led_to.get(seat.pk)) for seat in ordered if seat.state == state
        ]
        if views:
            found.append(SeatGroup(state.value, title, views))
    return found
