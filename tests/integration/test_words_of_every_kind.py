"""Words hidden and erased, whatever they are of: proposals, their answers, words on answers, agreed notes."""

import datetime as dt

import pytest
import time_machine
from django.db import models

from accounts.authorization.verdicts import NotAllowed
from ledger.models import recorded_models
from ledger.projections import projection_checks
from tests import factories, world
from tests.desk import DESK
from tests.integration.test_redactions import in_the_database, is_sound
from tests.sending import send, text_of
from tracker.actions import (
    agreements,
    dependencies,
    joint_notes,
    meetings,
    proposals,
    settlements,
)
from tracker.models import (
    Evidence,
    Hold,
    JointNoteRevision,
    Plan,
    Proposal,
    Redaction,
    moderated_models,
)
from tracker.models.moderated import Moderated
from tracker.models.veil import Words, tables_of_words, unveiled
from tracker.workflow import WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]
SECRET = "Rua Longa 12"
AFTER = world.NOW + Hold.LASTS
HIDDEN = {"ground": "danger", "reason": "It says where somebody lives."}


def an_entry(here):
    entry = factories.observe(here.milestone, here.lucia, text=SECRET, asks=f"¿{SECRET}?")
    return entry


def a_proposal(here):
    made = factories.propose(
        here.milestone,
        here.amina,
        kind=Proposal.Kind.MILESTONE,
        reason=f"Por {SECRET}.",
        title_en=f"See {SECRET}",
    )
    return proposals.withdraw_proposal(
        proposal=made, reason=f"Dije {SECRET}.", by=here.amina, seen_version=made.version
    )


def an_answer(here):
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    made = factories.propose(here.milestone, here.amina, **march)
    proposals.refuse(
        proposal=made, reason=f"No: {SECRET}.", by=here.lucia, seen_version=made.version
    )
    return made.answers.get()


def a_word(here):
    observation = factories.observe(here.milestone, here.lucia, asks="¿Cuándo?")
    factories.respond(observation, here.amina)
    word = factories.settle(observation, here.lucia, "not_resolved", reason=f"Falta {SECRET}.")
    word = settlements.escalate(
        settlement=word, reason=f"Sigue {SECRET}.", by=here.lucia, seen_version=1
    )
    return settlements.close_question(
        settlement=word, note=f"Se vio {SECRET}.", by=here.pat, seen_version=2
    )


def a_note(here):
    agreed = factories.agree_note(
        here.milestone, here.amina, here.lucia, f"Vimos los pozos.\n\nVive en {SECRET}."
    )
    return joint_notes.move_agreed_note(
        agreed=agreed, verb="ask", reason=f"Nombra {SECRET}.", by=here.lucia, seen_version=1
    )


def a_closing(here):
    return factories.decide(
        here.commitment,
        here.pat,
        why=f"Lo sigue {SECRET}.",
        watch=f"Que {SECRET} siga.",
        now=factories.last_day(here.plan),
    )


def a_meeting(here):
    meeting = factories.hold_meeting(
        here.plan,
        here.lucia,
        [here.commitment],
        title=f"Mesa en {SECRET}",
        place=SECRET,
        agenda=f"Ir a {SECRET}.",
        minutes=f"Fuimos a {SECRET}.",
    )
    return meetings.correct_minutes(
        meeting=meeting,
        minutes=f"Fuimos dos veces a {SECRET}.",
        present=[meeting.organisation],
        reason=f"Faltaba {SECRET}.",
        by=here.lucia,
        seen_version=meeting.version,
    )


def an_agreement(here):
    meeting = factories.hold_meeting(here.plan, here.lucia, [here.commitment])
    ministry = here.organisations["ministerio-del-agua"]
    agreement = factories.agree_at(
        meeting, here.lucia, ministry, text=f"Ir a {SECRET}.", commitment=here.commitment
    )
    agreement = factories.keep(agreement, here.amina, note=f"Fuimos a {SECRET}.")
    agreement = agreements.reopen_agreement(
        agreement=agreement, reason=f"No a {SECRET}.", by=here.amina, seen_version=2
    )
    return agreements.void_agreement(
        agreement=agreement, reason=f"Sin {SECRET}.", by=here.lucia, seen_version=3
    )


def a_wait(here):
    made = factories.wait(here.milestone, here.cso_milestone, here.lucia, f"Por {SECRET}.")
    return dependencies.withdraw_dependency(
        dependency=made, reason=f"Ya no {SECRET}.", by=here.lucia, seen_version=1
    )


