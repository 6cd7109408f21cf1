"""The statuses of many subjects at once, as their entries make them.

`refreshing` folds one subject after each word; this folds a whole plan with a handful of queries
for every `BATCH` commitments, for what was written in bulk and to check what is kept.
"""

import datetime as dt
from collections import defaultdict

from ledger.verification import Drift
from tracker import two_voices
from tracker.actions.refreshing import SPOKE, columns, word_of
from tracker.models import Commitment, CommitmentStatus, Entry, Milestone, MilestoneStatus

BATCH = 100


def folded_statuses(commitments):
    """Yield `(subject, columns)` for commitments and their milestones, `BATCH` at a time."""
    numbers = list(commitments.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        yield from _folded(numbers[start : start + BATCH])


def create_statuses(commitments):
    """Write the statuses of commitments and milestones that have none yet."""
    of_commitments, of_milestones = [], []
    for subject, values in folded_statuses(commitments):
        if isinstance(subject, Milestone):
            of_milestones.append(_row(MilestoneStatus, values, milestone=subject))
        else:
            of_commitments.append(_row(CommitmentStatus, values, commitment=subject))
    CommitmentStatus.objects.bulk_create(of_commitments, batch_size=500)
    MilestoneStatus.objects.bulk_create(of_milestones, batch_size=500)


def drifted_statuses():
    """Yield a Drift for every status that is not what the entries make of it."""
    for subject, expected in folded_statuses(Commitment.objects.all()):
        status = getattr(subject, "status", None)
        if status is None:
            yield Drift(subject.subject_type, subject.uid, f"“{subject}” has no status")
            continue
        for name, value in expected.items():
            kept = getattr(status, status._meta.get_field(name).attname)
            if kept != value:
                yield Drift(
                    subject.subject_type,
                    subject.uid,
                    f"“{subject}”: {name} is {_text(kept)}, the entries say {_text(value)}",
                )


def _text(value):
    return "nothing" if value in (None, "") else str(value)


def _row(model, values, **subject):
    fields = {model._meta.get_field(name).attname: value for name, value in values.items()}
    return model(**subject, **fields)


def _folded(numbers):
    of_commitment, of_subject = defaultdict(list), defaultdict(list)
    for entry in _entries(numbers):
        of_commitment[entry.commitment_id].append(entry)
        of_subject[entry.commitment_id, entry.milestone_id].append(entry)
    for commitment in Commitment.objects.filter(pk__in=numbers).select_related("plan", "status"):
        own, around = of_subject[commitment.pk, None], of_commitment[commitment.pk]
        yield commitment, _columns(commitment.plan, own, around)
    milestones = Milestone.objects.filter(commitment__in=numbers)
    for milestone in milestones.select_related("commitment__plan", "status"):
        own = of_subject[milestone.commitment_id, milestone.pk]
        yield milestone, _columns(milestone.plan, own, own)


def _columns(plan, own, around):
    """Return a status's columns: verdicts of its `own` entries, activity of all `around` it."""
    words = [word_of(entry, plan) for entry in own if _carries_verdict(entry)]
    return {
        **columns(two_voices.stand(words)),
        **_spoken(around),
        "reports_version": 1 + sum(map(_is_own_report, own)),
    }


def _entries(numbers):
    return (
        Entry.objects.filter(commitment__in=numbers)
        .select_related("progressreport", "commitment__plan")
        .prefetch_related("evidence", "corrections")
        .defer("text", "progressreport__difficulties", "progressreport__next_step")
    )


def _carries_verdict(entry):
    return entry.completion and entry.kind in Entry.WITH_VERDICT


def _is_own_report(entry):
    """Return whether an entry moved the counter by which two authors see each other's reports."""
    return entry.kind == Entry.Kind.PROGRESS_REPORT and not entry.is_documented


def _spoken(entries):
    """Return when each side last spoke, withdrawn words left out (as `refreshing.spoken`)."""
    latest: dict[str, dt.date] = {}
    for entry in entries:
        if entry.state == Entry.State.PUBLISHED:
            latest[entry.side] = max(entry.said_date, latest.get(entry.side, entry.said_date))
    return {column: latest.get(side) for side, column in SPOKE.items()}
