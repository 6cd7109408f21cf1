"""Saving, signing and withdrawing a joint note: what stands afterwards, and what the public history tells."""

import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.authorization.verdicts import NotAllowed
from ledger.models import HistoryEntry, StaleVersion
from ledger.projections import projection_checks
from tests import agreeing, factories
from tracker.actions import joint_note_drafts, joint_note_presence, joint_notes
from tracker.models import (
    AgreedNote,
    JointNote,
    JointNoteDraft,
    JointNoteRevision,
    NotePresence,
    fingerprint_of,
)
from tracker.queries.joint_notes import waiting_for
from tracker.workflow import WrongState

SECRET = "Lo que todavía no acordamos."


def kinds():
    found = HistoryEntry.objects.filter(kind__startswith="joint_note.").order_by("seq")
    return [kind.removeprefix("joint_note.") for kind in found.values_list("kind", flat=True)]


def told():
    """Return everything that the history holds, opened, as text."""
    entries = HistoryEntry.objects.prefetch_related("values").order_by("pk")
    return json.dumps([entry.changes() for entry in entries], ensure_ascii=False)


def history_is_whole():
    call_command("verify_history", verbosity=0)
    call_command("rebuild_check", verbosity=0)
    return True


# --- Saving -------------------------------------------------------------------------------------


def test_saving_on_top_of_the_newest_makes_the_next_revision(here):
    first = factories.write_note(here.milestone, here.amina, "Uno.")
    second = factories.write_note(here.milestone, here.lucia, "Uno.\n\nDos.")
    assert (first.number, first.base, first.side, first.hat) == (1, 0, "government", "")
    assert (second.number, second.base, second.side) == (2, 1, "civil_society")
    assert second.hat == "expert"
    assert JointNote.objects.get().latest == 2
    assert kinds() == ["begun", "revised", "revised"]
    assert history_is_whole()


def test_the_history_tells_that_it_was_saved_and_not_what_it_says(here):
    revision = factories.write_note(here.milestone, here.amina, SECRET)
    assert SECRET not in told()
    assert revision.fingerprint in told()
    assert revision.salt not in told()
    assert revision.fingerprint == fingerprint_of(SECRET, revision.salt)


def test_two_who_started_from_one_revision_do_not_overwrite_each_other(here):
    factories.write_note(here.milestone, here.amina, "Uno.")
    factories.write_note(here.milestone, here.lucia, "Dos.")
    with pytest.raises(StaleVersion) as stale:
        factories.write_note(here.milestone, here.amina, "Tres.", base=1)
    assert stale.value.current.text == "Dos."
    assert JointNoteRevision.objects.count() == 2


@pytest.mark.parametrize("base", [5, 99])
def test_a_number_that_was_never_given_out_is_stale(here, base):
    factories.write_note(here.milestone, here.amina, "Uno.")
    with pytest.raises(StaleVersion):
        factories.write_note(here.milestone, here.lucia, "Dos.", base=base)


def test_the_same_text_makes_no_revision(here):
    first = factories.write_note(here.milestone, here.amina, "Uno.")
    assert factories.write_note(here.milestone, here.lucia, "Uno.") == first
    assert kinds() == ["begun", "revised"]


def test_the_same_form_sent_twice_makes_one_revision(here):
    uid = uuid.uuid4()
    first = factories.write_note(here.milestone, here.amina, "Uno.", uid=uid)
    factories.write_note(here.milestone, here.lucia, "Dos.")
    assert factories.write_note(here.milestone, here.amina, "Uno.", uid=uid, base=0) == first
    with pytest.raises(StaleVersion):
        factories.write_note(here.milestone, here.amina, "Otro.", uid=uid, base=0)
    with pytest.raises(ValidationError, match="another entry"):
        factories.write_note(here.milestone, here.lucia, "Otro.", uid=uid, base=0)
    assert JointNoteRevision.objects.count() == 2


def test_an_empty_text_is_refused(here):
    with pytest.raises(ValidationError, match="sentence or two"):
        factories.write_note(here.milestone, here.amina, " \n ")
    assert not JointNote.objects.exists()


def test_nobody_writes_once_the_commitment_is_closed(here):
    agreeing.move_commitment(here, here.commitment, "withdrawn", "Fin")
    here.milestone.commitment.refresh_from_db()
    with pytest.raises(NotAllowed, match="withdrawn"):
        factories.write_note(here.milestone, here.amina)


# --- Signing ------------------------------------------------------------------------------------


