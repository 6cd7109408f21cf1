"""What was published is corrected by a new entry or withdrawn with a reason, by those who said it."""

import pytest

from tests import factories
from tests.desk import DESK, FROM_HERE, entry_at, entry_page, recorded
from tests.sending import form_of, send, text_of
from tracker.models import Entry, MilestoneStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


def test_a_correction_is_a_new_entry_that_starts_from_the_old_text(as_, here):
    report = factories.report(here.milestone, here.amina, text="Con un error.")
    client = as_(here.amina)
    page = client.get(entry_page(report, "correct"))
    assert form_of(page)["text"] == "Con un error."
    assert form_of(page)["evidence-1-url"] == factories.words.LINK["url"]
    correction = entry_at(send(client, page, text="Sin el error."))
    assert correction.corrects_id == report.pk
    assert correction.uid != report.uid
    report = Entry.objects.get(pk=report.pk)
    assert (report.text, report.state) == ("Con un error.", "published")


@pytest.mark.parametrize("kind", ["observation", "response", "assessment"])
def test_every_kind_is_corrected_the_same_way(as_, here, observation, kind):
    writer, entry = {
        "observation": lambda: (here.lucia, observation),
        "response": lambda: (here.amina, factories.respond(observation, here.amina)),
        "assessment": lambda: (here.irene, factories.assess(here.commitment, here.irene)),
    }[kind]()
    client = as_(writer)
    correction = entry_at(send(client, entry_page(entry, "correct"), text="Mejor."))
    assert correction.corrects_id == entry.pk
    again = client.get(entry_page(entry, "correct"))
    assert again.status_code == 403
    assert "corrected already" in text_of(again)


def test_a_correction_can_wait_as_a_draft(as_, here, observation):
    client = as_(here.lucia)
    send(client, entry_page(observation, "correct"), text="Mejor.", draft="1")
    draft = Entry.everything.get(state="draft")
    assert draft.corrects_id == observation.pk
    assert "correction" in text_of(client.get(DESK))
    assert entry_at(send(client, entry_page(draft, "edit"))).corrects_id == observation.pk


def test_two_corrections_of_one_entry_are_not_published(as_, here, observation):
    client = as_(here.lucia)
    path = entry_page(observation, "correct")
    first, second = client.get(path), client.get(path)
    entry_at(send(client, first, text="Una."))
    data = form_of(second) | {"text": "Otra."}
    refused = client.post(path, data, headers=FROM_HERE)
    assert refused.status_code == 403
    assert "corrected already" in text_of(refused)
    assert "Otra." in text_of(refused)


def test_what_was_published_is_withdrawn_with_a_reason(as_, here, observation):
    client = as_(here.lucia)
    path = entry_page(observation, "withdraw")
    page = client.get(path)
    assert "Faltan dos archivos." in text_of(page)
    empty = send(client, page, reason="  ")
    assert empty.status_code == 422
    assert text_of(empty).count("Give the reason. It is published.") == 2
    done = send(client, empty, reason="Era otro archivo.\r\n")
    assert "Its text stays readable" in text_of(client.get(done["Location"]))
    entry = Entry.objects.get(pk=observation.pk)
    assert (entry.state, entry.withdrawal_reason) == ("withdrawn", "Era otro archivo.")
    assert MilestoneStatus.objects.get(milestone=here.milestone).civil_society_completion == ""


def test_withdrawing_twice_is_done_once(as_, here, observation):
    client = as_(here.lucia)
    path = entry_page(observation, "withdraw")
    page = client.get(path)
    before = recorded()
    assert send(client, page, reason="Error.").status_code == 302
    assert send(client, page, reason="Error.")["Location"] == f"/en/entries/{observation.uid}/"
    data = form_of(page) | {"reason": "Otra razón."}
    other = client.post(path, data, headers=FROM_HERE)
    assert other.status_code == 403
    assert "Otra razón." in text_of(other)
    assert recorded() == before + 1
    assert "withdrawn already" in text_of(client.get(path))


@pytest.mark.parametrize("name", ["amina", "omar", "tomas", "pat", "irene"])
def test_nobody_withdraws_or_corrects_the_words_of_others(as_, here, observation, name):
    client = as_(getattr(here, name))
    for verb in ("withdraw", "correct"):
        path = f"{DESK}entries/{observation.uid}/{verb}/"
        assert "This belongs to Ríos Claros." in text_of(client.get(path))
        assert client.post(path, {"reason": "x", "version": "2"}).status_code == 403
    assert Entry.objects.get(pk=observation.pk).state == "published"
