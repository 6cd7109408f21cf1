"""What a person may write about, in lists of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, Side
from tracker.models import Commitment
from tracker.presenters import desk_rows
from tracker.presenters.desk_rows import Row
from tracker.presenters.handovers import address_of
from tracker.presenters.wording import worded
from tracker.queries import desk
from tracker.queries.reasons.reader import Reader

MANY = 25  # rows of a page of a list

# Lists that stand on the desk itself too, as reasons.
ALSO_REASONS = ("awaiting", "drafts")
LISTS_OF_SIDE = {
    Side.GOVERNMENT: ("owed", "awaiting", "lead", "drafts"),
    Side.CIVIL_SOCIETY: ("observe", "awaiting", "owed", "drafts"),
    Side.INDEPENDENT: ("assess", "drafts"),
}


@dataclass(frozen=True)
class Section:
    """One page of a list. `nothing` is what its place says when it is empty."""

    query: str
    title: str
    nothing: str
    page: Page
    rows: list[Row]

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
    """What the reader may write about, list by list."""

    reader: Reader

    CODES = ("owed", "awaiting", "observe", "lead", "assess", "drafts")

    @property
    def user(self) -> Any:
        return self.reader.user

    @property
    def organisations(self) -> list[Organisation]:
        return self.reader.organisations

    @property
    def links(self) -> list[dict[str, str]]:
        """Return the ways to the lists of this side."""
        return [
            {
                "label": str(getattr(self, f"_{code}")().title),
                "url": f"{reverse('desk')}?{urlencode({'show': code} | self.reader.filters)}",
            }
            for code in self._codes
            if code not in ALSO_REASONS
        ]

    @property
    def briefs(self) -> list[dict[str, Any]]:
        """Return the ways to the handover briefs of those who owe something, plan by plan."""
        if "owed" not in self._codes:
            return []
        plans = [self.reader.plan] if self.reader.plan else self.reader.plans
        return [
            {
                "label": _("Handover brief of %(organisation)s")
                % {"organisation": organisation.short},
                "plan": worded(plan, "title"),
                "url": address_of(plan, organisation),
            }
            for plan in plans
            for organisation in self.organisations
        ]

    def keep(self, code: str) -> dict[str, str]:
        """Return what the address of a list says besides its filters."""
        return {"show": code}

    def section(self, code: str, number: int | str) -> Section:
        """Return one page of one list. Raises django.core.paginator.InvalidPage."""
        listing = getattr(self, f"_{code}")()
        prefix = "" if listing.found.model is Commitment else "commitment__"
        page = Paginator(self.reader.within(listing.found, prefix), MANY).page(number)
        rows = [listing.row(each, self.reader.now) for each in page]
        query = urlencode({"show": code} | self.reader.filters)
        return Section(query, listing.title, listing.nothing, page, rows)

    @property
    def welcome(self) -> dict[str, str]:
        """Return what those are told who act for nobody, or {}."""
        if self.organisations:
            return {}
        return {
            "title": _("You act for no organisation yet"),
            "text": _(
                "Ask the secretariat of your plan to add you to yours. "
                "Until then you can read everything."
            ),
        }

    @property
    def _codes(self) -> tuple[str, ...]:
        if not self.organisations:
            return ()
        return LISTS_OF_SIDE.get(self.organisations[0].side, ())

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

    def _drafts(self) -> Listing:
        return Listing(
            _("Drafts"),
            _("Your organisation has no unfinished draft."),
            desk.drafts(self.user),
            desk_rows.of_draft,
        )

    def _speaks_as(self, side: Side) -> bool:
        return any(organisation.side == side for organisation in self.organisations)
