"""Saying honestly that there is nothing to report."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.authorization.verdicts import deny, require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker.actions import entries
from tracker.authorization.speaking import may_report_nothing
from tracker.completion import Completion
from tracker.models import Entry, Milestone, ProgressReport

NOTHING_REPORTED = gettext_lazy(
    "Your organisation owes no milestone here that it has reported on before."
)


@transaction.atomic
def report_nothing_new(
    *,
    subject,
    by,
    uid,
    seen_version,
    seen_reports,
    text="",
    difficulties="",
    now=None,
    **fields,
):
    """Publish that there is nothing to report, so that silence and steady work can be told apart.

    The completion is that of the last report, which goes on counting from its own day; without
    one it is *not started*, with difficulties. `fields` may name the language. Raises NotAllowed, WrongState, StaleVersion,
    ValidationError (reported complete already; no difficulties).
    """
    now = now or timezone.now()
    lock(subject.plan.chain_key)
    last = _last_report(subject, uid)
    if last and last.completion == Completion.COMPLETE:
        raise ValidationError(_("It was reported complete, so nothing more has to be reported."))
    return entries.publish(
        kind=Entry.Kind.PROGRESS_REPORT,
        subject=subject,
        by=by,
        uid=uid,
        seen_version=seen_version,
        seen_reports=seen_reports,
        now=now,
        nothing_new=True,
        nothing_since=(last.nothing_since or last.said_date) if last else None,
        completion=last.completion if last else Completion.NOT_STARTED,
        text=text,
        difficulties="" if last else difficulties,
        next_step="",
        done_date=None,
        **fields,
    )


@transaction.atomic
def report_nothing_new_of_all(
    *, commitment, by, uid, seen_version, seen_reports, text="", now=None, **fields
):
    """Publish of every milestone of a commitment that its owner has reported on and not finished
    that there is nothing to report: of each its own report, all of them or none.

    `seen_reports` is the `version_of` the milestones that the person saw. Returns the reports.
    Raises NotAllowed, WrongState, StaleVersion.
    """
    now = now or timezone.now()
    lock(commitment.plan.chain_key)
    organisation = require(may_report_nothing(by, commitment, now))
    milestones = list(reported_and_owed(commitment, [organisation]))
    if not milestones:
        require(deny(str(NOTHING_REPORTED)))
    uids = {milestone.pk: uuid.uuid5(uid, str(milestone.uid)) for milestone in milestones}
    used = ProgressReport.everything.filter(uid__in=uids.values()).values_list("uid", flat=True)
    if again := set(used):  # the same form once more: it finds its reports, and meets other words
        milestones = [milestone for milestone in milestones if uids[milestone.pk] in again]
    elif version_of(milestones) != seen_reports:
        raise StaleVersion(commitment)
    return [
        report_nothing_new(
            subject=milestone,
            by=by,
            uid=uids[milestone.pk],
            seen_version=seen_version,
            seen_reports=milestone.status.reports_version,
            text=text,
            now=now,
            **fields,
        )
        for milestone in milestones
    ]


def reported_and_owed(commitment, organisations):
    """Return the milestones that organisations own, have reported on, and have not finished.

    Of the others a report says more than nothing: the first one names the difficulties.
    """
    reports = ProgressReport.objects.filter(milestone=OuterRef("pk"), state=Entry.State.PUBLISHED)
    owed = Milestone.objects.expected().filter(
        Exists(reports),
        commitment=commitment,
        owner__in=list(organisations),
        status__done_date__isnull=True,
    )
    related = ("commitment__plan__secretariat", "owner", "status")
    return owed.select_related(*related).order_by("number")


def version_of(milestones):
    """Return one number for all that was reported of milestones; each report makes it larger."""
    return sum(milestone.status.reports_version for milestone in milestones)


def _last_report(subject, uid):
    """Return the newest standing report but the one of this form, or None."""
    reports = ProgressReport.objects.filter(
        commitment=subject.commitment,
        milestone=subject if isinstance(subject, Milestone) else None,
        state=Entry.State.PUBLISHED,
    )
    return reports.exclude(uid=uid).order_by("-said_date", "-pk").first()
