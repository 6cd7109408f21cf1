"""One function for every write about a joint note, `(here, by)`, and who may do it."""

import uuid

from tracker.actions import joint_note_drafts, joint_note_presence, joint_notes

MODULES = (joint_note_drafts, joint_note_presence, joint_notes)


def save_revision(here, by):
    joint_notes.save_revision(
        milestone=here.milestone,
        text="Otra redacción.",
        language="es",
        base=1,
        by=by,
        uid=uuid.uuid4(),
    )


def sign(here, by):
    joint_notes.sign(revision=here.revision, by=by)


def take_back_signature(here, by):
    joint_notes.take_back_signature(signature=here.signature, by=by, seen_version=1)


def ask_to_withdraw_note(here, by):
    joint_notes.move_agreed_note(
        agreed=here.agreed, verb="ask", reason="Wrong file", by=by, seen_version=1
    )


def withdraw_note(here, by):
    asked = here.asked
    joint_notes.move_agreed_note(agreed=asked, verb="withdraw", by=by, seen_version=asked.version)


def keep_note(here, by):
    asked = here.asked
    joint_notes.move_agreed_note(agreed=asked, verb="keep", by=by, seen_version=asked.version)


def keep_draft(here, by):
    joint_note_drafts.keep_draft(
        milestone=here.milestone, by=by, base=1, text="…", language="es", seen_version=0
    )


def drop_draft(here, by):
    joint_note_drafts.drop_draft(milestone=here.milestone, by=by)


def arrive(here, by):
    joint_note_presence.arrive(milestone=here.milestone, by=by)


ALLOWED = {
    save_revision: {"amina", "lucia"},
    sign: {"amina", "lucia"},
    take_back_signature: {"amina"},
    ask_to_withdraw_note: {"amina", "lucia"},
    withdraw_note: {"amina"},
    keep_note: {"amina", "lucia"},
    keep_draft: {"amina", "lucia"},
    drop_draft: {"amina", "lucia"},
    arrive: {"amina", "lucia", "pat"},
}
PRIVATE = {keep_draft, drop_draft, arrive}