def test_signed_by_both_it_is_agreed_and_public_at_once(here):
    revision = factories.write_note(here.milestone, here.amina, SECRET)
    factories.sign_note(revision, here.lucia)
    assert SECRET not in told()
    assert not AgreedNote.objects.exists()
    factories.sign_note(revision, here.amina)
    agreed = AgreedNote.objects.get()
    assert (agreed.number, agreed.text, agreed.state) == (1, SECRET, "agreed")
    assert (agreed.government_name, agreed.civil_society_name) == ("MINAGUA", "Ríos Claros")
    assert SECRET in told()
    # Whoever reads the history can now prove which revision it was.
    assert fingerprint_of(agreed.text, agreed.salt) in told()
    assert kinds() == ["begun", "revised", "signed", "signed", "agreed"]
    assert history_is_whole()


def test_a_signature_is_of_the_revision_that_was_read(here):
    revision = factories.write_note(here.milestone, here.amina, "Uno.")
    factories.write_note(here.milestone, here.amina, "Dos.")
    with pytest.raises(StaleVersion) as stale:
        factories.sign_note(revision, here.lucia)
    assert stale.value.current.number == 2
    assert kinds()[-1] == "revised"


def test_an_edit_leaves_a_signature_behind(here):
    revision = factories.write_note(here.milestone, here.amina, "Uno.")
    factories.sign_note(revision, here.amina)
    second = factories.write_note(here.milestone, here.lucia, "Dos.")
    factories.sign_note(second, here.lucia)
    assert not AgreedNote.objects.exists()
    factories.sign_note(second, here.amina)
    assert AgreedNote.objects.get().number == 2


def test_a_later_text_never_unsigns_the_agreed_one(here):
    first = factories.agree_note(here.milestone, here.amina, here.lucia, "Uno.")
    factories.write_note(here.milestone, here.lucia, SECRET)
    first.refresh_from_db()
    assert (first.state, first.text) == ("agreed", "Uno.")
    assert SECRET not in told()
    second = factories.agree_note(here.milestone, here.amina, here.lucia, "Tres.")
    assert list(AgreedNote.objects.values_list("number", flat=True)) == [second.number, 1]
    assert history_is_whole()


def test_signing_twice_is_signing_once(here):
    revision = factories.write_note(here.milestone, here.amina)
    first = factories.sign_note(revision, here.amina)
    assert factories.sign_note(revision, here.amina) == first
    agreed = factories.sign_note(revision, here.lucia)
    assert factories.sign_note(revision, here.lucia) == agreed
    assert kinds()[2:] == ["signed", "signed", "agreed"]


def test_a_side_signs_once(here):
    factories.give_seat(here.commitment, here.organisations["auditoria"], here.pat, "supports")
    here.milestone.commitment.__dict__.pop("table", None)
    revision = factories.write_note(here.milestone, here.amina)
    factories.sign_note(revision, here.amina)
    with pytest.raises(WrongState, match="MINAGUA signed for your side already"):
        factories.sign_note(revision, here.omar)


def test_nobody_is_both_sides(here):
    revision = factories.write_note(here.milestone, here.amina)
    signature = factories.sign_note(revision, here.amina)
    type(signature).objects.filter(pk=signature.pk).update(signatory=here.lucia)
    with pytest.raises(NotAllowed, match="You signed for the other side already"):
        factories.sign_note(revision, here.lucia)


def test_a_signature_is_taken_back_while_the_other_side_has_not_signed(here):
    revision = factories.write_note(here.milestone, here.amina)
    signature = factories.sign_note(revision, here.amina)
    joint_notes.take_back_signature(signature=signature, by=here.amina, seen_version=1)
    with pytest.raises(WrongState, match="already"):
        joint_notes.take_back_signature(signature=signature, by=here.amina, seen_version=2)
    factories.sign_note(revision, here.lucia)
    assert not AgreedNote.objects.exists()
    again = factories.sign_note(revision, here.amina)
    assert AgreedNote.objects.exists()
    with pytest.raises(WrongState, match="Only both can withdraw it"):
        joint_notes.take_back_signature(signature=again, by=here.amina, seen_version=1)
    assert kinds()[2:] == ["signed", "unsigned", "signed", "signed", "agreed"]
    assert history_is_whole()


# --- Withdrawing --------------------------------------------------------------------------------


@pytest.fixture
def agreed(here):
    return factories.agree_note(here.milestone, here.amina, here.lucia)


