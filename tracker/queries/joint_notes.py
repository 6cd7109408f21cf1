"""What stands in joint notes: revisions, signatures, agreed texts, who is there, what waits for whom."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import Organisation
from tracker.models import (
    NOTE_SIDES,
    AgreedNote,
    Commitment,
    JointNote,
    JointNoteDraft,
    JointNoteRevision,
    JointNoteSignature,
    Milestone,
    NotePresence,
    Seat,
)
from tracker.queries.desk import open_to_words

# Somebody whose page has not asked for longer than this has left.
HERE_FOR = dt.timedelta(seconds=40)


@dataclass(frozen=True)
class Working:
    """A note as those who write it see it. `newest` is None before the first saving."""

    note: JointNote | None
    newest: JointNoteRevision | None
    signatures: list[JointNoteSignature]
    agreed: list[AgreedNote]
    draft: JointNoteDraft | None

    @property
    def latest(self) -> int:
        return self.note.latest if self.note else 0

    @property
    def is_agreed(self) -> bool:
        """Return whether the newest revision is the one that both signed."""
        return any(text.number == self.latest for text in self.agreed)

    def signature_of(self, side: str) -> JointNoteSignature | None:
        return next((found for found in self.signatures if found.side == side), None)


def working(milestone: Milestone, user: Any) -> Working:
    """Return all that the working pages show of a note, with the person's own unsaved text."""
    note = JointNote.objects.filter(milestone=milestone).first()
    draft = JointNoteDraft.objects.filter(milestone=milestone, user=user).first()
    if note is None:
        return Working(None, None, [], [], draft)
    note.milestone = milestone
    newest = revision_of(note, note.latest)
    standing = note.signatures.standing().filter(number=note.latest)
    return Working(
        note, newest, list(standing.select_related("organisation")), agreed_of(milestone), draft
    )


def revision_of(note: JointNote, number: int) -> JointNoteRevision | None:
    found = note.revisions.filter(number=number).select_related("organisation").first()
    if found:
        found.note = note
    return found


def revision_at(milestone: Milestone, number: int) -> JointNoteRevision:
    return JointNoteRevision.objects.get(note__milestone=milestone, number=number)


def revisions(note: JointNote) -> QuerySet[JointNoteRevision]:
    """Return the revisions, the newest first."""
    return note.revisions.select_related("organisation").order_by("-number")


def text_at(milestone: Milestone, number: int) -> str:
    """Return the text of a revision, or nothing for the empty page that came before the first."""
    found = JointNoteRevision.objects.filter(note__milestone=milestone, number=number)
    return found.values_list("text", flat=True).first() or ""


def agreed_of(milestone: Milestone) -> list[AgreedNote]:
    """Return the texts that both sides agreed on, the newest first."""
    found = AgreedNote.objects.filter(note__milestone=milestone)
    related = (
        "government",
        "civil_society",
        "note__milestone__commitment__plan",
        "hold",
        "redaction",
    )
    return list(found.select_related(*related).order_by("-number"))


def agreed_about(commitment: Commitment) -> list[AgreedNote]:
    """Return the agreed texts on all milestones of a commitment."""
    found = AgreedNote.objects.filter(note__milestone__commitment=commitment)
    related = ("government", "civil_society", "note__milestone", "hold", "redaction")
    rows = list(found.select_related(*related).order_by("agreed_at", "pk"))
    for row in rows:
        row.note.milestone.commitment = commitment
    return rows


def is_being_written(milestone: Milestone, agreed: list[AgreedNote]) -> bool:
    """Return whether there is a text that is not agreed yet. What it says is not public."""
    note = getattr(milestone, "joint_note", None)
    latest = note.latest if note else 0
    return bool(latest) and latest != max((text.number for text in agreed), default=0)


def present(now: dt.datetime, **place: Any) -> list[NotePresence]:
    """Return who has the working page open, in the order in which their organisations are named.

    `place` says which milestone, as a filter. One query brings what a poll needs: who, for whom, and
    the number of the note's newest revision.
    """
    latest = JointNote.objects.filter(milestone=OuterRef("milestone")).values("latest")
    found = NotePresence.objects.filter(**place, seen_at__gt=now - HERE_FOR)
    related = ("organisation", "user", "milestone__commitment__plan")
    found = found.select_related(*related).annotate(latest=Subquery(latest))
    return list(found.order_by("organisation__slug", "pk"))


def waiting_for(organisations: list[Organisation]) -> QuerySet[JointNoteRevision]:
    """Return the newest revisions that wait for organisations at the table; the oldest first.

    The other side signed it and ours did not, or wrote it after ours last wrote. What both signed
    waits for nobody.
    """
    signatures = _signatures()
    found, side = _at_the_table(organisations)
    return found.filter(
        ~Exists(signatures.filter(side=side)), Exists(signatures) | ~Q(side=side)
    ).order_by("created_at", "pk")


def waiting_for_others(organisations: list[Organisation]) -> QuerySet[JointNoteRevision]:
    """Return the newest revisions at organisations' tables that their side signed and the other has
    not; the oldest first."""
    signatures = _signatures()
    found, side = _at_the_table(organisations)
    return found.filter(
        Exists(signatures.filter(side=side)), ~Exists(signatures.exclude(side=side))
    ).order_by("created_at", "pk")


def _signatures() -> QuerySet[JointNoteSignature]:
    return JointNoteSignature.objects.standing().filter(
        note=OuterRef("note"), number=OuterRef("number")
    )


def _at_the_table(organisations: list[Organisation]) -> tuple[QuerySet[JointNoteRevision], str]:
    """Return the newest revisions of the notes that organisations write together with the other side,
    and the side they write for."""
    sides = {organisation.side for organisation in organisations} & set(NOTE_SIDES)
    if len(sides) != 1:
        return JointNoteRevision.objects.none(), ""
    (side,) = sides
    seats = Seat.objects.at_the_table().filter(
        commitment=OuterRef("note__milestone__commitment"), organisation__in=organisations
    )
    found = JointNoteRevision.objects.filter(
        Q(Exists(seats)) | Q(note__milestone__owner__in=organisations),
        number=F("note__latest"),
        **open_to_words("note__milestone__commitment__"),
    )
    return found, side


def to_answer() -> QuerySet[JointNoteRevision]:
    """Return revisions with what a desk shows of them: their milestone, and whether one side signed."""
    related = ("note__milestone__commitment__plan", "note__milestone__status", "organisation")
    found = JointNoteRevision.objects.select_related(*related)
    return found.annotate(is_signed=Exists(_signatures()))