MADE = {
    "closings": a_closing,
    "agreements": an_agreement,
    "dependencies": a_wait,
    "meetings": a_meeting,
    "entries": an_entry,
    "proposals": a_proposal,
    "answers": an_answer,
    "settlements": a_word,
    "agreed": a_note,
}


@pytest.fixture(params=MADE)
def said(request, here):
    here.plan = factories.name_stewards(here)
    here.said = MADE[request.param](here)
    return here


def again(about):
    return about.with_place().get(uid=about.uid)


def pages(said):
    """Return what everybody reads of it: its page, the milestone, lists, the history as page and file."""
    return (
        again(said.said).get_absolute_url().split("#")[0],
        said.milestone.get_absolute_url(),
        said.commitment.get_absolute_url(),
        "/en/plans/vereda/proposals/",
        "/en/plans/vereda/meetings/",
        "/en/plans/vereda/agreements/",
        "/en/plans/vereda/history/",
        "/en/plans/vereda/history/export/",
        f"{said.commitment.get_absolute_url()}advice/export/",
        DESK,
    )


def where(said, client):
    found = []
    for page in pages(said):
        response = client.get(page)
        body = response.getvalue() if response.streaming else response.content
        assert response.status_code == 200, page
        if SECRET in body.decode():
            found.append(page)
    return found


def everything(said):
    return list(again(said.said).written_words())


def test_every_noun_is_tried():
    assert {model.NOUN for model in moderated_models()} == set(MADE)


def test_its_words_are_hidden_where_they_are_read_and_come_back(said, as_):
    people = (said.pat, said.lucia)
    before = [where(said, as_(person)) for person in people]
    assert all(len(found) >= 3 for found in before)
    factories.hold(said.said, said.omar)
    assert [where(said, as_(person)) for person in people] == [[], []]
    page = text_of(as_(said.lucia).get(pages(said)[0]))
    assert "Hidden until" in page
    assert "It names a patient." in page
    assert is_sound(said)
    with time_machine.travel(AFTER, tick=False):
        assert where(said, as_(said.lucia)) == before[1]


def test_what_is_hidden_is_never_written_back_as_empty(said):
    factories.hold(said.said, said.omar)
    row = again(said.said)
    row.refresh_from_db()
    row.save()
    with unveiled():
        assert SECRET in str(again(said.said).written_words())
    assert is_sound(said)


def test_both_keys_take_them_out_of_every_table(said, as_):
    names = everything(said)
    assert len(in_the_database(SECRET)) >= 2
    factories.redact(said.said, said.omar, said.tomas, names)
    assert in_the_database(SECRET) == []
    assert is_sound(said)
    page = text_of(as_(said.lucia).get(pages(said)[0]))
    assert "Erased:" in page
    assert "Confirmed by" in page
    history = text_of(as_(said.lucia).get("/en/plans/vereda/history/"))
    assert "Erased" in history


def test_the_forms_are_reached_from_its_page(said, as_):
    home, omar = pages(said)[0], as_(said.omar)
    place = f"{DESK}{said.said.NOUN}/{said.said.uid}/"
    assert f"{place}hold/" in omar.get(home).content.decode()
    form = omar.get(f"{place}hold/")
    assert SECRET in form.content.decode()
    done = send(omar, form, **HIDDEN)
    assert done.status_code == 302
    assert done["Location"].split("#")[0] == home
    asked = send(omar, f"{place}redact/", words=everything(said), **HIDDEN)
    assert asked.status_code == 302
    tomas = as_(said.tomas)
    assert "To be erased, if both sides agree" in text_of(tomas.get(home))
    answer = f"{DESK}redactions/{Redaction.objects.get().uid}/"
    assert answer in tomas.get(DESK).content.decode()
    page = tomas.get(answer)
    assert SECRET in page.content.decode()
    assert send(tomas, page, answer="confirm").status_code == 302
    assert in_the_database(SECRET) == []
    reader = as_(said.lucia)
    assert "As a steward" not in text_of(reader.get(home))
    count = text_of(reader.get("/en/moderation/?year=2026&what=confirmed"))
    assert str(again(said.said)) in count


@pytest.mark.parametrize("name", world.CAST)
def test_only_stewards_hide_and_ask(name, said):
    by = getattr(said, name)
    if name in ("omar", "tomas"):
        factories.hold(said.said, by)
        return
    for act in (factories.hold, factories.ask_redaction):
        with pytest.raises(NotAllowed):
            act(said.said, by)


def test_nobody_finds_words_under_another_name(said, as_):
    omar = as_(said.omar)
    for noun in {*MADE, "plans", "holds"} - {said.said.NOUN}:
        assert omar.get(f"{DESK}{noun}/{said.said.uid}/hold/").status_code == 404


