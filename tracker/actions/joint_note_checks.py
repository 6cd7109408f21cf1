"""What is kept of joint notes beside the history, compared with it by `rebuild_check`."""

from django.db.models import Max

from ledger.verification import Drift
from tracker.models import (
    NOTE_SIDES,
    AgreedNote,
    JointNote,
    JointNoteRevision,
    JointNoteSignature,
    fingerprint_of,
)
from tracker.models.veil import unveiled


def drifted_joint_notes():
    """Yield a Drift for every text that is not the one its fingerprint was taken of, for a note that
    lost count of its revisions, and for an agreed text that is not what both sides signed."""
    erased = set(
        AgreedNote.objects.filter(redaction__isnull=False).values_list("note_id", flat=True)
    )
    for revision in JointNoteRevision.objects.order_by("pk").iterator(chunk_size=500):
        if revision.is_erased and revision.note_id in erased:
            continue
        if fingerprint_of(revision.text, revision.salt) != revision.fingerprint:
            yield _drift(revision, "its text does not fit its fingerprint")
    for note in JointNote.objects.annotate(last=Max("revisions__number")).order_by("pk"):
        if note.latest != (note.last or 0):
            yield _drift(note, f"says {note.latest} revisions, there are {note.last or 0}")
    signed = set(
        JointNoteSignature.objects.standing().values_list("note_id", "number", "side").order_by()
    )
    for agreed in AgreedNote.objects.select_related("revision").order_by("pk"):
        revision = agreed.revision
        with unveiled():
            signed_text = (agreed.text, agreed.salt, agreed.number)
        if signed_text != (revision.text, revision.salt, revision.number):
            yield _drift(agreed, "is not the text of the revision that was signed")
        if not signed.issuperset((agreed.note_id, agreed.number, side) for side in NOTE_SIDES):
            yield _drift(agreed, "is not signed by both sides")


def _drift(row, problem):
    return Drift(row.subject_type, row.uid, problem)
