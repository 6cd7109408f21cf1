"""Answers, and what whoever asked says of them."""

from django.db.models import BigIntegerField, Exists, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from tracker.models import Entry, Observation, Plan, Response, Seat, Settlement
from tracker.queries.desk import open_to_words

# An observation that waits for an answer: it asks something, or for a day.
ASKS = (
    Q(type__in=(Observation.Type.QUESTION, Observation.Type.ADVICE))
    | ~Q(asks="")
    | Q(answer_by__isnull=False)
)


def standing_answers():
    """Return the answers to `OuterRef("pk")` that stand, neither withdrawn nor corrected."""
    corrections = Entry.objects.filter(corrects=OuterRef("pk"))
    return (
        Response.objects.filter(to=OuterRef("pk"), state=Entry.State.PUBLISHED)
        .filter(~Exists(corrections))
        .order_by("-said_date", "-published_at", "-pk")
    )


def with_answers(observations):
    """Annotate observations with their newest answer (`answer`, 0 for none) and the word on it.

    `word` is the key of what whoever asked said of that answer. What was brought to the forum
    stays the word until the forum closes it, whatever is answered meanwhile.
    """
    words = (
        Settlement.objects.standing()
        .annotate(of=Coalesce("response_id", Value(0), output_field=BigIntegerField()))
        .filter(observation=OuterRef("pk"))
        .filter(
            Q(of=OuterRef("answer"))
            | Q(state__in=(Settlement.State.ESCALATED, Settlement.State.CLOSED))
        )
        .order_by("-settled_at", "-pk")
    )
    return observations.annotate(
        answer=Coalesce(
            Subquery(standing_answers().values("pk")[:1]), Value(0), output_field=BigIntegerField()
        ),
    ).annotate(word=Subquery(words.values("pk")[:1]))


def to_settle(organisations):
    """Return the observations of organisations whose answer waits for their word, the oldest first.

    A promise is no answer yet.
    """
    corrections = Entry.objects.filter(corrects=OuterRef("pk"))
    final = Response.objects.filter(pk=OuterRef("answer")).exclude(
        outcome=Response.Outcome.WILL_ANSWER
    )
    observations = (
        with_answers(Observation.objects.filter(organisation__in=organisations))
        .filter(Exists(final), ~Exists(corrections), state=Entry.State.PUBLISHED, word=None)
        .filter(**open_to_words("commitment__"))
    )
    related = ("commitment__plan", "milestone__commitment__plan", "organisation")
    return observations.select_related(*related).order_by("said_date", "pk")


def unanswered(organisations):
    """Return what organisations asked of others and nobody has answered; a promise is no answer yet.

    `by` is the day for which an answer was promised, or else asked, if any.
    """
    corrections = Entry.objects.filter(corrects=OuterRef("pk"))
    final = standing_answers().exclude(outcome=Response.Outcome.WILL_ANSWER)
    promised = standing_answers().order_by().values("to").annotate(day=Max("promised_date"))
    leads = Seat.objects.at_the_table().filter(
        commitment=OuterRef("commitment"), role=Seat.Role.LEADS
    )
    of_others = Q(milestone__owner__isnull=False) & ~Q(milestone__owner__in=organisations)
    of_leads = Q(milestone=None) & Exists(leads.exclude(organisation__in=organisations))
    observations = Observation.objects.filter(
        of_others | of_leads,
        Q(type__in=Observation.ASKING) | ~Q(asks=""),
        ~Exists(final),
        ~Exists(corrections),
        organisation__in=organisations,
        state=Entry.State.PUBLISHED,
        **open_to_words("commitment__"),
    )
    return observations.annotate(by=Coalesce(Subquery(promised.values("day")), "answer_by"))


def escalated_to(organisations):
    """Return what was brought to the forum and waits for a note of organisations that keep its plan."""
    rows = Settlement.objects.escalated().filter(
        observation__commitment__plan__secretariat__in=organisations
    )
    return rows.with_all().order_by("escalated_at", "pk")


def settlements_for(user):
    """Return the words on answers that a person may read."""
    plans = Plan.objects.visible_to(user)
    return Settlement.objects.filter(observation__commitment__plan__in=plans).with_all()
