"""Of which milestones of a commitment somebody can say at once that there is nothing to report."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organisation
from tracker.models import Commitment, Entry, Milestone, ProgressReport


def reported_and_owed(
    commitment: Commitment, organisations: Iterable[Organisation]
) -> QuerySet[Milestone]:
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


def version_of(milestones: Iterable[Milestone]) -> int:
    """Return one number for all that was reported of milestones; each report makes it larger."""
    return sum(milestone.status.reports_version for milestone in milestones)
