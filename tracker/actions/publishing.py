"""How an entry becomes public, or waits for its day: what `entries` and `embargoes` have in common."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Side
from ledger.models import StaleVersion
from tracker import workflow
from tracker.actions.evidence import unseen_files
from tracker.actions.recording import record
from tracker.actions.refreshing import refresh_status
from tracker.kinds import Kind
from tracker.models import CommitmentStatus, Entry, Milestone, MilestoneStatus, Seat


def appear(entry, *, by, organisation, now, verb="publish", seen_reports=None):
    """Make an entry public and record it. The caller asked whether `by` may, and holds the lock.

    Raises WrongState, StaleVersion, ValidationError.
    """
    entry.said_date = entry.plan.day_of(now)
    pieces = list(entry.evidence.all())
    if problems := entry.problems(pieces) | unseen_files(pieces):
        raise ValidationError(problems)
    if entry.kind == Entry.Kind.PROGRESS_REPORT:
        _require_seen_reports(entry, seen_reports)
    move = workflow.find(workflow.ENTRY, verb, entry.state)
    # The organisation, its name and its hat are frozen as they are at this moment.
    entry.compare_and_swap(
        entry.version,
        state=move.target,
        published_at=now,
        not_before=None,
        kept_back="",
        said_date=entry.said_date,
        organisation_name=organisation.short,
        side=organisation.side,
        hat=hat_of(organisation, entry.subject),
    )
    record(Kind.of_entry(entry, move.kind), entry, by=by, organisation=organisation, now=now)
    refresh_status(entry.subject)
    return entry


def hold(entry, now):
    """Lock a draft, complete as it is, until its moment comes. Not in the history.

    Raises WrongState, ValidationError.
    """
    move = workflow.find(workflow.ENTRY, "embargo", entry.state)
    pieces = list(entry.evidence.all())
    problems = unseen_files(pieces)
    # It must be complete today, and on its day: a date asked for must not have passed by then.
    for day in (entry.plan.day_of(entry.not_before), entry.plan.day_of(now)):
        entry.said_date = day
        problems |= entry.problems(pieces)
    if problem := _embargo_problem(entry, now):
        problems["not_before"] = problem
    if problems:
        raise ValidationError(problems)
    entry.compare_and_swap(entry.version, state=move.target)
    return entry


def _embargo_problem(entry, now):
    """Return the sentence for a moment that an entry cannot wait for, or nothing."""
    if entry.kind not in Entry.EMBARGOABLE:
        return _("This appears at once: it cannot wait for a day.")
    if entry.corrects_id:
        return _("A correction appears at once: what it corrects is public.")
    if entry.not_before <= now:
        return _("This moment has passed. Leave it empty to publish at once.")
    if entry.not_before > now + dt.timedelta(days=Entry.EMBARGO_DAYS):
        return _("It can wait for %(days)s days at most.") % {"days": Entry.EMBARGO_DAYS}
    return ""


def _require_seen_reports(report, seen_reports):
    """Raise StaleVersion, with the report that came between, unless its author saw them all."""
    subject = report.subject
    statuses = MilestoneStatus if isinstance(subject, Milestone) else CommitmentStatus
    seen = statuses.objects.filter(pk=subject.pk, reports_version=seen_reports)
    if not seen.update(reports_version=(seen_reports or 0) + 1):
        between = Entry.objects.filter(
            kind=report.kind, commitment=report.commitment, milestone=report.milestone
        )
        raise StaleVersion(between.with_kinds().order_by("-published_at").first())


def hat_of(organisation, subject):
    """Return the role in which a civil society organisation speaks, or an empty string.

    One that co-implements, or owns the milestone, is interested in whatever else it does: the
    interested role wins over all others.
    """
    if organisation.side != Side.CIVIL_SOCIETY:
        return ""
    if isinstance(subject, Milestone) and subject.owner_id == organisation.pk:
        return Seat.Role.CO_IMPLEMENTER
    seats = subject.commitment.seats.at_the_table().filter(organisation=organisation)
    roles = list(seats.values_list("role", flat=True))
    interested = Seat.Role.CO_IMPLEMENTER in roles
    return Seat.Role.CO_IMPLEMENTER if interested else next(iter(roles), "")
