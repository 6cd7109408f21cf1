"""What is kept beside the words, compared with the holds and erasures that it comes from."""

from django.db.models import Q

from ledger.verification import Drift
from tracker.models import Evidence, Hold, Redaction, moderated_models
from tracker.models.veil import unveiled


def drifted_veils():
    """Yield a Drift for every row whose words are hidden, shown or there, and should not be."""
    holds = {hold.about_uid: hold for hold in Hold.objects.order_by("pk")}
    erased: dict[object, list[Redaction]] = {}
    for redaction in Redaction.objects.filter(state="confirmed").order_by("answered_at", "pk"):
        erased.setdefault(redaction.about_uid, []).append(redaction)
    for model in moderated_models():
        for row in _touched(model, {*holds, *erased}):
            for problem in _problems(row, holds.get(row.uid), erased.get(row.uid, [])):
                yield Drift(row.subject_type, row.uid, f"“{row}”: {problem}")


def _touched(model, decided):
    """Return the rows of a table that say something was decided, or about which something was."""
    touched = Q(hold__isnull=False) | Q(redaction__isnull=False) | Q(held_until__isnull=False)
    if model.NOUN == "entries":
        touched |= Q(evidence__held_until__isnull=False)
    return model.with_place().filter(touched | Q(uid__in=decided)).order_by("pk").distinct()


def _problems(row, hold, redactions):
    until = hold.until if hold and not hold.lifted_at else None
    if row.hold != hold or row.held_until != until:
        yield "its words are not hidden as its holds say"
    if row.NOUN == "entries" and any(piece.held_until != until for piece in row.evidence.all()):
        yield "its evidence is not hidden as its holds say"
    if row.redaction != (redactions[-1] if redactions else None):
        yield "its erasure is not the one that was confirmed"
    with unveiled():
        for name in {name for redaction in redactions for name in redaction.fields}:
            if _still_there(row, name):
                yield f"{name} was erased and still stands"


def _still_there(row, name):
    if name == "evidence":
        return Evidence.objects.filter(entry=row).exclude(title="", url="").exists()
    return name in row.written_words() or name == "salt" and bool(row.salt)
