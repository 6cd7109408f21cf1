"""The ripples on the page of one commitment: rings, list and counts, from its record alone."""

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Entry
from tracker.presenters import rings, ripples
from tracker.presenters.dates import number_text
from tracker.presenters.rings import Rings
from tracker.presenters.ripples import Counted, RippleRow
from tracker.queries.commitment_page import CommitmentRecord


class RippleSection:
    """False where the commitment has no ripple."""

    def __init__(self, record: CommitmentRecord, entries: Mapping[int, Entry]) -> None:
        self._record = record
        self._entries = entries

    def __bool__(self) -> bool:
        return bool(self._record.ripples)

    @cached_property
    def rows(self) -> list[RippleRow]:
        return ripples.of_record(self._record.record, self._record.ripples, self._entries)

    @cached_property
    def rings(self) -> Rings:
        return rings.of_rows(self.rows, str(self._record.commitment.number))

    @cached_property
    def counted(self) -> Counted:
        return ripples.counted_in(self._record.record)

    @property
    def summary(self) -> str:
        return summary(self.counted)

    @property
    def has_more(self) -> bool:
        return self.counted.all > len(self.rows)

    @property
    def register_url(self) -> str:
        commitment = self._record.commitment
        asked = {"plan": commitment.plan.slug, "commitment": commitment.number}
        return f"{reverse('ripples')}?{urlencode(asked)}"


def summary(counted: Counted) -> str:
    """Return how many ripples there are, how many are corroborated and how many for the worse."""
    parts = [
        ngettext("%(n)s ripple", "%(n)s ripples", counted.all) % {"n": number_text(counted.all)},
        ngettext("%(n)s corroborated", "%(n)s corroborated", counted.confirmed)
        % {"n": number_text(counted.confirmed)},
    ]
    if counted.worse:
        words = _("%(n)s for the worse") % {"n": number_text(counted.worse)}
        parts.append(words)
    return " · ".join(parts)
