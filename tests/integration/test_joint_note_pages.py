"""Two people write one text on its working page: merged, laid side by side, kept, and never lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.models import HistoryEntry
from tests import agreeing, factories
from tests.desk import FROM_HERE, WATER
from tests.sending import form_of, open_form, send, text_of
from tracker.models import JointNote, JointNoteDraft, JointNoteRevision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

NOTE = f"{WATER}milestones/1/note/"
THREE = "Primero.\n\nSegundo.\n\nTercero."


@pytest.fixture
def begun(here):
    return factories.write_note(here.milestone, here.amina, THREE)


def newest():
    return JointNoteRevision.objects.order_by("number").last()


# --- Writing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["amina", "lucia"])
def test_either_side_begins_the_note(as_, here, name):
    client = as_(getattr(here, name))
    page = client.get(NOTE)
    assert "Nobody has saved a text yet" in text_of(page)
    response = send(client, page, text="Primero.\r\n\r\n\r\nSegundo.  ")
    assert response.status_code == 302
    assert newest().text == "Primero.\n\nSegundo."
    assert "Revision 1 is saved." in text_of(client.get(NOTE))


def test_the_form_carries_the_revision_that_its_writer_saw(as_, here, begun):
    form = open_form(as_(here.lucia), NOTE)
    assert (form["base"], form["version"], form["text"]) == ("1", "0", THREE)


def test_the_same_form_sent_twice_saves_once(as_, here, begun):
    client = as_(here.lucia)
    form = open_form(client, NOTE) | {"text": "Otra cosa."}
    assert client.post(NOTE, form).status_code == 302
    assert client.post(NOTE, form).status_code == 302
    assert JointNoteRevision.objects.count() == 2


def test_a_text_that_says_the_same_is_not_saved_again(as_, here, begun):
    client = as_(here.lucia)
    assert send(client, NOTE).status_code == 302
    assert "Nothing differs from revision 1, so nothing was saved." in text_of(client.get(NOTE))
    assert JointNoteRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write what you want to say"),
        ("x" * 20_001, "This has 20,001 characters; at most 20,000 fit. Shorten it by 1."),
        ("\n\n".join("x" * 401), "This has 401 paragraphs; at most 400 fit."),
        ("Un \x01 signo.", "invisible control character"),
    ],
    ids=["nothing", "too long", "too many paragraphs", "control character"],
)
def test_what_cannot_be_saved_comes_back_with_a_sentence(as_, here, begun, text, sentence):
    response = send(as_(here.lucia), NOTE, text=text)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert form_of(response)["text"] == text
    assert JointNoteRevision.objects.count() == 1


@pytest.mark.parametrize("lost", ["uid", "base", "version"])
@pytest.mark.parametrize("value", [None, "", "x", "-1", "9" * 30])
def test_a_page_that_lost_its_numbers_loses_no_text(as_, here, begun, lost, value):
    client = as_(here.lucia)
    response = send(client, NOTE, **{lost: value, "text": "Lo mío."})
    assert response.status_code == 422
    assert "lost track of which revision" in text_of(response)
    again = send(client, response)
    assert again.status_code == 409
    assert "Lo mío." in text_of(again)
    assert "Segundo." in text_of(again)
    assert JointNoteRevision.objects.count() == 1


def test_a_number_that_no_page_gave_loses_no_text(as_, here, begun):
    response = send(as_(here.lucia), NOTE, base="77", text="Lo mío.")
    assert response.status_code == 422
    assert form_of(response)["text"] == "Lo mío."


# --- Who may be there ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", [NOTE, f"{NOTE}revisions/", f"{NOTE}sign/"])
@pytest.mark.parametrize("name", ["omar", "tomas", "irene"])
def test_for_everybody_else_there_is_no_such_page(as_, here, begun, path, name):
    assert as_(getattr(here, name)).get(path).status_code == 404


@pytest.mark.parametrize("name", ["omar", "tomas", "irene", "pat"])
def test_somebody_elses_text_comes_back_with_the_reason(as_, here, begun, name):
    client = as_(getattr(here, name))
    response = client.post(NOTE, {"text": "What I wrote."}, headers=FROM_HERE)
    assert response.status_code == 403
    assert "What I wrote." in text_of(response)
    assert "Ask the secretariat for a seat." in text_of(response)
    assert JointNoteRevision.objects.count() == 1


def test_the_secretariat_reads_and_does_not_write(as_, here, begun):
    page = as_(here.pat).get(NOTE)
    assert page.status_code == 200
    assert "Segundo." in text_of(page)
    assert 'name="text"' not in text_of(page)
    assert as_(here.pat).get(f"{NOTE}revisions/").status_code == 200
    assert as_(here.pat).get(f"{NOTE}sign/").status_code == 403


def test_a_visitor_signs_in_first(client, here, begun):
    assert client.get(NOTE).status_code == 302
    sent = client.post(NOTE, {"text": "What I wrote."}, headers=FROM_HERE)
    assert sent.status_code == 401
    assert "What I wrote." in text_of(sent)


def test_a_closed_commitment_is_read_and_not_written(as_, here, begun):
    client = as_(here.lucia)
    form = open_form(client, NOTE) | {"text": "Lo mío."}
    agreeing.move_commitment(here, here.commitment, "withdrawn", "Fin")
    page = client.get(NOTE)
    assert page.status_code == 200
    assert "This commitment is withdrawn" in text_of(page)
    refused = client.post(NOTE, form, headers=FROM_HERE)
    assert refused.status_code == 403
    assert "Lo mío." in text_of(refused)


# --- Two at once --------------------------------------------------------------------------------


def test_changes_in_different_places_are_laid_together_and_confirmed(as_, here, begun):
    client = as_(here.lucia)
    page = client.get(NOTE)
    factories.write_note(here.milestone, here.amina, "Primero, corregido.\n\nSegundo.\n\nTercero.")
    met = send(client, page, text="Primero.\n\nSegundo.\n\nTercero, de Lucía.")
    assert met.status_code == 409
    text = text_of(met)
    assert "Revision 2 was saved by Government · MINAGUA" in text
    assert "corregido" in re.search("<ins>.*?</ins>", text)[0]
    assert form_of(met)["text"] == "Primero, corregido.\n\nSegundo.\n\nTercero, de Lucía."
    assert newest().number == 2
    assert send(client, met).status_code == 302
    assert newest().text == "Primero, corregido.\n\nSegundo.\n\nTercero, de Lucía."
    assert (newest().number, newest().base) == (3, 2)


def test_somebody_saves_again_while_the_two_are_being_read(as_, here, begun):
    client = as_(here.lucia)
    page = client.get(NOTE)
    factories.write_note(here.milestone, here.amina, "Uno.\n\nSegundo.\n\nTercero.")
    met = send(client, page, text="Primero.\n\nSegundo.\n\nTres.")
    factories.write_note(here.milestone, here.amina, "Uno.\n\nDos.\n\nTercero.")
    again = send(client, met)
    assert again.status_code == 409
    assert form_of(again)["text"] == "Uno.\n\nDos.\n\nTres."
    assert send(client, again).status_code == 302
    assert newest().text == "Uno.\n\nDos.\n\nTres."


@pytest.fixture
def met(as_, here, begun):
    """The page of Lucía, who changed the paragraph that Amina changed meanwhile, and another."""
    client = as_(here.lucia)
    page = client.get(NOTE)
    factories.write_note(here.milestone, here.amina, "Primero.\n\nSegundo de Amina.\n\nTercero.")
    response = send(client, page, text="Primero.\n\nSegundo de Lucía.\n\nTercero.\n\nCuarto.")
    assert response.status_code == 409
    return response


def test_the_same_place_is_laid_side_by_side(met):
    text = text_of(met)
    assert "You both changed the same place" in text
    assert "Revision 2 was saved by Government · MINAGUA" in text
    assert text.count("part1_choice") == 3
    assert "part2_choice" not in text
    assert "de Amina" in text
    assert "de Lucía" in text
    carried = form_of(met)
    assert (carried["since"], carried["base"]) == ("1", "2")
    assert carried["mine-text"] == "Primero.\n\nSegundo de Lucía.\n\nTercero.\n\nCuarto."


@pytest.mark.parametrize(
    ("choice", "own", "second"),
    [
        ("theirs", None, "Segundo de Amina."),
        ("mine", None, "Segundo de Lucía."),
        ("merge", None, "Segundo de Amina.\n\nSegundo de Lucía."),
        ("merge", "Segundo de las dos.", "Segundo de las dos."),
        (None, None, "Segundo de Amina.\n\nSegundo de Lucía."),
        ("hostile", None, "Segundo de Amina.\n\nSegundo de Lucía."),
    ],
)
def test_what_is_chosen_is_what_is_saved(as_, here, met, choice, own, second):
    changes = {"part1_choice": choice}
    if own:
        changes["part1_merged"] = own
    assert send(as_(here.lucia), met, **changes).status_code == 302
    assert newest().text == f"Primero.\n\n{second}\n\nTercero.\n\nCuarto."
    assert newest().number == 3


def test_work_on_the_merged_text_is_not_passed_over(as_, here, met):
    again = send(as_(here.lucia), met, part1_choice="mine", part1_merged="De las dos.")
    assert again.status_code == 422
    assert "You changed a merged text" in text_of(again)
    assert form_of(again)["text"] == "Primero.\n\nDe las dos.\n\nTercero.\n\nCuarto."
    assert send(as_(here.lucia), again).status_code == 302


def test_a_conflict_after_a_conflict_loses_nothing(as_, here, met):
    factories.write_note(here.milestone, here.amina, "Primero.\n\nOtra vez Amina.\n\nTercero.")
    again = send(as_(here.lucia), met, part1_choice="mine")
    assert again.status_code == 409
    assert "Otra vez Amina." in text_of(again)
    carried = form_of(again)
    assert carried["mine-text"] == "Primero.\n\nSegundo de Lucía.\n\nTercero.\n\nCuarto."
    assert (carried["since"], carried["base"]) == ("2", "3")


def test_a_conflict_may_be_kept_as_a_draft(as_, here, met):
    client = as_(here.lucia)
    assert send(client, met, draft="1").status_code == 302
    form = open_form(client, NOTE)
    assert "Segundo de Amina.\n\nSegundo de Lucía." in form["text"]
    assert newest().number == 2


def test_a_conflict_whose_numbers_were_lost_gives_the_text_back(as_, here, met):
    response = send(as_(here.lucia), met, base="x")
    assert response.status_code in (409, 422)
    assert "Segundo de Lucía." in text_of(response)


def test_a_conflict_comes_back_whole_from_a_page_that_could_not_take_it(as_, here, met):
    agreeing.move_commitment(here, here.commitment, "withdrawn", "Fin")
    form = form_of(met) | {"part1_choice": "merge", "part1_merged": "Lo de las dos."}
    refused = as_(here.lucia).post(NOTE, form, headers=FROM_HERE)
    assert refused.status_code == 403
    given = text_of(refused)
    for words in ("Segundo de Lucía.", "Lo de las dos."):
        assert words in given


def test_markup_is_words(as_, here, begun):
    client = as_(here.lucia)
    page = client.get(NOTE)
    factories.write_note(here.milestone, here.amina, "<script>alert(1)</script>")
    response = send(client, page, text='<img src=x onerror="alert(2)">')
    raw = response.content.decode()
    assert response.status_code == 409
    assert "<script>alert" not in raw
    assert "<img" not in raw


# --- One's own draft ----------------------------------------------------------------------------


def test_a_draft_is_for_its_writer_alone_and_comes_back(as_, here, begun):
    client = as_(here.lucia)
    before = HistoryEntry.objects.count()
    assert send(client, NOTE, text="A medias", draft="1").status_code == 302
    page = client.get(NOTE)
    assert "This is your unsaved text" in text_of(page)
    assert (form_of(page)["text"], form_of(page)["version"]) == ("A medias", "1")
    assert "A medias" not in text_of(as_(here.amina).get(NOTE))
    assert HistoryEntry.objects.count() == before


def test_a_draft_says_what_was_saved_since_it_began(as_, here, begun):
    client = as_(here.lucia)
    send(client, NOTE, text="A medias", draft="1")
    factories.write_note(here.milestone, here.amina, "Nuevo.")
    page = client.get(NOTE)
    assert "Revision 2 was saved by Government · MINAGUA" in text_of(page)
    assert form_of(page)["base"] == "1"
    assert "revisions/?from=1&to=2" in text_of(page)


def test_a_draft_is_thrown_away(as_, here, begun):
    client = as_(here.lucia)
    send(client, NOTE, text="A medias", draft="1")
    assert client.post(f"{NOTE}draft/drop/").status_code == 302
    assert open_form(client, NOTE)["text"] == THREE
    assert client.post(f"{NOTE}draft/drop/").status_code == 302


def test_two_windows_of_one_person_keep_both_texts(as_, here, begun):
    client = as_(here.lucia)
    second = client.get(NOTE)
    send(client, NOTE, text="Una ventana", draft="1")
    response = send(client, second, text="Otra ventana", draft="1")
    assert response.status_code == 409
    assert form_of(response)["text"] == "Otra ventana"
    assert "Una ventana" in text_of(response)
    assert send(client, response, draft="1").status_code == 302
    assert JointNoteDraft.objects.get().text == "Otra ventana"


def test_a_draft_is_kept_while_its_writer_types(as_, here, begun):
    client = as_(here.lucia)
    form = open_form(client, NOTE)
    sent = form | {"draft": "1", "autosave": "1", "text": "A med"}
    first = client.post(NOTE, sent)
    assert first.json() == {"version": 1, "message": "Kept for you alone at 10:00."}
    assert client.post(NOTE, sent | {"version": "1", "text": "A medias"}).json()["version"] == 2
    other = client.post(NOTE, sent | {"text": "Otra"})
    assert (other.status_code, JointNoteDraft.objects.get().text) == (409, "A medias")
    long = client.post(NOTE, sent | {"version": "2", "text": "x" * 20_001})
    assert long.status_code == 422
    assert "Shorten it by 1" in long.json()["message"]
    refused = as_(here.tomas).post(NOTE, sent)
    assert refused.status_code == 403
    assert "seat" in refused.json()["message"]


# --- What it costs ------------------------------------------------------------------------------


PAGES = (NOTE, f"{NOTE}revisions/", f"{NOTE}revisions/?from=1&to=2", f"{NOTE}sign/")


def costs(client):
    found = []
    for path in PAGES:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        found.append(len(asked))
    return found


def test_a_page_costs_the_same_however_often_the_text_was_saved(as_, here, begun):
    client = as_(here.lucia)
    client.get(NOTE)
    factories.write_note(here.milestone, here.amina, "Dos.")
    few = costs(client)
    for number in range(30):
        factories.write_note(here.milestone, here.amina, f"Texto {number}.")
    assert costs(client) == few
    assert max(few) <= 24
    assert JointNote.objects.get().latest == 32
