"""Revisions, signatures, presence and what the public reads of a joint note."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.desk import FROM_HERE, WATER, recorded
from tests.sending import send, text_of
from tracker.actions import joint_notes
from tracker.models import (
    AgreedNote,
    JointNoteRevision,
    JointNoteSignature,
    NotePresence,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

NOTE = f"{WATER}milestones/1/note/"
SIGN, TAKE_BACK, REVISIONS = f"{NOTE}sign/", f"{NOTE}sign/take-back/", f"{NOTE}revisions/"
PRESENCE = f"{NOTE}presence/"
MILESTONE = "/en/plans/vereda/commitments/1/milestones/1/"
PUBLIC = f"{MILESTONE}note/"
SECRET = "Lo que todavía no acordamos."


@pytest.fixture
def begun(here):
    return factories.write_note(here.milestone, here.amina, SECRET)


def signed_in(person):
    client = Client(headers=FROM_HERE)
    client.force_login(person)
    return client


# --- Revisions ----------------------------------------------------------------------------------


def test_revisions_say_who_saved_what_when(as_, here, begun):
    factories.write_note(here.milestone, here.lucia, f"{SECRET}\n\nUno más.")
    page = text_of(as_(here.amina).get(REVISIONS))
    rows = re.findall(r"Revision (\d)</h2>.*?organisations/([a-z-]+)/", page, re.DOTALL)
    assert rows == [("2", "rios-claros"), ("1", "ministerio-del-agua")]
    assert "1 paragraph changed, +10 characters" in page
    assert "?from=1&to=2" in page


def test_revisions_come_a_page_at_a_time(as_, here, begun):
    for number in range(30):
        factories.write_note(here.milestone, here.amina, f"Texto {number}.")
    client = as_(here.amina)
    assert "Revision 1<" not in client.get(REVISIONS).content.decode()
    assert "Revision 1<" in client.get(f"{REVISIONS}?page=2").content.decode()
    for page in ("3", "0", "x", "-1"):
        assert client.get(f"{REVISIONS}?page={page}").status_code == 404


def test_any_two_are_compared_word_by_word(as_, here, begun):
    factories.write_note(here.milestone, here.amina, "Lo que ya acordamos.")
    page = text_of(as_(here.lucia).get(f"{REVISIONS}?from=2&to=1"))
    assert "From revision 1 to revision 2" in page
    assert "<ins>" in page
    assert "<del>" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=1&to=99", 404),
        ("from=0&to=1", 404),
        ("from=x&to=1", 400),
        ("from=1", 400),
        ("from=-1&to=1", 400),
        ("from=1&to=<script>alert(1)</script>", 400),
        ("from=9999999999999999999999&to=1", 400),
        ("from=1&to=%F0%9F%8C%8A", 400),
        ("from=١&to=1", 400),
    ],
)
def test_a_hostile_comparison_is_refused(as_, here, begun, query, status):
    response = as_(here.lucia).get(f"{REVISIONS}?{query}")
    assert response.status_code == status
    assert "<script>alert" not in response.content.decode()


def test_what_people_wrote_is_escaped_in_a_comparison(as_, here, begun):
    factories.write_note(here.milestone, here.amina, '<script>alert(1)</script> <b onclick="x">')
    raw = as_(here.lucia).get(f"{REVISIONS}?from=1&to=2").content.decode()
    assert "<script>alert" not in raw
    assert "<b onclick" not in raw
    assert "&lt;script" in raw


def test_an_old_text_is_restored_as_a_new_revision(as_, here, begun):
    factories.write_note(here.milestone, here.amina, "Otra cosa.")
    client = as_(here.lucia)
    page = client.get(f"{REVISIONS}?from=1&to=2")
    response = send(client, page)
    assert response.status_code == 302
    newest = JointNoteRevision.objects.order_by("number").last()
    assert (newest.number, newest.text, newest.side) == (3, SECRET, "civil_society")
    assert send(client, page).status_code == 302  # sent twice
    assert JointNoteRevision.objects.count() == 3


def test_nothing_is_restored_over_what_nobody_saw(as_, here, begun):
    factories.write_note(here.milestone, here.amina, "Otra cosa.")
    client = as_(here.lucia)
    page = client.get(f"{REVISIONS}?from=1&to=2")
    factories.write_note(here.milestone, here.amina, "Más nuevo.")
    response = send(client, page)
    assert response.status_code == 302
    assert "nothing was restored" in text_of(client.get(response["Location"]))
    assert JointNoteRevision.objects.count() == 3


@pytest.mark.parametrize("data", [{}, {"uid": "x", "base": "1"}])
def test_a_restoring_without_numbers_is_refused(as_, here, begun, data):
    client = as_(here.lucia)
    assert client.post(f"{REVISIONS}1/restore/", data).status_code == 400
    assert client.post(f"{REVISIONS}9/restore/", data).status_code == 404
    assert as_(here.tomas).post(f"{REVISIONS}1/restore/", data).status_code == 403


# --- Signing ------------------------------------------------------------------------------------


def test_the_page_shows_the_exact_text_and_in_whose_name(as_, here, begun):
    page = text_of(as_(here.lucia).get(SIGN))
    assert SECRET in page
    assert "Sign as Civil society · Ríos Claros" in page
    assert "Sign revision 1" in page


def test_both_sign_and_the_text_is_public(as_, here, begun, visitor):
    assert send(as_(here.lucia), SIGN).status_code == 302
    for path in (MILESTONE, PUBLIC, "/en/plans/vereda/history/"):
        page = text_of(as_(visitor).get(path))
        assert SECRET not in page
    assert "A joint note is being written." in text_of(as_(visitor).get(PUBLIC))
    response = send(as_(here.amina), SIGN)
    assert response.status_code == 302
    assert response["Location"] == PUBLIC
    client = Client()
    for path in (MILESTONE, PUBLIC, "/en/plans/vereda/commitments/1/", "/en/plans/vereda/history/"):
        page = text_of(client.get(path))
        assert SECRET in page, path
        assert "MINAGUA" in page
        assert "Ríos Claros" in page


def test_a_text_that_changed_meanwhile_is_not_signed(as_, here, begun):
    client = as_(here.lucia)
    page = client.get(SIGN)
    factories.write_note(here.milestone, here.amina, "Otra cosa.")
    before = recorded()
    response = send(client, page)
    assert response.status_code == 409
    text = text_of(response)
    assert "The text changed while you were reading" in text
    assert "Otra" in text
    assert "<del>" in text
    assert recorded() == before
    assert send(client, response).status_code == 302
    assert JointNoteSignature.objects.get().number == 2


@pytest.mark.parametrize("number", ["", "x", "77", "0", "-1"])
def test_a_signature_of_no_revision_is_none(as_, here, begun, number):
    response = send(as_(here.lucia), SIGN, number=number)
    assert response.status_code == 409
    assert not JointNoteSignature.objects.exists()


def test_a_signature_is_taken_back(as_, here, begun):
    client = as_(here.lucia)
    send(client, SIGN)
    page = client.get(SIGN)
    assert "Take the signature back" in text_of(page)
    assert send(client, page).status_code == 302
    assert not JointNoteSignature.objects.standing().exists()
    again = client.post(TAKE_BACK, {"version": "1"}, follow=True)
    assert "There is no signature of your side to take back." in text_of(again)


def test_what_is_agreed_is_not_taken_back(as_, here):
    factories.agree_note(here.milestone, here.amina, here.lucia)
    response = as_(here.lucia).post(TAKE_BACK, {"version": "1"}, headers=FROM_HERE)
    assert response.status_code == 403
    assert "Only both can withdraw it" in text_of(response)


def test_there_is_nothing_to_sign_before_there_is_a_text(as_, here):
    for path in (SIGN, REVISIONS):
        assert as_(here.lucia).get(path).status_code == 404


# --- Withdrawing --------------------------------------------------------------------------------


@pytest.fixture
def agreed(here):
    return factories.agree_note(here.milestone, here.amina, here.lucia, "Lo acordado.")


def withdrawing(agreed):
    return f"{NOTE}agreed/{agreed.number}/withdraw/"


def test_both_sides_withdraw_with_a_reason(as_, here, agreed, visitor):
    path = withdrawing(agreed)
    lucia = as_(here.lucia)
    refused = send(lucia, path, reason=" ")
    assert refused.status_code == 422
    assert "Give the reason" in text_of(refused)
    assert send(lucia, path, reason="Cambió el archivo.").status_code == 302
    assert "Agree, and withdraw it" not in text_of(lucia.get(path))
    assert send(lucia, path, verb="withdraw").status_code == 403
    page = as_(here.amina).get(path)
    assert "Cambió el archivo." in text_of(page)
    assert send(as_(here.amina), page, verb="withdraw").status_code == 302
    public = text_of(Client().get(PUBLIC))
    assert "Withdrawn by both sides on" in public
    assert "Cambió el archivo." in public
    assert "Lo acordado." in public
    assert as_(here.amina).get(path).status_code == 403


def test_a_withdrawal_from_an_old_page_meets_the_present_one(as_, here, agreed):
    lucia = signed_in(here.lucia)
    page = lucia.get(withdrawing(agreed))
    joint_notes.move_agreed_note(
        agreed=agreed, verb="ask", reason="Otra razón.", by=here.lucia, seen_version=1
    )
    response = send(lucia, page, reason="La mía.")
    assert response.status_code == 403
    assert "La mía." in text_of(response)


@pytest.mark.parametrize("name", ["omar", "tomas", "irene", "pat"])
def test_nobody_else_withdraws(as_, here, agreed, name):
    response = as_(getattr(here, name)).get(withdrawing(agreed))
    assert response.status_code == 403


def test_a_verb_that_does_not_exist_does_nothing(as_, here, agreed):
    response = send(as_(here.lucia), withdrawing(agreed), verb="delete", reason="x")
    assert response.status_code == 400
    assert AgreedNote.objects.get().state == "agreed"
    assert as_(here.lucia).get(f"{NOTE}agreed/9/withdraw/").status_code == 404


# --- Presence -----------------------------------------------------------------------------------


def poll(client, **data):
    return client.post(PRESENCE, data)


def test_the_other_side_is_seen_by_its_organisation(here, begun):
    amina, lucia = signed_in(here.amina), signed_in(here.lucia)
    assert poll(amina).json()["here"] == []
    poll(lucia, writing="1")
    told = poll(amina).json()
    assert told["here"] == ["Civil society · Ríos Claros is here, writing"]
    assert poll(amina, state=told["state"]).status_code == 204
    assert "Lucia" not in text_of(amina.get(NOTE))
    assert "Civil society · Ríos Claros is here, writing" in text_of(amina.get(NOTE))


def test_a_colleague_is_seen_by_name(here, begun):
    carmen = factories.add_member(here.organisations["ministerio-del-agua"], "Carmen")
    poll(signed_in(carmen))
    assert poll(signed_in(here.amina)).json()["here"] == ["Carmen, of your organisation, is here"]


def test_whoever_leaves_or_falls_silent_is_gone(here, begun, clock):
    amina, lucia = signed_in(here.amina), signed_in(here.lucia)
    poll(lucia)
    poll(lucia, leave="1")
    assert poll(amina).json()["here"] == []
    poll(lucia)
    clock.shift(41)
    assert poll(amina).json()["here"] == []


def test_a_saving_is_told_without_the_text(here, begun):
    amina, lucia = signed_in(here.amina), signed_in(here.lucia)
    assert poll(amina, revision="1").json()["news"] == ""
    factories.write_note(here.milestone, here.lucia, "Otra redacción.")
    told = poll(amina, revision="1").json()
    assert told["news"].startswith("Revision 2 was saved by Civil society · Ríos Claros on 23 Nov")
    assert told["url"] == f"{REVISIONS}?from=1&to=2"
    assert "redacción" not in str(told)
    assert lucia.get(told["url"]).status_code == 200
    for hostile in ("x", "", "-1", "9" * 40, "²"):
        assert poll(amina, revision=hostile).status_code == 200


def test_a_poll_is_cheap(here, begun):
    amina = signed_in(here.amina)
    poll(signed_in(here.lucia))
    poll(amina)
    with CaptureQueriesContext(connection) as asked:
        poll(amina)
    # Besides those that find out who is asking, and how often.
    others = ("session", '"accounts_user"."id" =', "onda_cache", "SAVEPOINT")
    own = [q["sql"] for q in asked if not any(other in q["sql"] for other in others)]
    assert len(own) <= 3
    assert sum(sql.startswith(("UPDATE", "INSERT")) for sql in own) == 1


def test_somebody_without_the_right_is_not_there(here, begun, clock):
    for name in ("omar", "tomas", "irene"):
        assert poll(signed_in(getattr(here, name))).status_code == 403
    assert not NotePresence.objects.exists()
    lucia = signed_in(here.lucia)
    poll(lucia)
    membership = here.lucia.memberships.get()
    type(membership).objects.filter(pk=membership.pk).update(until="2026-11-22")
    assert poll(lucia).status_code == 200
    clock.shift(61)
    assert poll(lucia).status_code == 403
    assert Client().post(PRESENCE).status_code == 401
    assert lucia.get(PRESENCE).status_code == 405


# --- What the public reads ----------------------------------------------------------------------


def test_every_agreed_text_stays_readable(client, here):
    factories.agree_note(here.milestone, here.amina, here.lucia, "Uno.")
    factories.agree_note(here.milestone, here.amina, here.lucia, "Dos.")
    factories.write_note(here.milestone, here.amina, SECRET)
    page = text_of(client.get(PUBLIC))
    assert page.index("Dos.") < page.index("Agreed before") < page.index("Uno.")
    assert "Both sides are writing a new text." in page
    assert SECRET not in page
    for path in (MILESTONE, "/en/plans/vereda/commitments/1/", "/en/plans/vereda/history/export/"):
        assert SECRET not in text_of(client.get(path)) if "export" not in path else True


def test_the_export_of_the_history_holds_no_working_text(client, here, begun):
    exported = b"".join(client.get("/en/plans/vereda/history/export/").streaming_content).decode()
    assert SECRET not in exported
    assert begun.salt not in exported
    assert begun.fingerprint in exported


def test_before_anything_is_agreed_the_page_says_so(client, here):
    page = text_of(client.get(PUBLIC))
    assert "Nothing is agreed yet" in page
    assert "being written" not in page
    assert client.get("/en/plans/vereda/commitments/1/milestones/9/note/").status_code == 404


def test_the_milestone_leads_those_who_write_to_the_note(as_, here):
    assert f'href="{NOTE}"' in text_of(as_(here.lucia).get(MILESTONE))
    assert "Read the joint note as it is being written" in text_of(as_(here.pat).get(MILESTONE))
    page = text_of(as_(here.tomas).get(MILESTONE))
    assert f'href="{NOTE}"' not in page
    assert "Ask the secretariat for a seat." in page
