"""Plans as lists and heads show them, and the addresses of the rows behind every count."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.models import Plan
from tracker.presenters.wording import Wording, worded
from tracker.queries.commitment_index import CommitmentIndex
from tracker.two_voices import State

ONE_VOICE_MISSING = (
    State.GOVERNMENT_ONLY.value,
    State.CIVIL_SOCIETY_ONLY.value,
    State.UNREPORTED.value,
)


@dataclass(frozen=True)
class Count:
    """A number and the list of what it counts."""

    n: int
    url: str


def list_url(plan: Plan, **filters: Any) -> str:
    """Return the address of a plan's commitments under some filters, given as codes or lists of codes."""
    address = reverse("commitments", args=[plan.slug])
    return f"{address}?{urlencode(filters, doseq=True)}" if filters else address


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list, with what both sides make of its commitments."""

    title: Wording
    jurisdiction: Wording
    url: str
    period: str
    end: dt.date
    ended: bool
    status: str
    nature: str
    nature_label: str
    commitments: Count
    official_count: int | None
    contested: Count
    missing: Count


def plan_row(plan: Plan, states: Mapping[str, int]) -> PlanRow:
    """Return a plan as a row. `states` counts its commitments by divergence state."""
    return PlanRow(
        title=worded(plan, "title"),
        jurisdiction=worded(plan, "jurisdiction"),
        url=plan.get_absolute_url(),
        period=plan.period,
        end=plan.end_date,
        ended=plan.status in (Plan.Status.ENDED, Plan.Status.ARCHIVED),
        status=str(plan.get_status_display()),
        nature=plan.nature,
        nature_label=nature_label(plan),
        commitments=Count(sum(states.values()), list_url(plan)),
        official_count=unknown_rest(plan, sum(states.values())),
        contested=Count(
            states.get(State.CONTESTED, 0),
            list_url(plan, divergence=State.CONTESTED.value, sort="contested"),
        ),
        missing=Count(
            sum(states.get(state, 0) for state in ONE_VOICE_MISSING),
            list_url(plan, divergence=ONE_VOICE_MISSING),
        ),
    )


def nature_label(plan: Plan) -> str:
    """Return what a plan is when it is not a live one: an example, or documented from public sources."""
    return "" if plan.nature == Plan.Nature.LIVE else str(plan.get_nature_display())


def unknown_rest(plan: Plan, known: int) -> int | None:
    """Return how many commitments the published plan has, when that is not the number known here."""
    return plan.official_count if plan.official_count not in (None, known) else None


@dataclass(frozen=True)
class Link:
    label: str
    url: str


def documents(plan: Plan) -> list[Link]:
    """Return the plan's documents with a title in the language of the page."""
    return [Link(_in_page_language(document), document["url"]) for document in plan.documents]


def sources(plan: Plan) -> list[str]:
    """Return the addresses of public sources that are not among the documents."""
    shown = {document["url"] for document in plan.documents}
    return [url for url in plan.sources if url not in shown]


def _in_page_language(document: Mapping[str, str]) -> str:
    titles = Document(document.get("title_es", ""), document.get("title_en", ""))
    return worded(titles, "title").text or document["url"]


@dataclass(frozen=True)
class Document:
    title_es: str
    title_en: str


# --- The head of a plan's page -------------------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """`days_left` and `ended` say how a plan stands in time; neither does while it has not begun."""

    title: Wording
    eyebrow: list[str]
    days_left: int | None
    ended: dt.date | None
    official_count: int | None
    is_archive: bool
    milestones: int


def head(plan: Plan, index: CommitmentIndex) -> Head:
    over = plan.status in (Plan.Status.ENDED, Plan.Status.ARCHIVED)
    running = plan.is_open and plan.start_date <= index.as_of <= plan.end_date
    return Head(
        title=worded(plan, "title"),
        eyebrow=[
            worded(plan, "jurisdiction").text,
            _("Action plan no. %(number)s") % {"number": plan.number},
            plan.period,
            capfirst(str(plan.get_status_display())),
        ],
        days_left=(plan.end_date - index.as_of).days if running else None,
        ended=plan.end_date if over else None,
        official_count=unknown_rest(plan, len(index.rows)),
        is_archive=plan.nature == Plan.Nature.ARCHIVE,
        milestones=index.milestones,
    )


@dataclass(frozen=True)
class Neighbour:
    """The plan before or after this one."""

    label: str
    title: Wording
    url: str
    period: str


def neighbours(plan: Plan, successors: Iterable[Plan]) -> list[Neighbour]:
    """Return the plan before and the plans after, as far as they are public."""
    before = plan.predecessor
    found = []
    if before and before.status != Plan.Status.DRAFT:
        found.append(_neighbour(_("The plan before"), before))
    return found + [_neighbour(_("The plan after"), later) for later in successors]


def _neighbour(label: str, plan: Plan) -> Neighbour:
    return Neighbour(label, worded(plan, "title"), plan.get_absolute_url(), plan.period)
