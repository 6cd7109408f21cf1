"""A person's desk: what they may write about, what waits for them, what they left unfinished."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation, Side
from tracker.presenters import desk_rows
from tracker.presenters.dates import number_text
from tracker.presenters.desk_rows import Row
from tracker.queries import desk

FEW, MANY = 10, 25  # rows of a list on the whole desk, and of a list alone

LISTS_OF_SIDE = {
    Side.GOVERNMENT: ("owed", "awaiting", "lead", "drafts"),
    Side.CIVIL_SOCIETY: ("observe", "awaiting", "owed", "embargoed", "drafts"),
    Side.INDEPENDENT: ("assess", "embargoed", "drafts"),
}


@dataclass(frozen=True)
class Section:
    """One list. `nothing` is what its place says when it is empty."""

    code: str
    title: str
    nothing: str
    page: Page
    rows: list[Row]

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def query(self) -> str:
        return f"show={self.code}"

    @property
    def more_url(self) -> str:
        return f"?{self.query}" if self.total > len(self.rows) else ""

    @property
    def aside(self) -> str:
        if not self.total:
            return ""
        number = number_text(self.total)
        return _("See all %(n)s") % {"n": number} if self.more_url else number

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return [{"label": _("My desk"), "url": reverse("desk")}, {"label": self.title, "url": ""}]


@dataclass(frozen=True)
class Listing:
    """What a list says and holds, before it is cut into pages."""

    title: str
    nothing: str
    found: Any
    row: Callable[..., Row]


@dataclass(frozen=True)
class Desk:
    """`organisations` are those that a person acts for today; they all stand on one side."""

    user: Any
    organisations: list[Organisation]
    now: dt.datetime

    CODES = ("owed", "awaiting", "observe", "lead", "assess", "embargoed", "drafts")

    def sections(self) -> list[Section]:
        """Return the lists of this side, the first rows of each."""
        return [self.section(code, 1, FEW) for code in self._codes]

    def section(self, code: str, number: int | str, size: int = MANY) -> Section:
        """Return one page of one list. Raises django.core.paginator.InvalidPage."""
        listing = getattr(self, f"_{code}")()
        page = Paginator(listing.found, size).page(number)
        rows = [listing.row(each, self.now) for each in page]
        return Section(code, listing.title, listing.nothing, page, rows)

    def summary(self, sections: list[Section]) -> str:
        """Say in one sentence what is on the desk, or nothing when nothing is."""
        totals = {section.code: section.total for section in sections if section.total}
        said = [self._counted(code, n) % {"n": number_text(n)} for code, n in totals.items()]
        return f"{', '.join(filter(None, said))}." if any(said) else ""

    @property
    def welcome(self) -> dict[str, str]:
        """Return why the desk is empty for those who have no voice in a plan, or {}."""
        if self._codes:
            return {}
        if not self.organisations:
            return {
                "title": _("You act for no organisation yet"),
                "text": _(
                    "Ask the secretariat of your plan to add you to yours. "
                    "Until then you can read everything."
                ),
            }
        return {
            "title": _("Nothing for you to write here"),
            "text": _(
                "The secretariat keeps the plan and its seats. What is said about it is for "
                "government, civil society and the independent reviewer to say."
            ),
        }

    @property
    def _codes(self) -> tuple[str, ...]:
        if not self.organisations:
            return ()
        return LISTS_OF_SIDE.get(self.organisations[0].side, ())

    @staticmethod
    def _counted(code: str, n: int) -> str:
        match code:
            case "owed":
                return ngettext("%(n)s milestone of yours", "%(n)s milestones of yours", n)
            case "awaiting":
                return ngettext(
                    "%(n)s observation waits for your answer",
                    "%(n)s observations wait for your answer",
                    n,
                )
            case "observe":
                return ngettext(
                    "%(n)s commitment at whose table you sit",
                    "%(n)s commitments at whose table you sit",
                    n,
                )
            case "embargoed":
                return ngettext("%(n)s that waits for its day", "%(n)s that wait for their day", n)
            case "drafts":
                return ngettext("%(n)s unfinished draft", "%(n)s unfinished drafts", n)
        return ""

    # --- the lists ---

    def _owed(self) -> Listing:
        return Listing(
            _("Report on what you own"),
            _("Your organisation owns no milestone of a plan in force."),
            desk.owed(self.organisations),
            desk_rows.of_milestone,
        )

    def _awaiting(self) -> Listing:
        return Listing(
            _("Waiting for your answer"),
            _("No observation waits for an answer of your organisation."),
            desk.awaiting(self.organisations),
            desk_rows.of_observation,
        )

    def _observe(self) -> Listing:
        return Listing(
            _("Observe where you have a seat"),
            _(
                "Your organisation has no seat at a commitment's table. "
                "The secretariat gives seats."
            ),
            desk.observed(self.organisations),
            partial(desk_rows.of_commitment, verb="observe", label=_("Register an observation")),
        )

    def _lead(self) -> Listing:
        return Listing(
            _("Report on commitments you lead, as a whole"),
            _("Your organisation leads no commitment of a plan in force."),
            desk.led(self.organisations),
            partial(desk_rows.of_commitment, verb="report", label=_("Report progress")),
        )

    def _assess(self) -> Listing:
        found = desk.assessable() if self._speaks_as(Side.INDEPENDENT) else desk.nothing()
        return Listing(
            _("Assess commitments"),
            _("There is no commitment for you to assess."),
            found,
            partial(desk_rows.of_commitment, verb="assess", label=_("Enter an assessment")),
        )

    def _embargoed(self) -> Listing:
        return Listing(
            _("Waiting for its day"),
            _("Nothing of your organisation waits for a later day."),
            desk.embargoed(self.user),
            desk_rows.of_embargoed,
        )

    def _drafts(self) -> Listing:
        return Listing(
            _("Drafts"),
            _("Your organisation has no unfinished draft."),
            desk.drafts(self.user),
            desk_rows.of_draft,
        )

    def _speaks_as(self, side: Side) -> bool:
        return any(organisation.side == side for organisation in self.organisations)
