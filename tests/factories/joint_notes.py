"""A joint note as two people write and sign it."""

import uuid

from tracker.actions import joint_notes
from tracker.models import JointNote


def write_note(milestone, by, text="Las dos partes vimos el archivo.", **fields):
    """Save a revision on top of the newest one. Returns it."""
    note = JointNote.objects.filter(milestone=milestone).first()
    defaults = {
        "base": note.latest if note else 0,
        "language": "es",
        "uid": uuid.uuid4(),
    }
    return joint_notes.save_revision(
        milestone=milestone, by=by, text=text, **{**defaults, **fields}
    )


def sign_note(revision, by, **fields):
    return joint_notes.sign(revision=revision, by=by, **fields)


def agree_note(milestone, first, second, text="Las dos partes vimos el archivo.", **fields):
    """Write a text and have two people of two sides sign it. Returns the agreed text."""
    revision = write_note(milestone, first, text, **fields)
    for by in (first, second):
        sign_note(revision, by)
    return revision.agreed
