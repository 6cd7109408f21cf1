"""Taking erased words out of the rows that hold them. The history loses them by the ledger's own door."""

from tracker.actions.uploads import erase_file
from tracker.merging import paragraphs
from tracker.models import (
    AgreedNote,
    Entry,
    Evidence,
    JointNoteRevision,
    Upload,
)

# Shorter texts stand in others by chance.
TELLING = 12


def empty(about, redaction):
    """Empty the chosen columns. No version: nothing is said anew, and the history knows why."""
    chosen = set(redaction.fields)
    type(about)._base_manager.filter(pk=about.pk).update(redaction=redaction)
    row = about.detail
    kept = about.written_words()
    own = {
        name: row._meta.get_field(name).emptied(getattr(row, name))
        for name in row.words()
        if name in chosen and name in kept
    }
    if own:
        type(row)._base_manager.filter(pk=row.pk).update(**own)
    if isinstance(about, Entry) and "evidence" in chosen:
        _empty_evidence(about, redaction)
    if isinstance(about, AgreedNote) and "text" in chosen:
        _empty_revisions(about, kept["text"])


def _empty_evidence(entry, redaction):
    pieces = Evidence.objects.filter(entry_id=entry.pk)
    pieces.update(title="", url="", fact_date=None)
    for upload in Upload.objects.filter(evidence__in=pieces).distinct():
        # The same file in another entry is other words: that entry has to be decided about too.
        elsewhere = upload.evidence.exclude(title="")
        if not elsewhere.exclude(entry__state=Entry.State.DRAFT).exists():
            erase_file(upload, now=redaction.answered_at)


def _empty_revisions(agreed, texts):
    """Empty whatever of the working text holds a paragraph of the agreed one: it was written there.

    Another text that both sides signed is other words, and has to be decided about too.
    """
    gone = {part for text in texts for part in paragraphs(text) if len(part) >= TELLING}
    AgreedNote.objects.filter(pk=agreed.pk).update(salt="")
    revisions = JointNoteRevision.objects.filter(note=agreed.note_id)
    own = revisions.filter(agreed__isnull=True) | revisions.filter(agreed=agreed)
    repeating = [row.pk for row in own if row.pk == agreed.revision_id or _repeats(row, gone)]
    revisions.filter(pk__in=repeating).update(text="", salt="")


def _repeats(row, gone):
    return not gone.isdisjoint(paragraphs(row.text))
