"""The register of ripples: all that stand as light rows, which of them a reader asks for, and how many each further
filter would leave. Two queries, however many there are; the texts are loaded for the rows of one page.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Organisation
from tracker.models import Plan, Ripple, RippleFinding, Seat
from tracker.queries.commitment_list import folded
from tracker.ripple_state import CONFIRMED, Finding, State, state_of

SORTS = ("newest", "oldest", "commitment")
FACETS = ("layer", "state", "side", "type", "effect", "plan", "commitment", "organisation")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Light:
    """One ripple without its words. `noticed` is when it was noticed, or said."""

    pk: int
    side: str
    layer: str
    type: str
    effect: str
    plan: str
    commitment: str
    commitment_id: int
    organisation: str
    noticed: dt.date
    led_by_id: int | None
    state: State
    is_rejected: bool

    @property
    def is_confirmed(self) -> bool:
        return self.state in CONFIRMED


@dataclass(frozen=True)
class Selection:
    """What a reader asks for: words, options by facet (one of each facet in use), an order."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = SORTS[0]


def register(plans: Collection[Plan], *only: Q) -> list[Light]:
    """Return the ripples of some plans that stand, the newest first, in two queries."""
    slugs = {plan.pk: plan.slug for plan in plans}
    rows = Ripple.objects.standing().filter(*only, commitment__plan__in=plans)
    columns = (
        "pk",
        "side",
        "layer",
        "type",
        "effect",
        "commitment__plan_id",
        "commitment__number",
        "commitment_id",
        "organisation__slug",
        "noticed_date",
        "said_date",
        "led_by_id",
    )
    found = list(rows.order_by("-said_date", "-pk").values_list(*columns))
    findings = findings_about([row[0] for row in found]) if found else {}
    return [_light(row, slugs, findings.get(row[0], [])) for row in found]


def with_ripples(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Add to plans whether they have a ripple (`has_ripples`), so that nothing more is asked where there is none."""
    return plans.annotate(
        has_ripples=Exists(Ripple.objects.filter(commitment__plan=OuterRef("pk")))
    )


def of_plan(plan: Plan) -> list[Light]:
    """Return the ripples of a plan, loaded `with_ripples`."""
    return register([plan]) if getattr(plan, "has_ripples", True) else []


def of_organisation(organisation: Organisation, plans: Collection[Plan]) -> list[Light]:
    """Return what an organisation recorded, and what came of the commitments that it leads."""
    led = Seat.objects.at_the_table().filter(role=Seat.Role.LEADS, organisation=organisation)
    caused = Q(commitment__in=led.order_by().values("commitment"))
    return register(plans, Q(organisation=organisation) | caused)


def findings_about(keys: Sequence[int]) -> dict[int, list[str]]:
    """Return the codes of the standing findings on ripples, the oldest first.

    All there are, where the ripples are many: a database takes no list of ten thousand keys kindly.
    """
    rows = RippleFinding.objects.standing()
    if len(keys) <= 100:
        rows = rows.filter(to__in=keys)
    found: dict[int, list[str]] = defaultdict(list)
    ordered = rows.order_by("said_date", "published_at", "pk")
    for key, code in ordered.values_list("to_id", "finding"):
        found[key].append(code)
    return found


def _light(row: Any, slugs: Mapping[int, str], findings: list[str]) -> Light:
    return Light(
        pk=row[0],
        side=row[1],
        layer=row[2],
        type=row[3],
        effect=row[4],
        plan=slugs[row[5]],
        commitment=str(row[6]),
        commitment_id=row[7],
        organisation=row[8],
        noticed=row[9] or row[10],
        led_by_id=row[11],
        state=state_of(findings),
        is_rejected=Finding.REJECTS in findings,
    )


# --- What is asked for --------------------------------------------------------------------------


def narrowed(rows: list[Light], selection: Selection) -> tuple[list[Light], dict[str, Any]]:
    """Return the rows asked for, in order, and for each facet how many each option would leave.

    Options of one facet add up, so a facet's own choice is left out of its counts.
    """
    worded = _matching(selection.q) if selection.q else None
    tests = _tests(selection)
    counts: dict[str, dict[str, int]] = {facet: defaultdict(int) for facet in FACETS}
    found = []
    for row in rows:
        if worded is not None and row.pk not in worded:
            continue
        failed = [facet for facet, fits in tests.items() if not fits(row)]
        if not failed:
            found.append(row)
        for facet in FACETS if not failed else failed if len(failed) == 1 else ():
            counts[facet][getattr(row, facet)] += 1
    return _ordered(found, selection.sort), counts


def _tests(selection: Selection) -> dict[str, Callable[[Light], bool]]:
    """Return, for each facet in use, whether a ripple has one of the options chosen."""
    return {facet: _test(facet, options) for facet, options in selection.chosen.items() if options}


def _test(facet: str, options: tuple[str, ...]) -> Callable[[Light], bool]:
    led = led_by(options) if facet == "organisation" else set()

    def fits(row: Light) -> bool:
        return getattr(row, facet) in options or row.commitment_id in led

    return fits


def led_by(slugs: Collection[str]) -> set[int]:
    """Return the keys of the commitments that organisations lead: what came of them is theirs too."""
    seats = Seat.objects.at_the_table().filter(role=Seat.Role.LEADS, organisation__slug__in=slugs)
    return set(seats.order_by().values_list("commitment_id", flat=True))


def _matching(q: str) -> set[int]:
    """Return the keys of the ripples that have every word asked for, whatever its accents and capitals.

    Words that are hidden now are not looked through.
    """
    wanted = WORD.findall(folded(q))
    rows = Ripple.objects.shown().order_by().values_list("pk", "title", "text", "for_whom", "place")
    return {
        row[0]
        for row in rows
        if wanted and (text := folded(" ".join(row[1:]))) and all(word in text for word in wanted)
    }


def _ordered(rows: list[Light], sort: str) -> list[Light]:
    if sort == "oldest":
        return sorted(rows, key=lambda row: (row.noticed, row.pk))
    if sort == "commitment":
        return sorted(rows, key=lambda row: (row.plan, int(row.commitment), -row.pk))
    return sorted(rows, key=lambda row: (row.noticed, row.pk), reverse=True)


# --- The rows of a page -------------------------------------------------------------------------


def loaded(shown: Sequence[Light]) -> list[tuple[Ripple, State, list[RippleFinding]]]:
    """Return the ripples of a page with their words and what was found about them, in two queries."""
    keys = [row.pk for row in shown]
    related = ("commitment__plan", "organisation", "led_by__commitment__plan", "hold", "redaction")
    rows = {row.pk: row for row in Ripple.objects.filter(pk__in=keys).select_related(*related)}
    found: dict[int, list[RippleFinding]] = defaultdict(list)
    findings = RippleFinding.objects.standing().filter(to__in=keys).select_related("organisation")
    for finding in findings.order_by("said_date", "published_at", "pk"):
        found[finding.to_id].append(finding)
    return [(rows[row.pk], row.state, found[row.pk]) for row in shown if row.pk in rows]
