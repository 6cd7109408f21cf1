"""Saying honestly that there is nothing to report."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.recording import lock
from tracker.actions import entries
from tracker.completion import Completion
from tracker.models import Entry, Milestone, ProgressReport


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


def _last_report(subject, uid):
    """Return the newest standing report but the one of this form, or None."""
    reports = ProgressReport.objects.filter(
        commitment=subject.commitment,
        milestone=subject if isinstance(subject, Milestone) else None,
        state=Entry.State.PUBLISHED,
    )
    return reports.exclude(uid=uid).order_by("-said_date", "-pk").first()
