"""The official text of a commitment: its versions, and what changed between two of them."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.models import CommitmentText, Proposal
from tracker.presenters.proposals import behind, why
from tracker.presenters.wording import Wording, page_language, worded

LedTo = Mapping[int, Proposal]

CLAUSE = re.compile(r"(\d{1,3})[.)]\s+(\S.*)")


@dataclass(frozen=True)
class TextView:
    """One version. `clauses` is empty when the text is not a numbered list."""

    number: int
    adopted: dt.date | None
    body: Wording
    clauses: list[tuple[str, str]]
    reason: Wording
    agreed_by: list[Organisation]
    source: str
    behind: str = ""
    alone: bool = False
    proposal_url: str = ""


def text_view(text: CommitmentText, led_to: LedTo = MappingProxyType({})) -> TextView:
    """Return a version. `led_to` has the proposals that became versions, by the version's key."""
    proposal = led_to.get(text.pk)
    body = worded(text, "body")
    return TextView(
        number=text.number,
        adopted=text.adopted_date,
        body=body,
        clauses=clauses(body.text),
        reason=why(proposal, worded(text, "reason")),
        agreed_by=list(text.agreed_by.all()),
        source=text.source,
        behind=behind(proposal) if proposal else "",
        alone=proposal is not None and proposal.is_unilateral,
        proposal_url=proposal.get_absolute_url() if proposal else "",
    )


def clauses(body: str) -> list[tuple[str, str]]:
    """Return `(number, text)` of a text in which every line is a numbered clause, else nothing."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    found = [CLAUSE.fullmatch(line) for line in lines]
    if not all(found):
        return []
    return [(match[1], match[2]) for match in found if match]


@dataclass(frozen=True)
class Comparison:
    """Two versions of the text. `change` is None when they share no language.

    `steps` are the versions after the older one, each with its reason and who agreed.
    """

    older: TextView
    newer: TextView
    steps: list[TextView]
    change: dict[str, Any] | None

    @property
    def changes(self) -> list[dict[str, Any]]:
        return [self.change] if self.change else []


def comparison(
    texts: Sequence[CommitmentText],
    first: int,
    second: int,
    led_to: LedTo = MappingProxyType({}),
) -> Comparison:
    """Compare two versions by their numbers, the older one first whatever the order asked for."""
    low, high = sorted((first, second))
    chosen = {text.number: text for text in texts if low <= text.number <= high}
    older, newer = chosen[low], chosen[high]
    steps = [text_view(text, led_to) for number, text in sorted(chosen.items()) if number > low]
    return Comparison(text_view(older, led_to), steps[-1], steps, _change(older, newer))


def _change(older: CommitmentText, newer: CommitmentText) -> dict[str, Any] | None:
    for language in sorted(("es", "en"), key=lambda code: code != page_language()):
        old, new = (getattr(text, f"body_{language}") for text in (older, newer))
        if old and new:
            label = _("Version %(old)s and version %(new)s") % {
                "old": older.number,
                "new": newer.number,
            }
            return {"label": label, "old": old, "new": new, "lang": language, "whole": False}
    return None
