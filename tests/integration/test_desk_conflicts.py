"""Two texts where one was expected: both are shown, and what is chosen is what is kept."""

import re

import pytest

from tests import factories
from tests.desk import (
    DESK,
    OBSERVE,
    OBSERVED,
    REPORT,
    REPORTED,
    WATER,
    entry_at,
    entry_page,
    recorded,
)
from tests.sending import form_of, send, text_of
from tracker.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

THEIRS = {**REPORTED, "text": "Ya está abierto desde el 20 de noviembre."}
MINE = {
    "completion": "limited",
    "text": "Se abrirá en diciembre.",
    "difficulties": "Falta la firma.",
    "evidence__1__url": "https://datos.vereda.example/b.csv",
    "evidence__1__title": "El oficio",
}


@pytest.fixture
def colleague(here):
    return factories.add_member(here.organisations["ministerio-del-agua"], "Carmen")


@pytest.fixture
def met(as_, here, colleague):
    """The conflict page of Amina, whose colleague published while she was writing."""
    page = as_(here.amina).get(REPORT)
    factories.report(here.milestone, colleague, text=THEIRS["text"])
    response = send(as_(here.amina), page, **MINE)
    assert response.status_code == 409
    return response


# --- A report of a colleague --------------------------------------------------------------------


def test_both_texts_are_shown_field_by_field(met):
    page = text_of(met)
    assert "Somebody of your side published while you were writing" in page
    assert "Government · MINAGUA, a colleague, 23 Nov 2026, 10:00" in page
    for text in (THEIRS["text"], MINE["text"], MINE["difficulties"], "Substantial", "Limited"):
        assert text in page
    for name in ("completion", "text", "difficulties", "evidence"):
        assert f'name="{name}_choice"' in page
    for name in ("next_step", "done_date", "language"):
        assert f'name="{name}_choice"' not in page


def test_the_page_carries_both_texts_and_the_present_versions(met):
    carried = form_of(met)
    assert (carried["text"], carried["theirs_text"]) == (MINE["text"], THEIRS["text"])
    assert (carried["version"], carried["reports"]) == ("0", "2")
    assert carried["evidence-1-url"] == MINE["evidence__1__url"]


def test_mine_is_published_beside_what_stands(as_, here, met):
    choices = {f"{name}_choice": "mine" for name in ("completion", "text", "difficulties")}
    report = entry_at(send(as_(here.amina), met, **choices, evidence_choice="merge")).detail
    assert (report.text, report.completion) == (MINE["text"], "limited")
    assert report.difficulties == MINE["difficulties"]
    assert report.evidence.count() == 2
    assert Entry.objects.filter(kind="progress_report", text=THEIRS["text"]).exists()


def test_field_by_field_and_by_hand(as_, here, met):
    merged = "Ya está abierto; falta la firma."
    choices = {"completion_choice": "theirs", "text_choice": "merge", "text_merged": merged}
    report = entry_at(send(as_(here.amina), met, **choices, evidence_choice="mine")).detail
    assert (report.text, report.completion) == (merged, "substantial")
    assert [piece.title for piece in report.evidence.all()] == ["El oficio"]


def test_choosing_nothing_of_mine_publishes_nothing_and_keeps_it_as_a_draft(as_, here, met):
    before = recorded()
    client = as_(here.amina)
    response = send(client, met)
    assert "Nothing was published. Your text is kept as a draft" in text_of(
        client.get(response["Location"])
    )
    draft = Entry.everything.get(state="draft")
    assert draft.text == MINE["text"]
    assert draft.evidence.get().title == "El oficio"
    assert recorded() == before


def test_a_merged_text_is_not_lost_behind_another_choice(as_, here, met):
    response = send(as_(here.amina), met, text_merged="Con mucho cuidado.")
    assert response.status_code == 422
    assert form_of(response)["text"] == "Con mucho cuidado."
    assert "You changed the merged text" in text_of(response)


