"""The tables of a plan side by side: who is missing, who carries much, and every seat."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Organisation
from tracker.models import Commitment, Seat
from tracker.presenters.dates import number_text
from tracker.presenters.seats import SeatView, seat_view
from tracker.presenters.wording import Wording, worded
from tracker.queries.coordination import Coordination, Load

Role, State = Seat.Role, Seat.State


def marks() -> dict[str, str]:
    """Return one letter for each role; the words stand in the key, and beside each for who listens."""
    return {
        Role.LEADS: pgettext("mark: leads", "L"),
        Role.SUPPORTS: pgettext("mark: supports", "S"),
        Role.MUST_DECIDE: pgettext("mark: must decide", "D"),
        Role.GIVES_LEGAL_OPINION: pgettext("mark: gives legal opinion", "J"),
        Role.GIVES_BUDGET: pgettext("mark: gives budget", "B"),
        Role.GIVES_DATA: pgettext("mark: gives data", "I"),
        Role.ADVISER: pgettext("mark: adviser", "A"),
        Role.EXPERT: pgettext("mark: expert", "E"),
        Role.ACTIVE_OBSERVER: pgettext("mark: active observer", "O"),
        Role.CO_IMPLEMENTER: pgettext("mark: co-implementer", "C"),
    }


@dataclass(frozen=True)
class Mark:
    """One seat in a cell. `words` say what the mark says."""

    text: str
    words: str
    vacant: bool


@dataclass(frozen=True)
class Place:
    """One organisation at one table, for the list."""

    commitment: "Column"
    words: str
    vacant: bool


@dataclass(frozen=True)
class Column:
    number: int
    title: Wording
    url: str


@dataclass(frozen=True)
class Line:
    """One organisation: a cell for each commitment, and the same as a list."""

    organisation: Organisation
    kind: str
    voice: str
    cells: list[list[Mark]]
    places: list[Place]
    seats: str


@dataclass(frozen=True)
class Vacancy:
    """A seat that nobody took, and where."""

    seat: SeatView
    commitment: Column


@dataclass(frozen=True)
class Gap:
    """The commitments at whose tables nobody has a role that decides."""

    role: str
    title: str
    commitments: list[Column]


@dataclass(frozen=True)
class Burden:
    """What one organisation carries, in words."""

    organisation: Organisation
    words: str
    leads_url: str


def column(commitment: Commitment) -> Column:
    url = f"{commitment.get_absolute_url()}#table"
    return Column(commitment.number, worded(commitment, "title"), url)


def mark(seat: Seat) -> Mark:
    letter, role = marks()[Role(seat.role)], str(seat.get_role_display())
    shapes = {State.INVITED: f"({letter})", State.MISSING: f"{letter}!", State.LEFT: f"[{letter}]"}
    if seat.state == State.AT_THE_TABLE:
        return Mark(letter, role, False)
    words = f"{role}: {seat.get_state_display()}"
    return Mark(shapes[State(seat.state)], words, seat.state != State.LEFT)


@dataclass(frozen=True)
class TablePage:
    """The page of a plan's tables. `kinds` are the kinds of organisation that were asked for."""

    found: Coordination
    kinds: tuple[str, ...]
    as_of: dt.date

    @property
    def summary(self) -> str:
        seats = [seat for seat in self.found.seats if seat.state != State.LEFT]
        taken = [seat for seat in seats if seat.state == State.AT_THE_TABLE]
        words = {
            "taken": number_text(len(taken)),
            "all": number_text(len(seats)),
            "commitments": number_text(len(self.found.commitments)),
        }
        return _("%(taken)s of %(all)s seats at %(commitments)s tables are taken.") % words

    @property
    def columns(self) -> list[Column]:
        return [column(each) for each in self.found.commitments]

    @property
    def key(self) -> list[tuple[str, str]]:
        """Return the marks that stand somewhere, with their words."""
        used = {seat.role for seat in self.found.seats}
        return [(text, str(Role(role).label)) for role, text in marks().items() if role in used]

    @property
    def lines(self) -> list[Line]:
        return [self._line(each) for each in self.found.of_kinds(self.kinds)]

    def _line(self, organisation: Organisation) -> Line:
        cells, places = [], []
        for commitment in self.found.commitments:
            made = [mark(s) for s in self.found.cells.get((organisation.pk, commitment.pk), [])]
            cells.append(made)
            if made:
                words = ", ".join(each.words for each in made)
                places.append(Place(column(commitment), words, any(m.vacant for m in made)))
        n = len(places)
        return Line(
            organisation=organisation,
            kind=str(organisation.get_kind_display()),
            voice=str(organisation.side),
            cells=cells,
            places=places,
            seats=ngettext("%(n)s table", "%(n)s tables", n) % {"n": number_text(n)},
        )

    @property
    def vacancies(self) -> list[Vacancy]:
        return [
            Vacancy(seat_view(seat, self.as_of), column(seat.commitment))
            for seat in self.found.vacant
        ]

    @property
    def gaps(self) -> list[Gap]:
        titles = {
            Role.MUST_DECIDE: _("Nobody who must decide"),
            Role.GIVES_LEGAL_OPINION: _("Nobody who gives legal opinion"),
            Role.GIVES_BUDGET: _("Nobody who gives budget"),
        }
        return [
            Gap(role, titles[Role(role)], [column(each) for each in commitments])
            for role, commitments in self.found.without.items()
            if commitments
        ]

    @property
    def usual(self) -> str:
        """Say how much is usual, beside who carries much more."""
        number = round(self.found.usual)
        words = ngettext(
            "Half of the government organisations carry %(n)s table or milestone or fewer.",
            "Half of the government organisations carry %(n)s tables and milestones or fewer.",
            number,
        )
        return words % {"n": number_text(number)}

    @property
    def burdens(self) -> list[Burden]:
        return [self._burden(load) for load in self.found.overloaded]

    def _burden(self, load: Load) -> Burden:
        leads = ngettext("leads %(n)s table", "leads %(n)s tables", load.leads)
        owns = ngettext(
            "owns %(n)s milestone that is not done",
            "owns %(n)s milestones that are not done",
            load.owns,
        )
        query = urlencode({"organisation": load.organisation.slug})
        return Burden(
            load.organisation,
            f"{leads % {'n': number_text(load.leads)}}, {owns % {'n': number_text(load.owns)}}",
            f"{reverse('commitments', args=[self.found.plan.slug])}?{query}",
        )


def kinds_of(found: Coordination) -> list[tuple[str, Any]]:
    """Return the kinds of organisation that have a seat, as choices."""
    kinds = {each.kind: each.get_kind_display() for each in found.organisations}
    return list(kinds.items())
