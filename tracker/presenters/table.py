"""The table of a commitment as the secretariat keeps it and those at it see it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker import workflow
from tracker.models import Commitment, Seat
from tracker.presenters.seats import SeatView, seat_view
from tracker.presenters.tasks import About


def labels() -> dict[str, str]:
    """Return the buttons of a seat, by verb."""
    return {
        "take": _("Seat it at the table"),
        "miss": _("Say that it is missing"),
        "invite": _("Invite it"),
        "leave": _("Say that it left"),
    }


def explanations() -> dict[str, str]:
    """Return what each verb means, by verb."""
    return {
        "take": _("From today the organisation speaks and answers in this role."),
        "miss": _("The page of the commitment shows whom the table waits for."),
        "invite": _("The seat is kept for the organisation, which has not taken it yet."),
        "leave": _("What the organisation said in this role stays."),
    }


@dataclass(frozen=True)
class TableRow:
    """One seat with its buttons. `unclaimed`: nobody can sign in for its organisation."""

    seat: SeatView
    state_label: str
    unclaimed: bool
    moves: list[dict[str, str]]


@dataclass(frozen=True)
class Table:
    """`keeps`: the reader moves seats; otherwise they propose it."""

    commitment: Commitment
    seats: Sequence[Seat]
    claimed: Iterable[int]
    keeps: bool
    as_of: dt.date

    @property
    def plan(self) -> Any:
        return self.commitment.plan

    @property
    def about(self) -> About:
        return About(self.commitment, self.as_of)

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return self.about.crumbs(_("The table"))

    @property
    def propose_url(self) -> str:
        return reverse("propose_seat", args=[self.plan.slug, self.commitment.number])

    @property
    def rows(self) -> list[TableRow]:
        order = [state.value for state in Seat.State]
        seats = sorted(self.seats, key=lambda seat: (order.index(seat.state), seat.pk))
        return [
            TableRow(
                seat=seat_view(seat, self.as_of),
                state_label=str(seat.get_state_display()),
                unclaimed=seat.organisation_id not in self.claimed,
                moves=self._moves(seat),
            )
            for seat in seats
        ]

    def _moves(self, seat: Seat) -> list[dict[str, str]]:
        place = [self.plan.slug, self.commitment.number, seat.uid]
        if not self.keeps:
            url = reverse("propose_seat_state", args=place)
            return [{"label": _("Propose another state"), "url": url}] if self.plan.is_open else []
        words = labels()
        return [
            {"label": words[move.verb], "url": reverse("move_seat", args=[*place, move.verb])}
            for move in workflow.possible(workflow.SEAT, seat.state)
        ]
