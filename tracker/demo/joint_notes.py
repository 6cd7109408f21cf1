"""How people of the example write and sign a joint note."""

import uuid

from tracker.actions import joint_notes
from tracker.models import JointNoteRevision


def write(act, milestone, who):
    """Save a text on top of the newest one."""
    joint_notes.save_revision(
        milestone=milestone,
        text=act["text"].strip(),
        language=act["language"],
        base=_newest(milestone).number if _revisions(milestone).exists() else 0,
        uid=uuid.uuid4(),
        **who,
    )


def sign(milestone, who):
    """Sign the newest text."""
    joint_notes.sign(revision=_newest(milestone), **who)


def _revisions(milestone):
    return JointNoteRevision.objects.filter(note__milestone=milestone)


def _newest(milestone):
    related = ("note__milestone__commitment__plan", "note__milestone__owner")
    return _revisions(milestone).select_related(*related).order_by("number").last()
