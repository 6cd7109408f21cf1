"""Drafts: incomplete, seen by their organisation alone, published or thrown away."""

import pytest

from tests import factories, world
from tests.desk import DESK, FROM_HERE, REPORT, REPORTED, entry_at, entry_page, recorded
from tests.sending import buttons_of, form_of, send, text_of
from tracker.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


def test_a_draft_is_saved_incomplete_and_seen_by_its_organisation_alone(as_, here):
    client = as_(here.amina)
    before = recorded()
    response = send(client, REPORT, text="A medias.", draft="1")
    assert response["Location"] == DESK
    assert "Draft saved. Only people of MINAGUA see it." in text_of(client.get(DESK))
    draft = Entry.everything.get(state="draft")
    assert recorded() == before
    edit = entry_page(draft, "edit")
    assert form_of(client.get(edit))["text"] == "A medias."
    for name in world.CAST[1:]:
        other = as_(getattr(here, name))
        assert other.get(edit).status_code == 404
        assert other.post(edit, {"text": "x"}).status_code == 404
        assert other.get(edit.replace("edit", "discard")).status_code == 404
        assert other.get(f"/en/entries/{draft.uid}/").status_code == 404
        assert "A medias." not in text_of(other.get(DESK))


def test_a_draft_is_gone_on_with_and_published(as_, amina):
    client = as_(amina)
    send(client, REPORT, text="A medias.", draft="1")
    draft = Entry.everything.get(state="draft")
    edit = entry_page(draft, "edit")
    send(client, edit, text="Casi.", draft="1")
    page = client.get(edit)
    assert form_of(page)["version"] == "2"
    assert entry_at(send(client, page, **REPORTED)).uid == draft.uid
    assert client.get(edit)["Location"] == f"/en/entries/{draft.uid}/"


def test_a_form_mentions_the_draft_that_lies_there(as_, amina):
    client = as_(amina)
    send(client, REPORT, text="A medias.", draft="1")
    draft = Entry.everything.get(state="draft")
    assert f"/en/desk/entries/{draft.uid}/edit/" in text_of(client.get(REPORT))


def test_a_draft_is_discarded_after_asking(as_, amina):
    client = as_(amina)
    send(client, REPORT, text="A medias.", draft="1")
    draft = Entry.everything.get(state="draft")
    path = entry_page(draft, "discard")
    page = client.get(path)
    assert "A medias." in text_of(page)
    assert Entry.everything.filter(pk=draft.pk).exists()
    response = send(client, page)
    assert not Entry.everything.filter(pk=draft.pk).exists()
    assert "The draft was discarded." in text_of(client.get(response["Location"]))
    assert client.get(path).status_code == 404
    assert client.post(path, {"version": "1"})["Location"] == DESK


def test_a_draft_that_changed_is_not_discarded_unseen(as_, amina):
    client = as_(amina)
    send(client, REPORT, text="A medias.", draft="1")
    draft = Entry.everything.get(state="draft")
    asking = client.get(entry_page(draft, "discard"))
    send(client, entry_page(draft, "edit"), text="Mejor así.", draft="1")
    again = send(client, asking)
    assert again.status_code == 409
    assert "Mejor así." in text_of(again)
    assert Entry.everything.filter(pk=draft.pk).exists()
    send(client, again)
    assert not Entry.everything.filter(pk=draft.pk).exists()


def test_a_draft_that_may_not_be_published_any_more_says_why_and_can_be_kept(as_, here):
    client = as_(here.amina)
    send(client, REPORT, text="A medias.", draft="1")
    draft = Entry.everything.get(state="draft")
    factories.end(here.plan, here.pat)
    page = client.get(entry_page(draft, "edit"))
    assert "It cannot be published now:" in text_of(page)
    assert "Publish as" not in text_of(page)
    assert set(buttons_of(page)) == {"draft", "add_files", "more_evidence"}
    assert send(client, page, text="Para el archivo.", draft="1").status_code == 302
    refused = client.post(
        entry_page(draft, "edit"),
        form_of(client.get(entry_page(draft, "edit")))
        | {"completion": "limited", "difficulties": "x"},
        headers=FROM_HERE,
    )
    assert refused.status_code == 403
    assert "Para el archivo." in text_of(refused)
