"""Who sits at the desk, and what of it they asked to see."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models import Organisation, Side
from tracker.models import Commitment, Plan
from tracker.queries.desk import open_to_words
from tracker.queries.local_day import LocalDay


@dataclass(frozen=True)
class Reader:
    """A person with the organisations they act for today; they all stand on one side.

    `plan` and `commitment` narrow the desk to one of them; `since` is until when the person has
    seen what changed.
    """

    user: Any
    organisations: list[Organisation]
    now: dt.datetime
    plan: Plan | None = None
    commitment: Commitment | None = None
    since: dt.datetime | None = None

    @cached_property
    def plans(self) -> list[Plan]:
        """Return the plans in force in which people write."""
        if not self.organisations:
            return []
        plans = Plan.objects.filter(
            status=Plan.Status.IN_FORCE, nature__in=(Plan.Nature.LIVE, Plan.Nature.EXAMPLE)
        )
        return list(plans.order_by("-start_date", "slug"))

    @property
    def plan_of_choice(self) -> Plan | None:
        """Return the plan whose commitments can be chosen from: the one asked for, or the only one."""
        return self.plan or (self.plans[0] if len(self.plans) == 1 else None)

    @property
    def filters(self) -> dict[str, str]:
        """Return what narrows the desk, as its address says it."""
        found = {}
        if self.plan:
            found["plan"] = self.plan.slug
        if self.commitment:
            found["commitment"] = str(self.commitment.number)
        return found

    @property
    def kept_plans(self) -> list[Plan]:
        """Return those plans in force of which an organisation of theirs is the secretariat."""
        mine = self.organisations_of(Side.SECRETARIAT)
        return [plan for plan in self.plans if plan.secretariat_id in {o.pk for o in mine}]

    def organisations_of(self, side: Side) -> list[Organisation]:
        return [o for o in self.organisations if o.side == side]

    def in_force(self, prefix: str = "") -> Q:
        """Return the filter of what may still be written about: `prefix` leads to a commitment."""
        return Q(**open_to_words(prefix))

    def plan_in_force(self, prefix: str = "") -> Q:
        """Return the filter of what belongs to a plan in which people write: `prefix` leads to it.

        Asks nothing by itself, unlike `plans`: the desk is counted on every page.
        """
        natures = (Plan.Nature.LIVE, Plan.Nature.EXAMPLE)
        return Q(
            **{f"{prefix}plan__status": Plan.Status.IN_FORCE, f"{prefix}plan__nature__in": natures}
        )

    def compared(self, prefix: str, lookup: str, days: int = 0) -> Q:
        """Return a filter that compares a date with today, or some days later, in each plan."""
        moment = self.now + dt.timedelta(days=days)
        return Q(**{lookup: LocalDay(moment, f"{prefix}plan__timezone")})

    def within(self, rows: QuerySet, prefix: str = "") -> QuerySet:
        """Narrow rows to the plan and the commitment that were asked for."""
        if self.commitment:
            path = prefix.removesuffix("__")
            return rows.filter(**{path or "pk": self.commitment.pk})
        if self.plan:
            return rows.filter(**{f"{prefix}plan": self.plan})
        return rows


def with_day(rows: QuerySet, day: str = "", prefix: str = "") -> QuerySet:
    """Annotate rows with the day that counts and the plan they belong to."""
    value = F(day) if day else Value(None, output_field=DateField())
    return rows.annotate(day=Cast(value, DateField()), in_plan=F(f"{prefix}plan_id"))
