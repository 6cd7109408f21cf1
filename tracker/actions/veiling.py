"""What is kept beside the words, compared with the holds and erasures that it comes from."""

from ledger.verification import Drift
from tracker.models import Entry, Evidence, Hold, Redaction
from tracker.models.veil import unveiled


def drifted_veils():
    """Yield a Drift for every entry whose words are hidden, shown or there, and should not be."""
    holds = {hold.entry_id: hold for hold in Hold.objects.order_by("pk")}
    erased: dict[int, list[Redaction]] = {}
    for redaction in Redaction.objects.filter(state="confirmed").order_by("answered_at", "pk"):
        erased.setdefault(redaction.entry_id, []).append(redaction)
    kept = Entry.everything.with_kinds().order_by("pk")
    touched = kept.filter(hold__isnull=False) | kept.filter(redaction__isnull=False)
    veiled = kept.filter(held_until__isnull=False) | kept.filter(evidence__held_until__isnull=False)
    found = {entry.pk: entry for entry in (touched | veiled).distinct()}
    found |= {e.pk: e for e in kept.filter(pk__in={*holds, *erased} - set(found))}
    for entry in found.values():
        for problem in _problems(entry, holds.get(entry.pk), erased.get(entry.pk, [])):
            yield Drift(entry.subject_type, entry.uid, f"“{entry}”: {problem}")


def _problems(entry, hold, redactions):
    until = hold.until if hold and not hold.lifted_at else None
    if entry.hold != hold or entry.held_until != until:
        yield "its words are not hidden as its holds say"
    if any(piece.held_until != until for piece in entry.evidence.all()):
        yield "its evidence is not hidden as its holds say"
    if entry.redaction != (redactions[-1] if redactions else None):
        yield "its erasure is not the one that was confirmed"
    with unveiled():
        for name in {name for redaction in redactions for name in redaction.fields}:
            if _still_there(entry, name):
                yield f"{name} was erased and still stands"


def _still_there(entry, name):
    if name == "evidence":
        return Evidence.objects.filter(entry=entry).exclude(title="", url="").exists()
    return bool(getattr(entry.detail, name, ""))
