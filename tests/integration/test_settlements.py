"""After an answer: whoever asked accepts it or not, brings it to the forum, and the forum closes it."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from tests import factories, world
from tests.desk import DESK, FROM_HERE, entry_page, recorded
from tests.sending import form_of, open_form, send, text_of
from tracker.models import CommitmentStatus, Settlement
from tracker.queries import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


@pytest.fixture
def asked(here):
    """Lucía asks for an answer by 1 December."""
    return factories.observe(
        here.milestone, here.lucia, asks="¿Dónde está?", answer_by=dt.date(2026, 12, 1)
    )


@pytest.fixture
def answered(here, asked):
    factories.respond(asked, here.amina, text="Aquí está.")
    return asked


def settle(client, observation, **typed):
    return send(client, entry_page(observation, "settle"), **typed)


def move_page(settlement, verb):
    return f"{DESK}settlements/{settlement.uid}/{verb}/"


def later(days):
    return time_machine.travel(world.NOW + dt.timedelta(days=days), tick=False)


def page_of(client, observation):
    return text_of(client.get(f"/en/entries/{observation.uid}/"))


def history_is_whole():
    call_command("rebuild_check", verbosity=0)
    call_command("verify_history", verbosity=0)


def test_an_answer_is_accepted(as_, here, answered, client):
    before = recorded()
    status = CommitmentStatus.objects.get(commitment=here.commitment)
    assert entry_page(answered, "settle") in page_of(as_(here.lucia), answered)
    response = settle(as_(here.lucia), answered, outcome="accepted")
    assert response["Location"] == f"/en/entries/{answered.uid}/"
    assert recorded() == before + 1
    client.logout()
    assert "Answer accepted" in page_of(client, answered)
    history = text_of(client.get("/en/plans/vereda/history/"))
    assert "Accepted an answer" in history
    # It is a word on an answer, not on the commitment.
    after = CommitmentStatus.objects.get(commitment=here.commitment)
    assert after.civil_society_spoke == status.civil_society_spoke
    assert after.state == status.state
    history_is_whole()


def test_what_is_not_resolved_goes_to_the_forum_which_closes_it(as_, here, answered, client):
    settle(as_(here.lucia), answered, outcome="not_resolved", reason="Falta la mitad.")
    row = Settlement.objects.get()
    page = page_of(as_(here.lucia), answered)
    assert "Falta la mitad." in page
    send(as_(here.lucia), move_page(row, "escalate"), reason="Van dos meses.")
    assert list(answers.escalated_to([here.plan.secretariat])) == [row]
    assert move_page(row, "close") in page_of(as_(here.pat), answered)
    assert move_page(row, "close") not in page_of(as_(here.lucia), answered)
    send(as_(here.pat), move_page(row, "close"), reason="Se publica en enero, dijeron ambos.")
    assert list(answers.escalated_to([here.plan.secretariat])) == []
    client.logout()
    page = page_of(client, answered)
    for words in ("Not resolved", "Brought to the forum", "Closed by the forum", "Foro"):
        assert words in page
    history_is_whole()
    row.refresh_from_db()
    assert row.state == "closed"
    # The forum has closed it: nothing is taken back any more.
    refused = as_(here.lucia).post(
        move_page(row, "take-back"), {"version": "3", "reason": "No."}, headers=FROM_HERE
    )
    assert refused.status_code == 403
    assert "No." in text_of(refused)


def test_the_story_and_the_open_questions_tell_it(as_, here, answered, client):
    for url in ("/en/plans/vereda/commitments/1/", f"{here.milestone.get_absolute_url()}"):
        assert "Not resolved" not in text_of(client.get(url))
    row = factories.settle(answered, here.lucia, "not_resolved", reason="Falta la mitad.")
    commitment = text_of(client.get("/en/plans/vereda/commitments/1/"))
    assert "not resolved, says whoever asked" in commitment
    assert "Falta la mitad." in commitment
    send(as_(here.lucia), move_page(row, "escalate"), reason="Van dos meses.")
    client.logout()
    commitment = text_of(client.get("/en/plans/vereda/commitments/1/"))
    assert "at the forum, which closes it with a note" in commitment
    turn = commitment.partition("Whose turn")[2].partition("</dd>")[0]
    assert "Foro" in turn
    assert "MINAGUA" not in turn
    milestone = text_of(client.get(here.milestone.get_absolute_url()))
    for page in (commitment, milestone):
        assert "Van dos meses." in page
    send(as_(here.pat), move_page(row, "close"), reason="Se publica en enero.")
    client.logout()
    commitment = text_of(client.get("/en/plans/vereda/commitments/1/"))
    assert "Se publica en enero." in commitment
    assert "at the forum, which closes" not in commitment


def test_an_accepted_answer_is_no_open_question(here, answered, client):
    factories.settle(answered, here.lucia)
    page = text_of(client.get("/en/plans/vereda/commitments/1/"))
    assert "Answer accepted" in page
    assert "No question is open" in page


def test_a_word_is_taken_back_and_stays_readable(as_, here, answered, client):
    settle(as_(here.lucia), answered, outcome="not_resolved", reason="No se ve.")
    row = Settlement.objects.get()
    send(as_(here.lucia), move_page(row, "take-back"), reason="Ya se ve.")
    client.logout()
    page = page_of(client, answered)
    assert "No se ve." in page
    assert "Ya se ve." in page
    # The answer waits for a word again.
    assert list(answers.to_settle([answered.organisation])) == [answered]
    settle(as_(here.lucia), answered, outcome="accepted")
    assert Settlement.objects.count() == 2
    history_is_whole()


def test_a_form_sent_twice_gives_one_word(as_, here, answered):
    client = as_(here.lucia)
    path = entry_page(answered, "settle")
    form = open_form(client, path) | {"outcome": "accepted"}
    assert client.post(path, form)["Location"] == client.post(path, form)["Location"]
    assert Settlement.objects.count() == 1
    other = client.post(path, form | {"outcome": "not_resolved", "reason": "No."})
    assert other.status_code == 422
    assert "This form was sent already." in text_of(other)


def test_nobody_judges_an_answer_that_they_have_not_read(as_, here, answered):
    client = as_(here.lucia)
    opened = client.get(entry_page(answered, "settle"))
    with later(1):
        factories.respond(answered, here.amina, text="Mejor: aquí.", outcome="partly")
        client.force_login(here.lucia)
        again = send(client, opened, outcome="not_resolved", reason="Aquello no era.")
        assert again.status_code == 409
        page = text_of(again)
        assert "Mejor: aquí." in page
        assert form_of(again)["reason"] == "Aquello no era."
        assert not Settlement.objects.exists()
        assert send(client, again, outcome="not_resolved").status_code == 302


def test_a_new_answer_waits_for_a_new_word(as_, here, answered):
    settle(as_(here.lucia), answered, outcome="not_resolved", reason="Falta.")
    assert list(answers.to_settle([answered.organisation])) == []
    with later(1):
        factories.respond(answered, here.amina, text="Ahora sí.")
        assert list(answers.to_settle([answered.organisation])) == [answered]
        assert settle(as_(here.lucia), answered, outcome="accepted").status_code == 302


def test_a_promise_is_no_answer_until_its_day_has_passed(as_, here, asked):
    factories.respond(asked, here.amina, outcome="will_answer", promised_date=dt.date(2026, 12, 5))
    assert list(answers.to_settle([asked.organisation])) == []
    refused = as_(here.lucia).get(entry_page(asked, "settle"))
    assert refused.status_code == 403
    assert "There is no answer yet, and its day has not passed." in text_of(refused)
    with later(13):
        client = as_(here.lucia)
        assert "promised for 5 Dec 2026, 1 day ago, and has not come" in page_of(client, asked)
        accepted = settle(client, asked, outcome="accepted")
        assert accepted.status_code == 422
        response = settle(client, asked, outcome="not_resolved", reason="No llegó.")
        assert response.status_code == 302


def test_silence_past_the_day_is_not_resolved(as_, here, asked, client):
    with later(9):
        settle(as_(here.lucia), asked, outcome="not_resolved", reason="Nadie contestó.")
        client.logout()
        assert "Not resolved: there was no answer" in page_of(client, asked)
    history_is_whole()


def test_a_second_answer_follows_a_promise_and_says_how_late_it_is(as_, here, asked, client):
    factories.respond(asked, here.amina, outcome="will_answer", promised_date=dt.date(2026, 12, 5))
    with later(17):
        factories.respond(asked, here.amina, text="Por fin.")
        assert "5 days after the day promised, 5 Dec 2026" in page_of(client, asked)


def test_an_answer_after_its_day_says_so(here, asked, client):
    with later(20):
        factories.respond(asked, here.amina)
        assert "12 days after the day asked for, 1 Dec 2026" in page_of(client, asked)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose whether the answer settles it."),
        ({"outcome": "not_resolved"}, "Say what is not resolved."),
        ({"outcome": "splendid"}, "Choose one of the options shown."),
        ({"outcome": "accepted", "reason": "x" * 4001}, "at most 4,000 fit"),
        ({"outcome": "accepted", "uid": "x"}, "lost track"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_comes_back(
    as_, here, answered, typed, sentence
):
    response = settle(as_(here.lucia), answered, **{"reason": ""} | typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Settlement.objects.exists()


def test_an_accepted_answer_is_not_brought_to_the_forum(as_, here, answered):
    settle(as_(here.lucia), answered, outcome="accepted")
    path = move_page(Settlement.objects.get(), "escalate")
    refused = as_(here.lucia).post(path, {"version": "1", "reason": "Sí."}, headers=FROM_HERE)
    assert refused.status_code == 403
    assert "is not brought to the forum" in text_of(refused)


@pytest.mark.parametrize("name", ["amina", "omar", "tomas", "pat", "irene"])
def test_only_whoever_asked_settles(as_, here, answered, name):
    client = as_(getattr(here, name))
    assert entry_page(answered, "settle") not in page_of(client, answered)
    assert client.get(entry_page(answered, "settle")).status_code == 403
