"""Meetings and agreements: those of a plan by what a reader asks for, and those of one commitment."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear

from accounts.models import Organisation
from tracker.models import Agreement, Commitment, Meeting, Plan, Seat
from tracker.queries.local_day import LocalDay

# What a reader calls the state of a meeting and of an agreement: with its day, which decides.
COMING, UNMINUTED, HELD, CANCELLED = "coming", "unminuted", "held", "cancelled"
OPEN, LATE, KEPT, VOID = "open", "late", "kept", "void"


@dataclass(frozen=True)
class Selection:
    """What a reader asks for; all of it where empty."""

    states: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


@dataclass
class Facets:
    """How many rows there are by each thing that can be asked for."""

    states: Counter[str] = field(default_factory=Counter)
    commitments: Counter[str] = field(default_factory=Counter)
    organisations: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    named: dict[str, Organisation] = field(default_factory=dict)


def state_of(meeting: Meeting, as_of: dt.date) -> str:
    """Return the state of a meeting as a reader sees it on a day."""
    if meeting.is_called:
        return UNMINUTED if meeting.lacks_minutes(as_of) else COMING
    return meeting.state


def state_of_agreement(agreement: Agreement, as_of: dt.date) -> str:
    return LATE if agreement.days_late(as_of) else agreement.state


def _meeting_states(day: dt.date) -> dict[str, Q]:
    called = Q(state=Meeting.State.CALLED)
    return {
        COMING: called & Q(date__gte=day),
        UNMINUTED: called & Q(date__lt=day),
        HELD: Q(state=Meeting.State.HELD),
        CANCELLED: Q(state=Meeting.State.CANCELLED),
    }


def _agreement_states(day: dt.date) -> dict[str, Q]:
    is_open = Q(state=Agreement.State.OPEN)
    return {
        LATE: is_open & Q(due_date__lt=day),
        OPEN: is_open & Q(due_date__gte=day),
        KEPT: Q(state=Agreement.State.KEPT),
        VOID: Q(state=Agreement.State.VOID),
    }


def _any_of(conditions: Iterable[Q]) -> Q:
    found = Q(pk=None)
    for condition in conditions:
        found |= condition
    return found


def _by_state(rows: QuerySet[Any], states: dict[str, Q]) -> Counter[str]:
    counts = rows.order_by().aggregate(
        **{f"n_{name}": Count("pk", filter=condition) for name, condition in states.items()}
    )
    return Counter({name: counts[f"n_{name}"] for name in states})


# --- Meetings -------------------------------------------------------------------------------------


def meetings_of_plan(plan: Plan, selection: Selection, day: dt.date) -> QuerySet[Meeting]:
    """Return a plan's meetings, the latest day first."""
    found = Meeting.objects.filter(plan=plan)
    if selection.states:
        states = _meeting_states(day)
        found = found.filter(_any_of(states[name] for name in selection.states))
    if selection.commitments:
        found = found.filter(commitments__number__in=selection.commitments)
    if selection.organisations:
        found = found.filter(present__slug__in=selection.organisations)
    if selection.years:
        found = found.filter(date__year__in=selection.years)
    counted = found.with_all().annotate(agreed=Count("agreements", distinct=True))
    return counted.distinct().order_by("-date", "-pk")


def meeting_facets(plan: Plan, day: dt.date) -> Facets:
    """Count a plan's meetings by state, table, body present and year."""
    rows = Meeting.objects.filter(plan=plan).order_by()
    tables = rows.filter(commitments__isnull=False).values_list("commitments__number")
    years = rows.annotate(year=ExtractYear("date")).values_list("year")
    named = Organisation.objects.filter(meetings__plan=plan).annotate(n=Count("meetings"))
    found = list(named.order_by("name_en", "pk"))
    return Facets(
        states=_by_state(rows, _meeting_states(day)),
        commitments=_counted(tables),
        organisations=Counter({each.slug: each.n for each in found}),
        years=_counted(years),
        named={each.slug: each for each in found},
    )


def _counted(rows: QuerySet[Any, Any]) -> Counter[str]:
    return Counter({str(key): n for key, n in rows.annotate(n=Count("pk", distinct=True))})


