"""Which organisations a reader asks for, by side, kind and words of their names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count

from accounts.models import KIND_SIDE, Organisation
from accounts.models.organisation import Kind
from tracker.models import Milestone, Plan, Seat
from tracker.queries.commitment_list import folded


class Row(NamedTuple):
    """What is looked at in every organisation; the rest is loaded for one page of them."""

    pk: int
    name_es: str
    name_en: str
    acronym: str
    kind: str

    @property
    def side(self) -> str:
        return KIND_SIDE[Kind(self.kind)].value

    def name(self, language: str) -> str:
        wanted = self.name_en if language == "en" else self.name_es
        return wanted or self.name_es or self.name_en


@dataclass(frozen=True)
class Selection:
    """`sides` and `kinds` add up; `q` wants every word, whatever its accents and capitals."""

    q: str = ""
    sides: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def everyone() -> list[Row]:
    """Return every organisation, one query."""
    return [Row(*values) for values in Organisation.objects.order_by().values_list(*Row._fields)]


def found(rows: Iterable[Row], selection: Selection, language: str) -> list[Row]:
    """Return the organisations asked for, by name as the language of the page sorts it."""
    wanted = [
        row
        for row in rows
        if _is_named(row, selection.q)
        and (not selection.sides or row.side in selection.sides)
        and (not selection.kinds or row.kind in selection.kinds)
    ]
    return sorted(wanted, key=lambda row: (folded(row.name(language)), row.pk))


def counts(rows: Sequence[Row], selection: Selection) -> tuple[Counter[str], Counter[str]]:
    """Return how many organisations each side, and each kind, would leave.

    The choices made in the same group are left out of its counts, because they add up.
    """
    named = [row for row in rows if _is_named(row, selection.q)]
    sides = Counter(r.side for r in named if not selection.kinds or r.kind in selection.kinds)
    kinds = Counter(r.kind for r in named if not selection.sides or r.side in selection.sides)
    return sides, kinds


def _is_named(row: Row, q: str) -> bool:
    text = folded(f"{row.name_es} {row.name_en} {row.acronym}")
    return all(word in text for word in folded(q).split())


def loaded(rows: Iterable[Row]) -> list[Organisation]:
    """Return the organisations of one page of the list, in its order, with what they are part of."""
    order = [row.pk for row in rows]
    known = Organisation.objects.select_related("parent").in_bulk(order)
    return [known[pk] for pk in order]


def tables_and_milestones(
    organisations: Iterable[Organisation], plans: Iterable[Plan]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return, by organisation, at how many tables it has a seat and how many milestones it owns."""
    asked, open_to_reader = list(organisations), list(plans)
    seats = Seat.objects.filter(organisation__in=asked, commitment__plan__in=open_to_reader)
    owned = Milestone.objects.filter(owner__in=asked, commitment__plan__in=open_to_reader)
    tables = (
        seats.order_by().values_list("organisation").annotate(Count("commitment", distinct=True))
    )
    return dict(tables), dict(owned.order_by().values_list("owner").annotate(Count("pk")))
