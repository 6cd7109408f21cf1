"""Many people edit one joint note at the same moment: every saving is a revision, and none is lost."""

import random
import uuid

import pytest

from ledger.models import HistoryEntry, StaleVersion
from tests import factories, world
from tests.integration.test_races import at_once, history_is_whole
from tracker.actions import joint_notes
from tracker.kinds import Kind
from tracker.merging import joined, merge, merged, paragraphs
from tracker.models import AgreedNote, JointNote, JointNoteRevision
from tracker.queries.joint_notes import text_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]

MANY, ROUNDS = 8, 6


@pytest.fixture
def here(transactional_db):
    return world.load()


def edited(text, words, chance):
    """Return a text in which somebody rewrote a paragraph, put one in, or took one out."""
    found = list(paragraphs(text))
    place = chance.randrange(len(found) + 1)
    what = chance.choice(["rewrite", "put in", "put in", "take out"])
    if what == "put in" or place == len(found):
        found.insert(place, words)
    elif what == "rewrite":
        found[place] = words
    else:
        found[place : place + 1] = [words] if len(found) == 1 else []
        found.append(words)
    return joined(found)


def writer(milestone, by, number):
    """Return somebody who edits and saves again and again, laying together what others saved."""

    def write():
        chance, saved = random.Random(number), []  # noqa: S311 - edits, not secrets
        for round_ in range(ROUNDS):
            base = JointNote.objects.get(milestone=milestone).latest
            text = edited(text_at(milestone, base), f"{number}, {round_}.", chance)
            revision = None
            while revision is None:
                try:
                    revision = joint_notes.save_revision(
                        milestone=milestone,
                        text=text,
                        language="es",
                        base=base,
                        by=by,
                        uid=uuid.uuid4(),
                    )
                except StaleVersion as stale:
                    newest = stale.current
                    text = merged(merge(text_at(milestone, base), newest.text, text))
                    base = newest.number
            saved.append((revision.number, text))
        return saved

    return write


def test_every_saving_is_a_revision_and_an_entry_of_the_history(here):
    factories.write_note(here.milestone, here.amina, "Primero.\n\nSegundo.\n\nTercero.")
    people = [here.amina, here.lucia]
    found = at_once([writer(here.milestone, people[n % 2], n) for n in range(MANY)])
    saved = {number: text for each in found for number, text in each}
    assert len(saved) == MANY * ROUNDS  # nobody was told that they saved what another one did
    kept = dict(JointNoteRevision.objects.exclude(number=1).values_list("number", "text"))
    assert kept == saved
    assert JointNote.objects.get().latest == MANY * ROUNDS + 1
    told = HistoryEntry.objects.filter(kind=Kind.JOINT_NOTE_REVISED)
    assert told.count() == MANY * ROUNDS + 1
    every_word = joined(kept.values())
    for number in range(MANY):
        for round_ in range(ROUNDS):
            assert f"{number}, {round_}." in every_word
    assert history_is_whole()


def test_both_sides_sign_while_others_edit(here):
    revision = factories.write_note(here.milestone, here.amina)

    def sign(by):
        def run():
            try:
                joint_notes.sign(revision=revision, by=by)
            except StaleVersion:
                return False
            return True

        return run

    signers = [sign(by) for by in (here.amina, here.lucia) for _time in range(3)]
    editors = [writer(here.milestone, here.lucia, number) for number in range(2)]
    at_once(signers + editors)
    agreed = AgreedNote.objects.filter(note__milestone=here.milestone)
    assert agreed.count() <= 1
    for text in agreed:
        assert (text.number, text.text) == (1, revision.text)
    assert history_is_whole()
