"""What a proposal would change, old and new, as readers write it. Pure: what stands in the proposal."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.due_dates import Precision
from tracker.models import Commitment, CommitmentText, Milestone, Proposal, Seat
from tracker.presenters.dates import period_text

Pairs = Mapping[str, list[Any]]

MODELS: dict[str, Any] = {
    Proposal.Kind.DUE_DATE: Milestone,
    Proposal.Kind.MILESTONE: Milestone,
    Proposal.Kind.TEXT: CommitmentText,
    Proposal.Kind.SEAT: Seat,
    Proposal.Kind.STATE: Commitment,
}
WORDS = frozenset({"title", "deliverable", "verification", "body"})


def proposed(
    kind: str, change: Pairs, organisations: Mapping[str, Organisation]
) -> list[dict[str, Any]]:
    """Return a proposal's change as rows of `components/diff.html`.

    `organisations` are those it names, by short address.
    """
    if kind == Proposal.Kind.DUE_DATE:
        return [_due_date(change)]
    model = MODELS[kind]
    return [_row(model, name, change[name], organisations) for name in sorted(change, key=_order)]


def _due_date(change: Pairs) -> dict[str, Any]:
    old, new = (_period(change["due_date"][at], change["due_precision"][at]) for at in (0, 1))
    return {"label": _("Due date"), "old": old, "new": new, "lang": "", "whole": True}


def _period(day: str | None, precision: str | None) -> str:
    return period_text(dt.date.fromisoformat(day) if day else None, precision or Precision.UNKNOWN)


def _row(
    model: Any, name: str, pair: list[Any], organisations: Mapping[str, Organisation]
) -> dict[str, Any]:
    column = model._meta.get_field(name)
    stem, _dash, language = name.rpartition("_")
    prose = stem in WORDS
    old, new = (value if prose else _short(column, value, organisations) for value in pair)
    return {
        "label": capfirst(str(column.verbose_name)),
        "old": old or None,
        "new": new or None,
        "lang": language if prose else "",
        "whole": not prose,
    }


def _short(column: Any, value: Any, organisations: Mapping[str, Organisation]) -> str | None:
    if not value:
        return None
    if column.is_relation:
        return str(organisations.get(value, value))
    if column.choices:
        return capfirst(str(dict(column.flatchoices).get(value, value)))
    return str(value)


def _order(name: str) -> tuple[bool, str]:
    """Order short values before prose, and the languages of one text side by side."""
    return name.rpartition("_")[0] in WORDS, name