@pytest.mark.parametrize("name", ["completion", "text", "evidence"])
def test_a_choice_that_was_never_offered_is_asked_again(as_, here, met, name):
    response = send(as_(here.amina), met, **{f"{name}_choice": "nobody's"})
    assert response.status_code == 422
    assert "Choose which text to keep." in text_of(response)
    assert form_of(response)["text"] in (MINE["text"], THEIRS["text"])


def test_the_chosen_text_can_be_kept_as_a_draft(as_, here, met):
    send(as_(here.amina), met, text_choice="mine", draft="1")
    draft = Entry.everything.get(state="draft").detail
    assert (draft.text, draft.completion) == (MINE["text"], "substantial")


def test_a_third_report_meets_the_conflict_page_again(as_, here, met, colleague):
    factories.report(here.milestone, colleague, text="Una tercera cosa.")
    chosen = {f"{name}_choice": "mine" for name in ("text", "completion", "difficulties")}
    again = send(as_(here.amina), met, **chosen)
    assert again.status_code == 409
    assert form_of(again)["theirs_text"] == "Una tercera cosa."
    assert form_of(again)["text"] == MINE["text"]
    assert entry_at(send(as_(here.amina), again, **chosen)).text == MINE["text"]


def test_the_chosen_text_is_checked_like_any_other(as_, here, met):
    response = send(as_(here.amina), met, completion_choice="mine", difficulties_choice="theirs")
    assert response.status_code == 422
    assert "Say what the difficulties are" in text_of(response)


def test_a_second_window_of_the_same_person_meets_the_first(as_, amina):
    client = as_(amina)
    first, second = client.get(REPORT), client.get(REPORT)
    assert send(client, first, **THEIRS).status_code == 302
    response = send(client, second, **MINE)
    assert response.status_code == 409
    assert "You published another report while this one was open" in text_of(response)
    assert "you, in another window" in text_of(response)


def test_two_leads_of_one_commitment_meet(as_, here, colleague):
    audit = here.organisations["auditoria"]
    factories.give_seat(here.commitment, audit, here.pat, "leads")
    page = as_(here.omar).get(f"{WATER}report/")
    factories.report(here.commitment, colleague, text=THEIRS["text"])
    response = send(as_(here.omar), page, **MINE)
    assert response.status_code == 409
    assert "Government · MINAGUA, a colleague" in text_of(response)
    chosen = {"text_choice": "mine", "completion_choice": "mine", "difficulties_choice": "mine"}
    assert entry_at(send(as_(here.omar), response, **chosen)).organisation == audit


def test_what_both_followed_is_struck_out(as_, here, colleague):
    factories.report(here.milestone, colleague, "not_started", text="Nada aún.")
    page = as_(here.amina).get(REPORT)
    factories.report(here.milestone, colleague, "substantial", text=THEIRS["text"])
    shown = text_of(send(as_(here.amina), page, **MINE))
    assert len(re.findall(r"<del>(?:<[^>]+>|[^<])*?Not started", shown)) == 2


# --- A draft ------------------------------------------------------------------------------------


@pytest.fixture
def draft(as_, here):
    send(as_(here.lucia), OBSERVE, text="Primera versión del texto.", draft="1")
    return Entry.everything.get(state="draft")


def test_a_draft_saved_meanwhile_shows_both(as_, here, draft):
    client = as_(here.lucia)
    one, two = (client.get(entry_page(draft, "edit")) for _ in range(2))
    send(client, one, text="Segunda versión del texto.", type="question", draft="1")
    response = send(client, two, text="Otra versión del texto.", asks="¿Cuándo?", draft="1")
    page = text_of(response)
    assert response.status_code == 409
    assert "This draft was saved again while you were writing" in page
    assert "version 2 of the draft" in page
    assert "began from version 1" in page
    carried = form_of(response)
    assert carried["version"] == "2"
    # Nothing of a draft is left but what is chosen, so that both texts are proposed.
    assert carried["text_choice"] == "merge"
    assert send(client, response, draft="1")["Location"] == DESK
    draft = Entry.everything.get(pk=draft.pk).detail
    assert draft.text == "Segunda versión del texto.\n\nOtra versión del texto."
    assert draft.asks == "¿Cuándo?"


