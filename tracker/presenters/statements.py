"""An entry as the statement that a page shows, whoever said it."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.completion import Completion
from tracker.due_dates import Precision
from tracker.models import Entry, IndependentAssessment, Observation, Plan, Seat
from tracker.presenters import embedding_words, obstacle_words, ripple_words
from tracker.presenters.dates import day_text, period_text
from tracker.presenters.files import piece_view
from tracker.presenters.tombstones import Tombstone, shown, tombstones
from tracker.presenters.wording import page_language
from tracker.queries.obstacles import OF_OBSTACLES


@dataclass(frozen=True)
class Speaker:
    """An organisation under the name it had when it spoke."""

    short: str
    url: str


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
    tombstones: list[Tombstone] = field(default_factory=list)


def statement(entry: Entry, links: Any = (), changes: Any = ()) -> Statement:
    """Return an entry, loaded with `Entry.objects.with_kinds()`, as a statement."""
    exact = entry.said_precision == Precision.DAY
    return Statement(
        voice=entry.side,
        organisation=speaker(entry),
        hat_label=_label(Seat.Role, entry.hat),
        on=entry.said_date if exact else None,
        on_label=said_label(entry),
        documented=entry.is_documented,
        source_url=entry.source,
        example=entry.plan.nature == Plan.Nature.EXAMPLE,
        title=title(entry),
        text=entry.text,
        language=entry.language,
        evidence=[piece_view(piece) for piece in shown(entry.evidence.all())],
        state=entry.state,
        withdrawn_reason=entry.withdrawal_reason,
        withdrawn_on=entry.plan.day_of(entry.withdrawn_at) if entry.withdrawn_at else None,
        corrects_url=address(entry.corrects) if entry.corrects else "",
        corrected_by_url=address(entry.corrected_by) if entry.corrected_by else "",
        facts=facts(entry),
        links=list(links),
        changes=list(changes),
        anchor=f"e-{entry.uid}",
        tombstones=tombstones(entry),
    )


def speaker(entry: Entry) -> Speaker:
    return Speaker(entry.organisation_name, entry.organisation.get_absolute_url())


NOBODY = uuid.UUID(int=0)


def address(entry: Any) -> str:
    """Return the permanent address of anything with the `uid` of an entry.

    A page writes a hundred of them, so the address is looked up once for each language.
    """
    return _address(page_language()).replace(str(NOBODY), str(entry.uid))


@cache
def _address(language: str) -> str:
    return reverse("entry", args=[NOBODY])


def said_label(entry: Any) -> str:
    """Return as much of the date as is known, where that is less than the day."""
    if entry.said_precision == Precision.DAY:
        return ""
    return period_text(entry.said_date, entry.said_precision)


def title(entry: Entry) -> str:
    """Return what kind of statement it is, in a word or two."""
    detail = entry.detail
    match entry.kind:
        case Entry.Kind.PROGRESS_REPORT if detail.nothing_new:
            return nothing_title(detail.nothing_since)
        case Entry.Kind.OBSERVATION if detail.type:
            kind = _label(Observation.Type, detail.type)
            return _("Observation: %(type)s") % {"type": kind.lower()}
        case Entry.Kind.RESPONSE if detail.outcome:
            return _("Response: %(outcome)s") % {"outcome": outcome_label(detail.outcome)}
        case kind if kind in OF_OBSTACLES:
            return obstacle_words.title(entry) or _label(Entry.Kind, kind)
        case kind if kind in ripple_words.KINDS:
            return ripple_words.title(detail)
        case kind if kind in embedding_words.KINDS:
            return embedding_words.title(detail)
    return _label(Entry.Kind, entry.kind)


def nothing_title(since: dt.date | None) -> str:
    """Return how somebody said that there is nothing to report."""
    if since is None:
        return _("Nothing to report yet")
    return _("Nothing to report since %(day)s") % {"day": day_text(since)}


def outcome_label(outcome: str) -> str:
    """Return what became of an observation, in a word or two."""
    return {
        "taken_up": _("taken up"),
        "partly": _("partly taken up"),
        "not_taken_up": _("not taken up"),
        "will_answer": _("will answer later"),
    }[outcome]


def facts(entry: Entry) -> list[dict[str, str]]:
    """Return what a statement says besides its text: label, value, language; empty ones left out.

    A value that somebody wrote has the language it was written in; a code has none.
    """
    found = [(label, str(value), "") for label, value in coded(entry)]
    found += [(label, text, entry.language) for label, text in written(entry)]
    found.append((_("How it was documented"), entry.basis, page_language()))
    return [{"label": label, "value": value, "lang": lang} for label, value, lang in found if value]


def coded(entry: Entry) -> list[tuple[str, Any]]:
    """Return the codes and dates of a statement; a value may be empty."""
    detail = entry.detail
    found: list[tuple[str, Any]] = []
    if entry.completion:
        found.append((_("Assessment"), Completion(entry.completion).label))
    match entry.kind:
        case Entry.Kind.PROGRESS_REPORT:
            found += [(_("Done on"), day_text(detail.done_date))]
        case Entry.Kind.OBSERVATION:
            found += [
                (_("Perceived change"), _label(Observation.Change, detail.change)),
                (_("How it was seen"), _label(Observation.Seen, detail.seen_by)),
                (_("Seen on"), day_text(detail.seen_date)),
                (_("Answer asked by"), day_text(detail.answer_by)),
            ]
        case Entry.Kind.RESPONSE:
            found += [(_("Will answer by"), day_text(detail.promised_date))]
        case Entry.Kind.INDEPENDENT_ASSESSMENT:
            found += codes(detail)
        case kind if kind in OF_OBSTACLES:
            found += obstacle_words.codes(entry)
        case Entry.Kind.RIPPLE:
            found += ripple_words.coded(detail)
        case kind if kind in embedding_words.KINDS:
            found += embedding_words.coded(detail)
    return found


def written(entry: Entry) -> list[tuple[str, str]]:
    """Return what was written besides the text; it may be empty."""
    detail = entry.detail
    match entry.kind:
        case Entry.Kind.PROGRESS_REPORT:
            return [(_("Difficulties"), detail.difficulties), (_("Next step"), detail.next_step)]
        case Entry.Kind.OBSERVATION:
            return [(_("Asks"), detail.asks)]
        case Entry.Kind.INDEPENDENT_ASSESSMENT:
            return [(_("Report"), detail.report_title)]
        case kind if kind in OF_OBSTACLES:
            return obstacle_words.written(entry)
        case Entry.Kind.RIPPLE:
            return ripple_words.written(detail)
        case Entry.Kind.EMBEDDING:
            return [(_("Kept by"), detail.keeper_name)]
    return []


def _label(choices: Any, code: str) -> str:
    """Return the label of a code, many times as fast as Django's `get_…_display`."""
    return str(choices(code).label) if code else ""


def codes(assessment: Any) -> list[tuple[str, Any]]:
    """Return the reviewer's codes besides completion; a value is empty where none was given."""
    # Reports say yes or no in either language; longer answers stay in the report's own words.
    scale = IndependentAssessment
    said = {"yes": _("Yes"), "sí": _("Yes"), "no": _("No")}
    relevance = said.get(assessment.relevance.lower(), assessment.relevance)
    return [
        (_("Verifiable"), _label(scale.YesNo, assessment.verifiable)),
        (_("Relevant to OGP values"), relevance),
        (_("Specificity"), _label(scale.Specificity, assessment.specificity)),
        (_("Potential impact"), _label(scale.PotentialImpact, assessment.potential_impact)),
        (_("Ambition"), _label(scale.Ambition, assessment.ambition)),
        (_("Early results"), _label(scale.EarlyResults, assessment.early_results)),
    ]
