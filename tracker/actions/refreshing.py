"""Fold the entries of a subject into its two-voice status, in the transaction that changed them.

Callers hold the lock of the plan's chain, so no two of them fold at once.
"""

from django.db.models import Max

from accounts.models import Side
from tracker import two_voices
from tracker.models import CommitmentStatus, Entry, Milestone, MilestoneStatus

SPOKE = {
    Side.GOVERNMENT: "government_spoke",
    Side.CIVIL_SOCIETY: "civil_society_spoke",
    Side.INDEPENDENT: "independent_spoke",
}


def refresh_status(subject):
    """Fold a milestone or commitment anew, and when each side last spoke on the commitment."""
    if isinstance(subject, Milestone):
        MilestoneStatus.objects.filter(milestone=subject).update(
            **folded(subject), **spoken(subject.entries.all())
        )
        fields = {}
    else:
        fields = folded(subject)
    commitment = subject.commitment
    CommitmentStatus.objects.filter(commitment=commitment).update(
        **fields, **spoken(commitment.entries.all())
    )


def folded(subject):
    """Return the columns of a status as the subject's entries make them."""
    if isinstance(subject, Milestone):
        said = Entry.objects.filter(milestone=subject)
    else:
        said = Entry.objects.filter(commitment=subject, milestone=None)
    return columns(two_voices.stand(words_of(said, subject.plan)))


def words_of(entries, plan):
    """Return the words of two-voice folding for public entries that carry a verdict."""
    rows = (
        entries.exclude(completion="")
        .filter(kind__in=Entry.WITH_VERDICT)
        .select_related("progressreport")
        .prefetch_related("evidence", "corrections")
    )
    return [word_of(entry, plan) for entry in rows]


def word_of(entry, plan):
    ends = []
    if entry.withdrawn_at:
        ends.append((plan.day_of(entry.withdrawn_at), _microseconds(entry.withdrawn_at)))
    if entry.corrected_by:
        ends.append(_start(entry.corrected_by))
    report = getattr(entry, "progressreport", None)
    return two_voices.Word(
        side=entry.side,
        speaker=entry.organisation_id,
        completion=entry.completion,
        start=_start(entry),
        end=min(ends, default=None),
        interested=entry.is_interested,
        entry=entry.pk,
        evidence=len(entry.evidence.all()),
        done_date=(report.done_date or entry.said_date) if report else None,
        repeats=report is not None and report.repeats,
    )


def columns(standing):
    """Return a Standing as the columns of a status row."""
    government, civil, independent = (
        standing.government,
        standing.civil_society,
        standing.independent,
    )
    complete = bool(government) and government.completion == "complete"
    return {
        **_voice("government", government),
        "government_evidence": government.word.evidence if government else 0,
        **_voice("civil_society", civil),
        "civil_society_count": civil.count if civil else 0,
        "civil_society_low": civil.low if civil else "",
        "civil_society_high": civil.high if civil else "",
        "interested_count": len(standing.interested),
        **_voice("independent", independent),
        "state": standing.state,
        "divergence": standing.divergence,
        "contested_since": standing.contested_since,
        "done_date": _done(standing, government.word if complete else None),
    }


def _done(standing, word):
    """Return when the owner says it was done; an owner of civil society is an interested one."""
    owners = [word] if word else [w for w in standing.interested if w.done_date]
    dates = [w.done_date for w in owners if w.completion == "complete" and w.done_date]
    return max(dates, default=None)


def spoken(entries):
    """Return when each side last spoke among entries, withdrawn words left out."""
    standing = entries.filter(state=Entry.State.PUBLISHED)
    # The public manager orders its rows; a grouped query must not.
    latest = dict(standing.order_by().values_list("side").annotate(Max("said_date")))
    return {column: latest.get(side) for side, column in SPOKE.items()}


def _voice(name, voice):
    return {
        f"{name}_completion": voice.completion if voice else "",
        f"{name}_date": voice.day if voice else None,
        f"{name}_entry": voice.word.entry if voice else None,
    }


def _start(entry):
    return entry.said_date, _microseconds(entry.published_at)


def _microseconds(moment):
    return int(moment.timestamp() * 1_000_000)
