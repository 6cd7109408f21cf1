"""An entry as the statement that a page shows, whoever said it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.completion import Completion
from tracker.due_dates import Precision
from tracker.models import Entry, Plan
from tracker.presenters.dates import day_text, period_text


@dataclass(frozen=True)
class Statement:
    """Arguments of `components/say.html`; see there."""

    voice: str
    organisation: Any
    hat_label: str
    on: dt.date | None
    on_label: str
    documented: bool
    source_url: str
    example: bool
    title: str
    text: str
    language: str
    evidence: list[dict[str, Any]]
    state: str
    withdrawn_reason: str
    withdrawn_on: dt.date | None
    corrects_url: str
    corrected_by_url: str
    facts: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    anchor: str = ""


def statement(entry: Entry, links: Any = ()) -> Statement:
    """Return an entry, loaded with `Entry.objects.with_kinds()`, as a statement."""
    exact = entry.said_precision == Precision.DAY
    return Statement(
        voice=entry.side,
        organisation=entry.organisation,
        hat_label=str(entry.get_hat_display()) if entry.hat else "",
        on=entry.said_date if exact else None,
        on_label="" if exact else period_text(entry.said_date, entry.said_precision),
        documented=entry.is_documented,
        source_url=entry.source,
        example=entry.plan.nature == Plan.Nature.EXAMPLE,
        title=title(entry),
        text=entry.text,
        language=entry.language,
        evidence=[
            {
                "title": piece.title,
                "url": piece.url,
                "on": piece.fact_date,
                "relation": piece.relation,
            }
            for piece in entry.evidence.all()
        ],
        state=entry.state,
        withdrawn_reason=entry.withdrawal_reason,
        withdrawn_on=entry.plan.day_of(entry.withdrawn_at) if entry.withdrawn_at else None,
        corrects_url=address(entry.corrects) if entry.corrects_id else "",
        corrected_by_url=address(entry.corrected_by) if entry.corrected_by else "",
        facts=facts(entry),
        links=list(links),
        anchor=f"e-{entry.uid}",
    )


def address(entry: Entry) -> str:
    return reverse("entry", args=[entry.uid])


def title(entry: Entry) -> str:
    """Return what kind of statement it is, in a word or two."""
    detail = entry.detail
    match entry.kind:
        case Entry.Kind.OBSERVATION if detail.type:
            return str(detail.get_type_display())
        case Entry.Kind.RESPONSE if detail.outcome:
            return _("Response: %(outcome)s") % {"outcome": detail.get_outcome_display()}
        case Entry.Kind.INDEPENDENT_ASSESSMENT:
            return detail.report_title
    return str(entry.get_kind_display())


def facts(entry: Entry) -> list[dict[str, str]]:
    """Return the coded part of a statement as labels and values, empty ones left out."""
    detail = entry.detail
    found = []
    if entry.completion:
        found.append((_("Assessment"), Completion(entry.completion).label))
    match entry.kind:
        case Entry.Kind.PROGRESS_REPORT:
            found += [
                (_("Done on"), _day(detail.done_date)),
                (_("Difficulties"), detail.difficulties),
                (_("Next step"), detail.next_step),
            ]
        case Entry.Kind.OBSERVATION:
            found += [
                (_("Perceived change"), detail.get_change_display()),
                (_("How it was seen"), detail.get_seen_by_display()),
                (_("Seen on"), _day(detail.seen_date)),
                (_("Asks"), detail.asks),
                (_("Answer asked by"), _day(detail.answer_by)),
            ]
        case Entry.Kind.RESPONSE:
            found += [(_("Will answer by"), _day(detail.promised_date))]
        case Entry.Kind.INDEPENDENT_ASSESSMENT:
            found += [
                (_("Verifiable"), detail.get_verifiable_display()),
                (_("Relevant to OGP values"), detail.relevance),
                (_("Specificity"), detail.get_specificity_display()),
                (_("Potential impact"), detail.get_potential_impact_display()),
                (_("Ambition"), detail.get_ambition_display()),
                (_("Early results"), detail.get_early_results_display()),
            ]
    if entry.basis:
        found.append((_("How it was documented"), entry.basis))
    return [{"label": str(label), "value": str(value)} for label, value in found if value]


def _day(value: dt.date | None) -> str:
    return day_text(value) if value else ""
