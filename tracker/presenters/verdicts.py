"""The head of a commitment or milestone: what each side says, in its own words, and how far apart."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.completion import Completion
from tracker.models import Commitment, Entry, Milestone, Plan
from tracker.presenters.places import shortened
from tracker.presenters.statements import address, codes
from tracker.presenters.statuses import StatusView
from tracker.presenters.tombstones import in_place
from tracker.queries.spoken import Record, Said, verdicts_of

# A quotation in the head is a reminder; the whole stands in the story.
QUOTE = 260


class VerdictHead:
    """Arguments of `components/verdict.html`.

    `record` is what was said of this subject alone; `entries` holds the words behind the verdicts.
    """

    def __init__(
        self,
        subject: Commitment | Milestone,
        record: Record,
        as_of: dt.date,
        assessment: Entry | None = None,
    ) -> None:
        self._subject = subject
        self._record = record
        self._as_of = as_of
        self._assessment = assessment

    @cached_property
    def status(self) -> StatusView:
        counted, interested = verdicts_of(self._record)
        return StatusView(
            self._subject.status,
            self._as_of,
            verdicts=[verdict(row) for row in counted],
            interested=[verdict(row) for row in interested],
        )

    @cached_property
    def quotes(self) -> Mapping[str, dict[str, Any] | None]:
        """Return the words behind each side's verdict, by side."""
        row = self._subject.status
        entries = {
            "government": row.government_entry,
            "civil_society": row.civil_society_entry,
        }
        return {side: quote(entry) if entry else None for side, entry in entries.items()}

    @cached_property
    def silence(self) -> Mapping[str, str]:
        """Return what to say of a side without a verdict, where “not yet” would be untrue."""
        if self._subject.plan.nature == Plan.Nature.ARCHIVE:
            return {
                "government": _("No source found says how far it came according to government."),
                "civil_society": _(
                    "No source found says how far it came according to civil society."
                ),
            }
        owner = self._subject.owner if isinstance(self._subject, Milestone) else None
        if owner and owner.side == Side.CIVIL_SOCIETY:
            words = _("%(owner)s, of civil society, owns this milestone and reports on it.")
            return {"government": words % {"owner": owner.short}, "civil_society": ""}
        return {"government": "", "civil_society": ""}

    @cached_property
    def independent_note(self) -> str:
        """Return the reviewer's codes besides completion; a way to them where no code stands."""
        if self._assessment is None:
            return ""
        found = [(label, value) for label, value in codes(self._assessment.detail) if value]
        words = "; ".join(f"{label}: {value}" for label, value in found)
        if self._assessment.completion:
            return words
        unknown = _("It gives no code of completion.")
        return format_html(
            '{} <a href="{}">{}</a>',
            f"{words}. {unknown}" if words else unknown,
            address(self._assessment),
            _("Read the assessment"),
        )


def verdict(said: Said) -> dict[str, Any]:
    """Return one organisation's verdict as `StatusView` takes it."""
    return {
        "organisation": said.organisation,
        "completion": said.completion,
        "label": str(Completion(said.completion).label),
        "on": said.on,
    }


def quote(entry: Entry) -> dict[str, Any]:
    """Return the words behind a verdict, shortened."""
    hidden = in_place(entry)
    return {
        "text": hidden or shortened(" ".join(entry.text.split()), QUOTE),
        "lang": "" if hidden else entry.language,
        "documented": entry.is_documented,
        "example": entry.plan.nature == Plan.Nature.EXAMPLE,
        "url": address(entry),
        "by": entry.organisation_name,
    }
