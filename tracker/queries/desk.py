"""What a person finds on their desk, and what a form shows of what was said before."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from accounts.models import Side
from tracker.models import (
    Commitment,
    Entry,
    Milestone,
    Observation,
    Plan,
    ProgressReport,
    Response,
    Seat,
)
from tracker.queries.statuses import with_voices

# --- What can be written about ------------------------------------------------------------------


def commitments_for(user):
    """Return the commitments that a person may read, with both voices."""
    plans = Plan.objects.visible_to(user)
    related = ("plan__secretariat",)
    return with_voices(Commitment.objects.filter(plan__in=plans)).select_related(*related)


def milestones_for(user):
    """Return the milestones that a person may read, with owner and both voices."""
    plans = Plan.objects.visible_to(user)
    milestones = Milestone.objects.filter(commitment__plan__in=plans)
    return with_voices(milestones).select_related("owner", "commitment__plan__secretariat")


def seats_for(user):
    """Return the seats that a person may read, with organisation and commitment."""
    seats = Seat.objects.filter(commitment__plan__in=Plan.objects.visible_to(user))
    return seats.select_related("organisation", "commitment__plan__secretariat")


def entries_for(user):
    """Return the entries that a person may read, their organisations' drafts among them."""
    related = ("commitment__plan__secretariat", "milestone__owner", "milestone__commitment__plan")
    entries = Entry.everything.visible_to(user).with_kinds().select_related(*related)
    return entries.prefetch_related("corrections")


# --- What stands beside a form ------------------------------------------------------------------


def said_about(subject):
    """Return what is public about a subject itself: the milestone, or the commitment as a whole."""
    if isinstance(subject, Milestone):
        return Entry.objects.filter(milestone=subject)
    return Entry.objects.filter(commitment=subject, milestone=None)


def last_word(subject, side, kinds):
    """Return the newest standing entry of a side about a subject, or None."""
    said = said_about(subject).filter(side=side, kind__in=kinds, state=Entry.State.PUBLISHED)
    loaded = said.with_kinds().prefetch_related("corrections")
    return loaded.order_by("-said_date", "-pk").first()


def last_report(subject):
    """Return the newest standing report about a subject, whoever owned it then, or None."""
    said = said_about(subject).filter(kind=Entry.Kind.PROGRESS_REPORT, state=Entry.State.PUBLISHED)
    loaded = said.with_kinds().prefetch_related("corrections")
    return loaded.order_by("-said_date", "-pk").first()


def last_verdict(subject, organisation):
    """Return the completion code that an organisation last gave a subject, or an empty string."""
    said = said_about(subject).filter(organisation=organisation, state=Entry.State.PUBLISHED)
    newest = said.exclude(completion="").order_by("-said_date", "-pk")
    return newest.values_list("completion", flat=True).first() or ""


def draft_of(kind, subject, organisation):
    """Return an organisation's newest draft of a kind about a subject, or None."""
    drafts = Entry.everything.filter(
        kind=kind,
        organisation=organisation,
        state=Entry.State.DRAFT,
        commitment=subject.commitment,
        milestone=subject if isinstance(subject, Milestone) else None,
    )
    return drafts.order_by("-pk").first()


def reports_version(subject):
    """Return the version of the owner's reports as it is now."""
    fresh = type(subject).objects.filter(pk=subject.pk)
    return fresh.values_list("status__reports_version", flat=True).get()


def reports_about(subject):
    """Return the owner's published reports about a subject, oldest first."""
    reports = ProgressReport.objects.filter(
        commitment=subject.commitment,
        milestone=subject if isinstance(subject, Milestone) else None,
    )
    return reports.select_related("commitment__plan", "organisation").order_by("published_at", "pk")


# --- Lists of the desk --------------------------------------------------------------------------


