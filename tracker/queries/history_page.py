"""A page of a history: newest first, found by number, so that page 1,000 costs what page 1 costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404

from ledger.models import PRIVATE_FIELDS, Chain, HistoryEntry
from tracker.queries.history_names import Told, opened, with_holds

PER_PAGE = 25


@dataclass(frozen=True)
class Selection:
    """What a reader asks for. `context` is a commitment's uid; `before` and `after` are numbers of
    entries (in a history of several chains, their keys)."""

    context: Any = None
    side: str = ""
    kind: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.context or self.side or self.kind)


@dataclass(frozen=True)
class HistoryPage:
    """`older` and `newer` are the numbers to go on from, None at an end."""

    entries: list[Told]
    older: int | None
    newer: int | None


def page_of(chain: Chain, selection: Selection) -> HistoryPage:
    """Return a page of one chain. Raises Http404 past either end."""
    entries = _filtered(HistoryEntry.objects.filter(chain=chain), selection)
    if selection.before is not None:
        entries = entries.filter(seq__lt=selection.before)
    if selection.after is not None:
        entries = entries.filter(seq__gt=selection.after).order_by("seq")
    else:
        entries = entries.order_by("-seq")
    return _page(entries, selection, "seq")


def page_across(chains: Iterable[Chain], selection: Selection) -> HistoryPage:
    """Return a page of several chains together, by time. Raises Http404 past either end."""
    # Adding nothing keeps the databases from reading each chain whole and sorting: the index by
    # time then gives the newest entries at once.
    everywhere = HistoryEntry.objects.annotate(of=F("chain_id") + 0)
    entries = _filtered(everywhere.filter(of__in=[chain.pk for chain in chains]), selection)
    entries = entries.select_related("chain")
    if selection.before is not None:
        at = _moment_of(selection.before)
        entries = entries.filter(Q(at__lt=at) | Q(pk__lt=selection.before), at__lte=at)
    if selection.after is not None:
        at = _moment_of(selection.after)
        entries = entries.filter(Q(at__gt=at) | Q(pk__gt=selection.after), at__gte=at)
        entries = entries.order_by("at", "pk")
    else:
        entries = entries.order_by("-at", "-pk")
    return _page(entries, selection, "pk")


def one_of(chain: Chain, number: int) -> Told:
    """Return the entry with a number. Raises Http404."""
    rows = with_holds(HistoryEntry.objects.filter(chain=chain, seq=number))
    found = rows.prefetch_related("values").first()
    if found is None:
        raise Http404
    return opened([found], PRIVATE_FIELDS)[0]


def newest_of(chains: Iterable[Chain]) -> dict[int, HistoryEntry]:
    """Return the last entry of each chain, by the chain's key."""
    last = HistoryEntry.objects.filter(chain__in=list(chains), seq=F("chain__seq"))
    return {entry.chain_id: entry for entry in last}


def _moment_of(key: int) -> Any:
    found = HistoryEntry.objects.filter(pk=key).values_list("at", flat=True).first()
    if found is None:
        raise Http404
    return found


def _filtered(entries: QuerySet[HistoryEntry], selection: Selection) -> QuerySet[HistoryEntry]:
    if selection.context:
        entries = entries.filter(context_uid=selection.context)
    if selection.side:
        entries = entries.filter(side=selection.side)
    if selection.kind:
        entries = entries.filter(kind=selection.kind)
    return entries


def _page(entries: QuerySet[HistoryEntry], selection: Selection, key: str) -> HistoryPage:
    """Read one more than a page holds: whether there is another is then known without counting."""
    found: Sequence[HistoryEntry] = list(
        with_holds(entries).prefetch_related("values")[: PER_PAGE + 1]
    )
    more, shown = len(found) > PER_PAGE, list(found[:PER_PAGE])
    upwards = selection.after is not None
    if upwards:
        shown.reverse()
    if not shown and (upwards or selection.before is not None):
        raise Http404
    first, last = (getattr(shown[at], key) if shown else None for at in (0, -1))
    return HistoryPage(
        entries=opened(shown, PRIVATE_FIELDS),
        older=last if (upwards or more) else None,
        newer=first if (more if upwards else selection.before is not None) else None,
    )