def test_a_draft_can_be_published_from_the_conflict_page(as_, here, draft):
    client = as_(here.lucia)
    one, two = (client.get(entry_page(draft, "edit")) for _ in range(2))
    send(client, one, text="Segunda.", draft="1")
    response = send(client, two, **OBSERVED)
    assert response.status_code == 409
    published = entry_at(send(client, response, text_choice="mine"))
    assert (published.uid, published.text) == (draft.uid, OBSERVED["text"])


def test_going_back_to_a_form_that_was_saved_meets_its_draft(as_, lucia):
    client = as_(lucia)
    page = client.get(OBSERVE)
    send(client, page, text="Primera.", draft="1")
    assert send(client, page, text="Primera.", draft="1").status_code == 302
    response = send(client, page, text="Segunda.", draft="1")
    assert response.status_code == 409
    assert form_of(response)["version"] == "1"


def test_the_same_text_in_two_windows_is_no_conflict(as_, here, draft):
    client = as_(here.lucia)
    one, two = (client.get(entry_page(draft, "edit")) for _ in range(2))
    assert send(client, one, text="Igual.", draft="1").status_code == 302
    assert send(client, two, text="Igual.", draft="1").status_code == 302


# --- Published meanwhile ------------------------------------------------------------------------


def test_a_draft_that_a_colleague_published_goes_on_as_a_correction(as_, here, draft):
    client = as_(here.lucia)
    mine, colleagues = (client.get(entry_page(draft, "edit")) for _ in range(2))
    entry_at(send(client, colleagues, **OBSERVED))
    response = send(client, mine, **{**OBSERVED, "text": "Faltan tres archivos."})
    page = text_of(response)
    assert response.status_code == 409
    assert "This was published while you were writing" in page
    assert "Publish mine as a correction" in page
    correction = entry_at(send(client, response, text_choice="mine"))
    assert correction.corrects_id == draft.pk
    assert correction.text == "Faltan tres archivos."


def test_going_back_and_changing_what_was_published_is_a_correction_too(as_, lucia):
    client = as_(lucia)
    page = client.get(OBSERVE)
    first = entry_at(send(client, page, **OBSERVED))
    changed = {**OBSERVED, "evidence__1__url": "https://a.example/", "evidence__1__title": "A"}
    response = send(client, page, **changed)
    assert response.status_code == 409
    correction = entry_at(send(client, response, evidence_choice="mine"))
    assert correction.corrects_id == first.pk
    assert correction.evidence.get().title == "A"


def test_saving_a_draft_of_what_was_published_gives_the_text_back(as_, here, draft):
    client = as_(here.lucia)
    mine, colleagues = (client.get(entry_page(draft, "edit")) for _ in range(2))
    entry_at(send(client, colleagues, **OBSERVED))
    data = form_of(mine) | {"text": "Mi texto.", "draft": "1"}
    response = client.post(entry_page(draft, "edit"), data, headers={"Origin": "http://testserver"})
    assert response.status_code == 403
    assert "Mi texto." in text_of(response)


def test_a_draft_that_a_colleague_discarded_gives_the_text_back(as_, here, draft):
    client = as_(here.lucia)
    page = client.get(entry_page(draft, "edit"))
    send(client, entry_page(draft, "discard"))
    data = form_of(page) | {"text": "Mi texto."}
    response = client.post(entry_page(draft, "edit"), data, headers={"Origin": "http://testserver"})
    assert response.status_code == 404
    assert "Mi texto." in text_of(response)
