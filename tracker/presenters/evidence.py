"""The evidence that both sides brought, as one table."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import Commitment, Entry, Evidence
from tracker.presenters.dates import number_text
from tracker.presenters.files import piece_view
from tracker.presenters.statements import address
from tracker.queries.spoken import Record, Said, order

PER_PAGE = 25


class EvidencePage:
    """One page of the evidence behind the words that still stand, newest word first."""

    def __init__(
        self,
        commitment: Commitment,
        record: Record,
        evidence: Mapping[int, list[Evidence]],
        number: str = "1",
    ) -> None:
        self._commitment = commitment
        words = sorted(record.standing(), key=order, reverse=True)
        self._pieces = [(said, piece) for said in words for piece in evidence.get(said.pk, [])]
        self.page: Page[Any] = Paginator(self._pieces, PER_PAGE).page(number)

    @property
    def count(self) -> int:
        return len(self._pieces)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Return the arguments of `components/evidence.html`."""
        return [self._row(said, piece) for said, piece in self.page.object_list]

    def _row(self, said: Said, piece: Evidence) -> dict[str, Any]:
        return {
            **piece_view(piece),
            "voice": said.side,
            "organisation": said.organisation,
            "about": format_html('<a href="{}">{}</a>', address(said), self._about(said)),
        }

    def _about(self, said: Said) -> str:
        """Return which word the piece belongs to: kind and milestone."""
        kind = Entry.Kind(said.kind).label
        if said.milestone is None:
            return str(kind)
        return _("%(kind)s, milestone %(number)s") % {
            "kind": kind,
            "number": f"{self._commitment.number}.{said.milestone}",
        }

    @cached_property
    def summary(self) -> str:
        """Return how many pieces each side brought."""
        counts = {side.value: 0 for side in Side}
        for said, _piece in self._pieces:
            counts[said.side] += 1
        if not self._pieces:
            return ""
        return _(
            "%(government)s from government, %(civil_society)s from civil society, "
            "%(independent)s independent"
        ) % {side: number_text(count) for side, count in counts.items()}