def move(agreed, verb, by, **fields):
    return joint_notes.move_agreed_note(
        agreed=agreed, verb=verb, by=by, seen_version=agreed.version, **fields
    )


def test_both_withdraw_an_agreed_text_and_it_stays_readable(here, agreed):
    with pytest.raises(ValidationError, match="reason"):
        move(agreed, "ask", here.lucia, reason=" ")
    agreed.refresh_from_db()
    move(agreed, "ask", here.lucia, reason="El archivo cambió.")
    with pytest.raises(NotAllowed, match="when the other side says yes"):
        move(agreed, "withdraw", here.lucia)
    move(agreed, "withdraw", here.amina)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.text) == ("withdrawn", "Las dos partes vimos el archivo.")
    with pytest.raises(WrongState):
        move(agreed, "ask", here.amina, reason="Otra vez.")
    assert kinds()[-2:] == ["withdrawal_asked", "withdrawn"]
    assert history_is_whole()


@pytest.mark.parametrize("name", ["amina", "lucia"])
def test_either_side_leaves_it_as_it_is(here, agreed, name):
    move(agreed, "ask", here.lucia, reason="El archivo cambió.")
    move(agreed, "keep", getattr(here, name))
    agreed.refresh_from_db()
    assert (agreed.state, agreed.withdrawal_side) == ("agreed", "")
    assert history_is_whole()


# --- What is nobody else's ----------------------------------------------------------------------


def keep(here, by, text="A medias", seen_version=0):
    return joint_note_drafts.keep_draft(
        milestone=here.milestone,
        by=by,
        base=0,
        text=text,
        language="es",
        seen_version=seen_version,
    )


def test_a_draft_is_kept_and_is_gone_when_it_was_saved(here):
    first = keep(here, here.amina)
    keep(here, here.lucia, "De otra persona")
    assert keep(here, here.amina, "Más", seen_version=first.version).version == 2
    factories.write_note(here.milestone, here.amina, "Más.")
    assert list(JointNoteDraft.objects.values_list("text", flat=True)) == ["De otra persona"]


def test_two_windows_of_one_person_do_not_overwrite_each_other(here):
    keep(here, here.amina, "Una ventana")
    assert keep(here, here.amina, "Una ventana").version == 1  # sent twice
    with pytest.raises(StaleVersion) as stale:
        keep(here, here.amina, "Otra ventana")
    assert stale.value.current.text == "Una ventana"


def test_presence_is_forgotten(here, clock):
    joint_note_presence.arrive(milestone=here.milestone, by=here.amina)
    assert joint_note_presence.forget() == 0
    clock.shift(3601)
    assert joint_note_presence.forget() == 1
    assert not NotePresence.objects.exists()


# --- What waits ---------------------------------------------------------------------------------


def waits(here, *names):
    """Return for which of some organisations the note on the milestone waits."""
    found = (here.organisations[name] for name in names)
    return [o.slug for o in found if waiting_for([o]).filter(note__milestone=here.milestone)]


def test_a_note_waits_for_the_side_that_has_not_answered(here):
    both = ("ministerio-del-agua", "rios-claros", "mira-el-gasto", "foro")
    assert waits(here, *both) == []
    revision = factories.write_note(here.milestone, here.amina)
    assert waits(here, *both) == ["rios-claros"]
    signature = factories.sign_note(revision, here.lucia)
    assert waits(here, *both) == ["ministerio-del-agua"]
    joint_notes.take_back_signature(signature=signature, by=here.lucia, seen_version=1)
    assert waits(here, *both) == ["rios-claros"]
    factories.sign_note(revision, here.lucia)
    factories.sign_note(revision, here.amina)
    assert waits(here, *both) == []


# --- What somebody changes behind the history's back --------------------------------------------


@pytest.mark.parametrize(
    ("model", "change", "problem"),
    [
        (JointNoteRevision, {"text": "Otra cosa."}, "does not fit its fingerprint"),
        (JointNote, {"latest": 7}, "says 7 revisions, there are 1"),
        (AgreedNote, {"text": "Otra cosa."}, "is not the text of the revision"),
    ],
)
def test_a_changed_row_is_found(here, agreed, model, change, problem):
    model.objects.update(**change)
    drifts = [drift.problem for check in projection_checks for drift in check()]
    assert any(problem in found for found in drifts)


def test_an_agreed_text_without_a_signature_is_found(here, agreed):
    agreed.note.signatures.filter(side="government").delete()
    drifts = [drift.problem for check in projection_checks for drift in check()]
    assert drifts == ["is not signed by both sides"]
