"""What civil society asked and advised, and what became of it: rows, counts and filters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.models import Organisation
from tracker.models import (
    Commitment,
    Milestone,
    Observation,
    Plan,
    Response,
    Seat,
    Settlement,
)
from tracker.queries.answers import ASKS, with_answers

# What was answered, and what whoever asked says of it. An observation counts once among each.
ANSWERS = ("taken_up", "partly", "not_taken_up", "promised", "unanswered")
WORDS = ("accepted", "not_resolved", "escalated", "closed")
OUTCOMES = (*ANSWERS, *WORDS)


@dataclass(frozen=True)
class Advice:
    """One observation with its newest answer and the word on it."""

    observation: Observation
    answer: Response | None
    word: Settlement | None


def of_commitment(commitment: Commitment) -> QuerySet[Observation]:
    """Return what was asked and advised about a commitment and its milestones."""
    return _with_outcomes(_asking().filter(commitment=commitment))


def of_organisation(organisation: Organisation, plans: Sequence[Plan]) -> QuerySet[Observation]:
    """Return what an organisation asked and advised, and what it was asked and advised.

    It is asked as the owner of a milestone, or as a lead where the whole commitment is meant.
    """
    owned = Milestone.objects.filter(owner=organisation).order_by().values("pk")
    leads = Seat.objects.at_the_table().filter(organisation=organisation, role=Seat.Role.LEADS)
    mine = (
        Q(organisation=organisation)
        | Q(milestone__in=owned)
        | Q(milestone=None, commitment__in=leads.order_by().values("commitment"))
    )
    return _with_outcomes(_asking().filter(mine, commitment__plan__in=plans))


def _asking() -> QuerySet[Observation]:
    return Observation.objects.standing().filter(ASKS)


def _with_outcomes(observations: QuerySet[Observation]) -> QuerySet[Observation]:
    """Annotate with `answered` and `said`, codes of ANSWERS and WORDS ("" for no word)."""
    outcome = Response.objects.filter(pk=OuterRef("answer")).order_by().values("outcome")[:1]
    word = Settlement.objects.filter(pk=OuterRef("word")).order_by()
    related = ("commitment__plan", "milestone__commitment__plan", "organisation")
    return (
        with_answers(observations)
        .annotate(
            outcome=Subquery(outcome),
            word_state=Subquery(word.values("state")[:1]),
            word_outcome=Subquery(word.values("outcome")[:1]),
        )
        .annotate(
            answered=Case(
                When(outcome=None, then=Value("unanswered")),
                When(outcome=Response.Outcome.WILL_ANSWER, then=Value("promised")),
                default=F("outcome"),
                output_field=CharField(),
            ),
            said=Case(
                When(word_state=None, then=Value("")),
                When(word_state=Settlement.State.STANDING, then=F("word_outcome")),
                default=F("word_state"),
                output_field=CharField(),
            ),
        )
        .select_related(*related)
        .order_by("-said_date", "-pk")
    )


def counts(rows: QuerySet[Observation]) -> dict[str, int]:
    """Return how many there are of each outcome, and of all under an empty code, in one query."""
    found: dict[str, Any] = rows.order_by().aggregate(
        all=Count("pk"),
        **{code: Count("pk", filter=_is(code)) for code in OUTCOMES},
    )
    return {"": found.pop("all"), **found}


def with_outcome(rows: QuerySet[Observation], code: str) -> QuerySet[Observation]:
    """Return the rows of one outcome, all of them for an empty code."""
    return rows.filter(_is(code)) if code else rows


def _is(code: str) -> Q:
    return Q(answered=code) if code in ANSWERS else Q(said=code)


def loaded(observations: Iterable[Any]) -> list[Advice]:
    """Return observations with their answers and words, in two queries."""
    rows = list(observations)
    answers = {
        row.pk: row for row in Response.objects.filter(pk__in={o.answer for o in rows if o.answer})
    }
    words = {
        row.pk: row for row in Settlement.objects.filter(pk__in={o.word for o in rows if o.word})
    }
    return [Advice(row, answers.get(row.answer), words.get(row.word)) for row in rows]
