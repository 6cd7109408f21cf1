"""Taking over: who is to read a handover brief, and what it tells."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import Membership, Organisation, Side
from ledger.models import Chain
from tracker.models import (
    AgreedNote,
    Commitment,
    Entry,
    Handover,
    JointNoteRevision,
    JointNoteSignature,
    Milestone,
    Plan,
    ProgressReport,
    Proposal,
    Response,
    Seat,
)
from tracker.queries import desk, joint_notes, proposals
from tracker.queries.reasons.reader import Reader
from tracker.queries.statuses import with_voices

# A colleague left at most so long before the successor came, or so shortly after.
GAP, OVERLAP = dt.timedelta(days=180), dt.timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """A brief that somebody has not acknowledged yet; `asked` by a lead."""

    plan: Plan
    organisation: Organisation
    asked: bool


def waiting_for(reader: Reader) -> list[Waiting]:
    """Return the handover briefs that wait for the reader, in plans in force."""
    mine = [m for m in reader.user.all_memberships if m.in_force(reader.now.date())]
    if not mine or not reader.organisations:
        return []
    known = Handover.objects.filter(membership__in=mine).select_related("plan", "organisation")
    handovers = {(h.plan_id, h.membership_id): h for h in known}
    found = [
        Waiting(handover.plan, handover.organisation, asked=True)
        for handover in handovers.values()
        if handover.acknowledged_at is None and handover.plan.is_open
    ]
    succeeding = _succeeding(mine)
    for organisation_id, plan in _plans_of(succeeding):
        membership = succeeding[organisation_id]
        if (plan.pk, membership.pk) not in handovers:
            found.append(Waiting(plan, membership.organisation, asked=False))
    return found


def _succeeding(mine: Iterable[Membership]) -> dict[int, Membership]:
    """Return, by organisation, the memberships that began when a colleague's ended."""
    by_organisation = {membership.organisation_id: membership for membership in mine}
    left = Membership.objects.filter(organisation__in=by_organisation, until__isnull=False)
    left = left.exclude(user__in=[membership.user_id for membership in mine])
    found = {}
    for organisation_id, since, until in left.values_list("organisation_id", "since", "until"):
        own = by_organisation[organisation_id]
        if until and since < own.since and own.since - GAP <= until <= own.since + OVERLAP:
            found[organisation_id] = own
    return found


def _plans_of(succeeding: dict[int, Membership]) -> list[tuple[int, Plan]]:
    """Return the plans in force in which organisations have something to hand over."""
    if not succeeding:
        return []
    pairs: set[tuple[int, int]] = set()
    seats = Seat.objects.at_the_table().filter(organisation__in=succeeding)
    owned = Milestone.objects.filter(owner__in=succeeding)
    pairs.update(seats.values_list("organisation_id", "commitment__plan_id").order_by())
    pairs.update(owned.values_list("owner_id", "commitment__plan_id").order_by())
    plans = {plan.pk: plan for plan in Plan.objects.filter(pk__in={p for _o, p in pairs})}
    return [(o, plans[p]) for o, p in sorted(pairs) if plans[p].is_open]


# --- The brief ----------------------------------------------------------------------------------


@dataclass
class Matter:
    """What an organisation hands over about one commitment.

    `proposed` are its own open proposals, `asked` those that it has to answer; `notes` are the joint
    notes that wait for it, `signed` its newest signature under each.
    """

    commitment: Commitment
    seats: list[Seat] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    words: list[Entry] = field(default_factory=list)
    questions: list[Any] = field(default_factory=list)
    promises: list[Response] = field(default_factory=list)
    proposed: list[Proposal] = field(default_factory=list)
    asked: list[Proposal] = field(default_factory=list)
    notes: list[JointNoteRevision] = field(default_factory=list)
    signed: list[JointNoteSignature] = field(default_factory=list)
    next_steps: list[ProgressReport] = field(default_factory=list)
    drafts: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Brief:
    """How everything stands that an organisation has in a plan. `head` is that of the history."""

    plan: Plan
    organisation: Organisation
    head: str
    matters: list[Matter]


def brief_of(plan: Plan, organisation: Organisation, *, with_drafts: bool) -> Brief:
    """Return the brief, with a number of queries that does not grow with it."""
    # Asked before the rest is read: what comes in between is newer than the head, never older.
    head = Chain.objects.get(key=plan.chain_key).witness
    matters = {c.pk: Matter(c) for c in _commitments(plan, organisation)}
    for seat in Seat.objects.filter(commitment__in=matters, organisation=organisation):
        matters[seat.commitment_id].seats.append(seat)
    owned = Milestone.objects.filter(commitment__in=matters, owner=organisation)
    for milestone in with_voices(owned).select_related("commitment__plan").order_by("number"):
        matters[milestone.commitment_id].milestones.append(milestone)
    for entry in _last_words(matters.values()):
        matters[entry.commitment_id].words.append(entry)
    for name, rows in (
        ("questions", desk.awaiting([organisation])),
        ("promises", _promises(organisation)),
        ("proposed", _proposed(organisation)),
        ("asked", proposals.waiting([organisation])),
        ("next_steps", _next_steps(organisation)),
        ("drafts", _drafts(organisation) if with_drafts else Entry.objects.none()),
    ):
        for row in rows.filter(commitment__in=matters):
            getattr(matters[row.commitment_id], name).append(row)
    for revision in _notes(organisation, matters):
        matters[revision.commitment.pk].notes.append(revision)
    for signature in _signed(organisation, matters):
        matters[signature.commitment.pk].signed.append(signature)
    for matter in matters.values():
        matter.next_steps = _newest_of_each(matter.next_steps)
    return Brief(plan, organisation, head, list(matters.values()))