# --- What is peculiar to one of them --------------------------------------------------------------


@pytest.fixture
def stewarded(here):
    here.plan = factories.name_stewards(here)
    return here


def test_a_proposal_says_what_would_change_and_not_to_what(stewarded):
    made = a_proposal(stewarded)
    factories.hold(made, stewarded.omar)
    assert again(made).change == {"title_en": [None, None]}
    assert not again(made).is_readable


@pytest.mark.parametrize("gone", [factories.hold, None])
def test_nobody_agrees_to_what_cannot_be_read(gone, stewarded):
    here = stewarded
    made = factories.propose(
        here.milestone, here.amina, kind=Proposal.Kind.MILESTONE, title_en=f"See {SECRET}"
    )
    if gone:
        gone(made, here.omar)
    else:
        factories.redact(made, here.omar, here.tomas, ["change"])
    with pytest.raises(WrongState, match="cannot be read"):
        factories.accept(again(made), here.lucia)


def test_dates_and_states_are_no_words(stewarded):
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    made = factories.propose(stewarded.milestone, stewarded.amina, **march)
    factories.hold(made, stewarded.omar)
    assert again(made).change["due_date"][1] == "2027-03-31"
    assert list(again(made).written_words()) == ["text"]
    assert factories.accept(again(made), stewarded.lucia).state == "accepted"


def test_the_working_text_of_a_note_loses_what_is_erased_and_nothing_else(stewarded):
    here = stewarded
    factories.write_note(here.milestone, here.amina, "Vimos los pozos.")
    agreed = a_note(here)
    factories.write_note(here.milestone, here.lucia, f"Vive en {SECRET}.")
    factories.write_note(here.milestone, here.lucia, "Otra cosa se dijo.")
    factories.redact(agreed, here.omar, here.tomas, ["text", "withdrawal_reason"])
    texts = JointNoteRevision.objects.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["", "", "", "Otra cosa se dijo."]
    assert in_the_database(SECRET) == []
    assert is_sound(here)


def test_a_revision_that_was_emptied_behind_the_history_is_found(stewarded):
    revision = factories.write_note(stewarded.milestone, stewarded.amina)
    JointNoteRevision.objects.filter(pk=revision.pk).update(text="")
    assert [drift for check in projection_checks for drift in check()]


def test_a_reason_that_was_taken_back_can_be_erased_all_the_same(stewarded):
    here = stewarded
    agreed = a_note(here)
    joint_notes.move_agreed_note(agreed=agreed, verb="keep", by=here.amina, seen_version=2)
    factories.redact(agreed, here.omar, here.tomas, ["withdrawal_reason", "text"])
    assert in_the_database(SECRET) == []


def test_a_documented_source_is_hidden_and_the_entry_stays_documented(here):
    plan = factories.add_plan(here.pat, slug="old", nature=Plan.Nature.ARCHIVE)
    entry = factories.document(
        factories.add_commitment(plan, here.pat, number=4),
        here.organisations["revisor"],
        here.pat,
        said_date=plan.end_date,
        source="https://fuente.example/secreto",
    )
    factories.hold(entry, here.pat)
    row = again(entry)
    assert (row.source, row.is_documented) == ("", True)


# --- The rule ---------------------------------------------------------------------------------------

# The agreed frame and who is who: their keepers change it in the open, by rules of its own.
FRAME = {
    "commitment",
    "commitmenttext",
    "lineage",
    "milestone",
    "organisation",
    "plan",
    "planevent",
}
FRAME |= {"seat", "theme"}
# What stewards say of their own decision, published for good; their forms say so.
DECISIONS = {"hold", "redaction"}
# Fingerprints, and the names of organisations as they were.
NO_WORDS = {"agreednote.salt", "handover.brief_head", "jointnoterevision.fingerprint"}


def test_nothing_that_people_publish_is_out_of_reach():
    """A free text of a recorded row is somebody's words, unless it is listed here with a reason."""
    found = {
        f"{model._meta.model_name}.{name}"
        for model in recorded_models()
        if model._meta.model_name not in FRAME | DECISIONS
        for name in model.RECORDED
        if is_free_text(model._meta.get_field(name))
    }
    assert {name for name in found if not name.endswith("_name")} == NO_WORDS


def is_free_text(field):
    kinds = (models.TextField, models.CharField, models.JSONField)
    return isinstance(field, kinds) and not field.choices and not isinstance(field, Words)


def test_what_has_words_can_be_decided_about():
    """Words stand in rows that stewards can decide about, or in what is hidden with one."""
    assert {m for m in tables_of_words() if not issubclass(m, Moderated)} == {Evidence}
