"""Drafts kept while somebody types: the same form, sent by a script, answered with JSON."""

import pytest

from tests import factories, world
from tests.desk import (
    ANSWERED,
    ASSESS,
    OBSERVE,
    OBSERVED,
    REPORT,
    REPORTED,
    entry_at,
    entry_page,
    recorded,
)
from tests.sending import open_form, send, text_of
from tracker.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

KEPT = {"draft": "1", "autosave": "1"}


def keep(client, path, form, **typed):
    """Send a form as the script does, and go on with the version of the answer."""
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    response = client.post(path, form | typed | KEPT)
    assert response["Content-Type"] == "application/json"
    answer = response.json()
    if "version" in answer:
        form["version"] = str(answer["version"])
    return response.status_code, answer


@pytest.mark.parametrize(
    ("name", "path", "typed"),
    [
        ("amina", REPORT, REPORTED),
        ("lucia", OBSERVE, OBSERVED),
        ("irene", ASSESS, {"text": "P. 2"}),
    ],
)
def test_what_is_typed_is_kept_and_can_be_gone_on_with(as_, here, name, path, typed):
    client = as_(getattr(here, name))
    before = recorded()
    form = open_form(client, path)
    status, answer = keep(client, path, form, text="A med")
    assert (status, answer["version"], answer["message"]) == (200, 1, "Saved as a draft at 10:00.")
    status, answer = keep(client, path, form, **typed)
    assert (status, answer["version"]) == (200, 2)
    draft = Entry.everything.get()
    assert (draft.state, draft.text) == ("draft", typed["text"])
    assert recorded() == before
    assert entry_page(draft, "edit") in text_of(client.get(path))


def test_an_answer_is_kept_too(as_, amina, observation):
    client = as_(amina)
    path = entry_page(observation, "respond")
    assert keep(client, path, open_form(client, path), **ANSWERED)[0] == 200
    assert Entry.everything.get(state="draft").detail.to == observation


def test_a_correction_is_kept_once_something_in_it_changed(as_, lucia, observation):
    client = as_(lucia)
    path = entry_page(observation, "correct")
    form = open_form(client, path)
    assert keep(client, path, form) == (200, {"version": 0, "message": ""})
    keep(client, path, form, text="Faltan tres.")
    assert Entry.everything.get(state="draft").corrects_id == observation.pk


@pytest.mark.parametrize("path", [OBSERVE, f"{OBSERVE}?type=disputes"])
def test_a_form_that_nobody_wrote_in_makes_no_draft(as_, lucia, path):
    client = as_(lucia)
    form = open_form(client, path)
    assert keep(client, path, form) == (200, {"version": 0, "message": ""})
    assert not Entry.everything.exists()
    keep(client, path, form, text="Algo.")
    # What is emptied again stays the draft that it is.
    assert keep(client, path, form, text="")[0] == 200
    assert Entry.everything.get().text == ""


def test_the_form_itself_goes_with_the_version_of_the_draft(as_, lucia):
    client = as_(lucia)
    form = open_form(client, OBSERVE)
    keep(client, OBSERVE, form, **OBSERVED)
    entry = entry_at(client.post(OBSERVE, form | OBSERVED))
    assert (str(entry.uid), entry.text) == (form["uid"], OBSERVED["text"])
    assert Entry.everything.count() == 1


def test_a_draft_that_arrives_after_its_publication_changes_nothing(as_, lucia):
    client = as_(lucia)
    form = open_form(client, OBSERVE)
    keep(client, OBSERVE, form, **OBSERVED)
    published = entry_at(client.post(OBSERVE, form | OBSERVED))
    status, answer = keep(client, OBSERVE, dict(form), text="Tarde.")
    assert status == 403
    assert answer["message"].startswith("Not saved yet, your text is still here: ")
    published.refresh_from_db()
    assert (published.state, published.text) == ("published", OBSERVED["text"])


def test_a_second_window_is_told_and_loses_nothing(as_, lucia):
    client = as_(lucia)
    send(client, OBSERVE, text="Primera.", draft="1")
    path = entry_page(Entry.everything.get(), "edit")
    one, two = open_form(client, path), open_form(client, path)
    keep(client, path, one, text="De la primera ventana.")
    status, answer = keep(client, path, two, text="De la segunda ventana.")
    assert status == 409
    assert "in another window or by a colleague" in answer["message"]
    assert Entry.everything.get().text == "De la primera ventana."
    both = client.post(path, two | {"text": "De la segunda ventana.", "draft": "1"})
    assert both.status_code == 409
    for words in ("De la primera ventana.", "De la segunda ventana."):
        assert words in text_of(both)


def test_an_answer_that_was_lost_on_the_way_is_given_again(as_, lucia):
    client = as_(lucia)
    form = open_form(client, OBSERVE)
    assert keep(client, OBSERVE, dict(form), **OBSERVED)[1]["version"] == 1
    assert keep(client, OBSERVE, dict(form), **OBSERVED)[1]["version"] == 1
    assert Entry.everything.count() == 1


def test_what_cannot_be_kept_is_said_in_a_sentence(as_, lucia):
    client = as_(lucia)
    form = open_form(client, OBSERVE)
    status, answer = keep(client, OBSERVE, form, text="x" * 10_001)
    assert status == 422
    assert "This has 10,001 characters; at most 10,000 fit." in answer["message"]
    assert not Entry.everything.exists()


def test_nobody_else_reaches_a_draft_by_keeping_it(as_, here):
    form = open_form(as_(here.lucia), OBSERVE)
    keep(as_(here.lucia), OBSERVE, form, text="Nuestra.")
    path = entry_page(Entry.everything.get(), "edit")
    for name in world.CAST:
        if name == "lucia":
            continue
        client = as_(getattr(here, name))
        assert client.post(path, form | {"text": "Mía."} | KEPT).status_code == 404
        assert client.post(OBSERVE, form | {"text": "Mía."} | KEPT).status_code == 403
    assert Entry.everything.get().text == "Nuestra."
    rows = factories.add_member(here.organisations["rios-claros"], "Rita")
    assert keep(as_(rows), path, form, text="De las dos.")[0] == 200


def test_a_session_that_ended_keeps_nothing(client, here):
    response = client.post(OBSERVE, {"text": "x"} | KEPT)
    assert response.status_code == 401
    assert response["Content-Type"] != "application/json"