def meetings_for(user: Any) -> QuerySet[Meeting]:
    """Return the meetings that a person may read, with all that their pages show."""
    return Meeting.objects.visible_to(user).with_all()


def tables_with_seats(commitments: Iterable[Commitment]) -> list[Commitment]:
    """Return commitments with who sits there and who owns a milestone, in three queries."""
    keys = [commitment.pk for commitment in commitments]
    seats = Seat.objects.select_related("organisation").order_by("pk")
    found = Commitment.objects.filter(pk__in=keys).select_related("plan__secretariat")
    return list(
        found.prefetch_related(Prefetch("seats", seats), "milestones__owner").order_by("number")
    )


def bodies_of(plan: Plan, commitments: Iterable[Commitment]) -> list[Organisation]:
    """Return who can be expected at a meeting: the tables' organisations, or those of all tables."""
    commitments = list(commitments)
    seats = Q(seats__commitment__plan=plan)
    owned = Q(owned_milestones__commitment__plan=plan)
    if commitments:
        seats = Q(seats__commitment__in=commitments)
        owned = Q(owned_milestones__commitment__in=commitments)
    found = Organisation.objects.filter(seats | owned | Q(pk=plan.secretariat_id)).distinct()
    return sorted(found.order_by("pk"), key=lambda each: (str(each.side), each.short.casefold()))


# --- Agreements -----------------------------------------------------------------------------------


def agreements_of_plan(plan: Plan, selection: Selection, day: dt.date) -> QuerySet[Agreement]:
    """Return a plan's agreements: the open ones first, the soonest day first."""
    found = Agreement.objects.filter(meeting__plan=plan)
    if selection.states:
        states = _agreement_states(day)
        found = found.filter(_any_of(states[name] for name in selection.states))
    if selection.commitments:
        found = found.filter(commitment__number__in=selection.commitments)
    if selection.organisations:
        found = found.filter(owner__slug__in=selection.organisations)
    first = Case(When(state=Agreement.State.OPEN, then=0), default=1, output_field=IntegerField())
    return found.with_all().order_by(first, "due_date", "pk")


def agreement_facets(plan: Plan, day: dt.date) -> Facets:
    """Count a plan's agreements by state, commitment and who owes them."""
    rows = Agreement.objects.filter(meeting__plan=plan).order_by()
    about = rows.filter(commitment__isnull=False).values_list("commitment__number")
    named = Organisation.objects.filter(agreements__meeting__plan=plan)
    found = list(named.annotate(n=Count("agreements")).order_by("name_en", "pk"))
    return Facets(
        states=_by_state(rows, _agreement_states(day)),
        commitments=_counted(about),
        organisations=Counter({each.slug: each.n for each in found}),
        named={each.slug: each for each in found},
    )


def agreements_of(meeting: Meeting) -> list[Agreement]:
    """Return what a meeting agreed on, by number."""
    return list(meeting.agreements.with_all().order_by("number"))


def agreements_for(user: Any) -> QuerySet[Agreement]:
    """Return the agreements that a person may read, with all that their pages show."""
    return Agreement.objects.visible_to(user).with_all()


# --- At one table ---------------------------------------------------------------------------------


def at_the_table(now: dt.datetime) -> dict[str, Any]:
    """Return what a commitment is annotated with, so that its page asks nothing more: its next and
    its last meeting, and how many agreements about it are open and late."""
    day = LocalDay(now, "plan__timezone")
    meetings = Meeting.objects.filter(commitments=OuterRef("pk"))
    coming = meetings.called().filter(date__gte=day).order_by("date", "pk")
    held = meetings.filter(state=Meeting.State.HELD).order_by("-date", "-pk")
    owed = Agreement.objects.open().filter(commitment=OuterRef("pk")).order_by()
    late = owed.filter(due_date__lt=LocalDay(now, "meeting__plan__timezone"))
    return {
        "next_meeting": Subquery(coming.values("uid")[:1]),
        "next_meeting_date": Subquery(coming.values("date")[:1]),
        "last_meeting": Subquery(held.values("uid")[:1]),
        "last_meeting_date": Subquery(held.values("date")[:1]),
        "open_agreements": _number_of(owed),
        "late_agreements": _number_of(late),
    }


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.values("commitment").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