def _commitments(plan: Plan, organisation: Organisation) -> Any:
    """Return the commitments with a seat or a milestone of the organisation, with last words."""
    seats = Seat.objects.at_the_table().filter(commitment=OuterRef("pk"), organisation=organisation)
    owned = Milestone.objects.filter(commitment=OuterRef("pk"), owner=organisation)
    said = Entry.objects.filter(commitment=OuterRef("pk"), state=Entry.State.PUBLISHED)
    newest = said.order_by("-said_date", "-pk").values("pk")
    commitments = Commitment.objects.filter(Q(Exists(seats)) | Q(Exists(owned)), plan=plan)
    return (
        with_voices(commitments)
        .select_related("plan")
        .annotate(
            last_of_government=Subquery(newest.filter(side=Side.GOVERNMENT)[:1]),
            last_of_civil_society=Subquery(newest.filter(side=Side.CIVIL_SOCIETY)[:1]),
        )
        .order_by("number")
    )


def _last_words(matters: Iterable[Matter]) -> Any:
    numbers = [
        number
        for matter in matters
        for number in (
            getattr(matter.commitment, "last_of_government", None),
            getattr(matter.commitment, "last_of_civil_society", None),
        )
        if number
    ]
    words = Entry.objects.filter(pk__in=numbers).with_kinds().prefetch_related("corrections")
    return words.order_by("-side", "pk")


def _promises(organisation: Organisation) -> Any:
    """Return promises to answer that no later answer kept."""
    standing = Response.objects.filter(organisation=organisation, state=Entry.State.PUBLISHED)
    later = standing.filter(to=OuterRef("to"), published_at__gt=OuterRef("published_at"))
    promises = standing.filter(~Exists(later), outcome=Response.Outcome.WILL_ANSWER)
    return promises.select_related("to", "commitment__plan").order_by("promised_date", "pk")


def _proposed(organisation: Organisation) -> Any:
    """Return the organisation's proposals that nobody has answered, the soonest day first."""
    open_ones = Proposal.objects.open().filter(organisation=organisation)
    return open_ones.with_subjects().order_by("answer_by", "pk")


def _notes(organisation: Organisation, commitments: Iterable[int]) -> Any:
    waiting = joint_notes.waiting_for([organisation]).order_by().values("pk")
    notes = joint_notes.to_answer().filter(pk__in=waiting)
    return notes.filter(note__milestone__commitment__in=commitments).order_by("created_at", "pk")


def _signed(organisation: Organisation, commitments: Iterable[int]) -> list[JointNoteSignature]:
    """Return the organisation's newest signature under each note, and whether both sides signed."""
    agreed = AgreedNote.objects.filter(note=OuterRef("note"), number=OuterRef("number"))
    standing = JointNoteSignature.objects.standing().filter(
        organisation=organisation, note__milestone__commitment__in=commitments
    )
    standing = standing.select_related("note__milestone__commitment__plan")
    newest: dict[int, JointNoteSignature] = {}
    for row in standing.annotate(is_agreed=Exists(agreed)).order_by("note", "-number"):
        newest.setdefault(row.note_id, row)
    return list(newest.values())


def _next_steps(organisation: Organisation) -> Any:
    """Return what the organisation's reports said would come next, the newest first."""
    reports = ProgressReport.objects.filter(
        organisation=organisation, state=Entry.State.PUBLISHED
    ).exclude(next_step="")
    related = ("commitment__plan", "milestone__commitment__plan")
    return reports.select_related(*related).order_by("-said_date", "-pk")


def _drafts(organisation: Organisation) -> Any:
    drafts = Entry.everything.filter(organisation=organisation, state=Entry.State.DRAFT)
    related = ("commitment__plan", "milestone__commitment__plan")
    return drafts.select_related(*related).order_by("pk")


def _newest_of_each(reports: Iterable[ProgressReport]) -> list[ProgressReport]:
    newest: dict[int | None, ProgressReport] = {}
    for report in reports:
        newest.setdefault(report.milestone_id, report)
    return list(newest.values())


def colleagues_of(organisation: Organisation, day: dt.date) -> list[Membership]:
    """Return the memberships in force of an organisation, with their people."""
    return [
        membership
        for membership in Membership.objects.filter(organisation=organisation)
        .select_related("user", "organisation")
        .order_by("user__name", "pk")
        if membership.in_force(day)
    ]


def handovers_of(plan: Plan, organisation: Organisation) -> dict[int, Handover]:
    """Return the handovers of an organisation in a plan by membership."""
    found = Handover.objects.filter(plan=plan, organisation=organisation)
    return {handover.membership_id: handover for handover in found}
