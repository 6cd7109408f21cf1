"""A person's desk: one list by what matters, each group with its first rows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.desk_reasons import TELLINGS
from tracker.presenters.desk_tasks import Desk, DeskTask
from tracker.queries.reasons import changed, coming, theirs
from tracker.queries.reasons.listing import REASONS, Thing, row_of
from tracker.queries.reasons.reader import Reader

FEW, MANY = 5, 25  # rows of a group on the whole desk, and of a group alone
# Lists that stand apart from what the reader has to do.
APART = (theirs.CODE, coming.CODE)


@dataclass(frozen=True)
class Group:
    """The rows of one reason. `after` is the code of the next group, for the keyboard."""

    code: str
    title: str
    note: str
    rows: list[DeskTask]
    total: int
    url: str
    after: str = ""

    @property
    def aside(self) -> str:
        number = number_text(self.total)
        return _("See all %(n)s") % {"n": number} if self.more_url else number

    @property
    def more_url(self) -> str:
        return self.url if self.total > len(self.rows) else ""


class DeskHome:
    """What is on the whole desk, or with one `reason` the page of that group."""

    def __init__(self, reader: Reader, things: dict[str, list[Thing]], reason: str = "") -> None:
        self.reader = reader
        self._things = {code: found for code, found in things.items() if found}
        self._reason = reason
        side = reader.organisations[0].side if reader.organisations else ""
        own = frozenset(organisation.pk for organisation in reader.organisations)
        self._desk = Desk(side, reader.now, own)

    # --- what has to be loaded ---

    def page(self, number: int | str) -> Page:
        """Return one page of the things of the reason asked for. Raises InvalidPage."""
        return Paginator(self._things.get(self._reason, []), MANY).page(number)

    @property
    def first_things(self) -> list[Thing]:
        return [thing for found in self._things.values() for thing in found[:FEW]]

    # --- what is shown ---

    def groups(self, rows: dict[tuple[str, int], Any]) -> list[Group]:
        codes = [code for code in self._things if code not in APART]
        following = dict(zip(codes, codes[1:], strict=False))
        return [
            self.group(code, self._things[code][:FEW], rows, following.get(code, ""))
            for code in codes
        ]

    def apart(self, rows: dict[tuple[str, int], Any]) -> dict[str, Group]:
        """Return the lists that stand apart, by their codes, empty ones too."""
        return {code: self.group(code, self._things.get(code, [])[:FEW], rows) for code in APART}

    def group(
        self, code: str, things: Any, rows: dict[tuple[str, int], Any], after: str = ""
    ) -> Group:
        """Return a group with the rows of some things; what went away meanwhile is left out."""
        telling = TELLINGS[code]
        found = [(row, thing.day) for thing in things if (row := row_of(thing, rows)) is not None]
        return Group(
            code=code,
            title=str(telling.title),
            note=self._note(code),
            rows=[telling.tell(row, self._desk, day) for row, day in found],
            total=len(self._things.get(code, [])),
            url=self.address(reason=code),
            after=after,
        )

    def _note(self, code: str) -> str:
        if code != changed.CODE:
            return ""
        day = day_text(self.reader.now.astimezone().date())
        since = changed.since(self.reader).astimezone().date()
        return _("From %(since)s to %(day)s.") % {"since": day_text(since), "day": day}

    @property
    def nothing(self) -> str:
        return str(TELLINGS[self._reason].nothing)

    @property
    def title(self) -> str:
        return str(TELLINGS[self._reason].title)

    @property
    def summary(self) -> list[dict[str, str]]:
        """Return the counted parts of the one sentence, each with its address."""
        return [
            {"label": TELLINGS[code].count(len(found)), "url": self.address(reason=code)}
            for code, found in self._things.items()
            if code != coming.CODE
        ]

    @property
    def waiting(self) -> int:
        """Return how many things wait for the reader."""
        waits = {reason.CODE for reason in REASONS if reason.WAITS}
        return sum(len(found) for code, found in self._things.items() if code in waits)

    @property
    def until(self) -> str:
        """Return when the page was made: what changes later was not on it."""
        return self.reader.now.isoformat()

    @property
    def query(self) -> str:
        return self.query_with(reason=self._reason)

    @property
    def owes(self) -> bool:
        return bool(self._things.keys() & {"overdue", "due"})

    @property
    def empty(self) -> dict[str, str]:
        """Return what a desk says on which nothing lies."""
        return {"title": _("Nothing waits for you"), "text": self._what_will_come}

    @property
    def _what_will_come(self) -> str:
        match self._desk.side:
            case Side.GOVERNMENT:
                return _(
                    "Here you will find the milestones that fall due, observations that ask you "
                    "for an answer, and what changed where you have a seat."
                )
            case Side.CIVIL_SOCIETY:
                return _(
                    "Here you will find answers to your observations, what government reports at "
                    "your tables, and the promises whose day has passed."
                )
            case Side.INDEPENDENT:
                return _("Here you will find the commitments that are not assessed yet.")
        return _("Here you will find vacant seats, silences and what changed in your plans.")

    # --- filters ---

    def address(self, **more: str) -> str:
        """Return the address of this desk with its filters and some more."""
        return f"{reverse('desk')}?{self.query_with(**more)}"

    def query_with(self, **more: str) -> str:
        return urlencode(self.reader.filters | more)

    @property
    def keep(self) -> dict[str, str]:
        """Return what the address says besides its filters."""
        return {"reason": self._reason} if self._reason else {}

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return [{"label": _("My desk"), "url": reverse("desk")}, {"label": self.title, "url": ""}]