def owed(organisations):
    """Return the milestones that organisations own in plans in force; the most overdue first.

    What is done comes last, and before it what is paused or has no date.
    """
    milestones = Milestone.objects.filter(
        owner__in=organisations, **open_to_words("commitment__")
    ).annotate(
        turn=Case(
            When(status__done_date__isnull=False, then=Value(3)),
            When(~Q(commitment__state=Commitment.State.IN_FORCE), then=Value(2)),
            When(due_date__isnull=True, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
    )
    milestones = milestones.select_related("commitment__plan", "status", "owner")
    return milestones.order_by("turn", F("due_date").asc(nulls_last=True), "pk")


def commitments_of(plan, organisations):
    """Return the commitments of a plan in which organisations sit or own something; all of them for
    those that keep the plan or assess it."""
    commitments = Commitment.objects.filter(plan=plan)
    sides = {organisation.side for organisation in organisations}
    keeps = plan.secretariat_id in {organisation.pk for organisation in organisations}
    if not keeps and Side.INDEPENDENT not in sides:
        seats = Seat.objects.at_the_table().filter(
            commitment=OuterRef("pk"), organisation__in=organisations
        )
        owned = Milestone.objects.filter(commitment=OuterRef("pk"), owner__in=organisations)
        commitments = commitments.filter(Exists(seats) | Exists(owned))
    return commitments.order_by("number")


def led(organisations):
    """Return the commitments that organisations lead in plans in force."""
    return _seated(organisations, role=Seat.Role.LEADS)


def observed(organisations):
    """Return the commitments in force at whose table organisations of civil society sit."""
    civil = [o for o in organisations if o.side == Side.CIVIL_SOCIETY]
    return _seated(civil)


def assessable():
    """Return the commitments that an independent reviewer may code."""
    commitments = Commitment.objects.exclude(plan__nature=Plan.Nature.ARCHIVE)
    commitments = commitments.exclude(plan__status=Plan.Status.DRAFT)
    return commitments.select_related("plan", "status").order_by(
        "-plan__start_date", "plan", "number"
    )


def nothing():
    return Commitment.objects.none()


def awaiting(organisations):
    """Return observations that ask organisations for an answer and have none; the soonest first."""
    answered = Response.objects.filter(
        to=OuterRef("pk"), organisation__in=organisations, state=Entry.State.PUBLISHED
    ).exclude(outcome=Response.Outcome.WILL_ANSWER)
    leads = Seat.objects.at_the_table().filter(
        commitment=OuterRef("commitment"), role=Seat.Role.LEADS, organisation__in=organisations
    )
    addressed = Q(milestone__owner__in=organisations) | (Q(milestone=None) & Exists(leads))
    asking = Q(type__in=Observation.ASKING) | ~Q(asks="")
    corrected = Entry.objects.filter(corrects=OuterRef("pk"))
    observations = (
        Observation.objects.filter(state=Entry.State.PUBLISHED, **open_to_words("commitment__"))
        .filter(addressed, asking, ~Exists(answered), ~Exists(corrected))
        .exclude(organisation__in=organisations)
    )
    related = ("commitment__plan", "milestone__commitment__plan", "organisation")
    soonest = (F("answer_by").asc(nulls_last=True), "said_date", "pk")
    return observations.select_related(*related).order_by(*soonest)


def drafts(user):
    """Return the drafts of a person's organisations, the newest first."""
    related = ("commitment__plan", "milestone__commitment__plan", "organisation")
    return Entry.everything.editable_by(user).select_related(*related).order_by("-pk")


def embargoed(user):
    """Return what a person's organisations set to appear on a later day, the next first."""
    related = ("commitment__plan", "milestone__commitment__plan", "organisation")
    waiting = Entry.everything.embargoed_by(user).select_related(*related)
    return waiting.order_by("not_before", "pk")


def open_to_words(prefix=""):
    """Return the filter of what may still be written about."""
    return {
        f"{prefix}state__in": Commitment.OPEN,
        f"{prefix}plan__status": Plan.Status.IN_FORCE,
        f"{prefix}plan__nature__in": (Plan.Nature.LIVE, Plan.Nature.EXAMPLE),
    }


def _seated(organisations, **role):
    seats = Seat.objects.at_the_table().filter(
        commitment=OuterRef("pk"), organisation__in=organisations, **role
    )
    commitments = Commitment.objects.filter(Exists(seats), **open_to_words())
    return commitments.select_related("plan", "status").order_by("plan", "number")
