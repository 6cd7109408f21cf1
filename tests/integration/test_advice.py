"""The ledger of advice: every count leads to exactly its rows, and the file holds the same."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories, world
from tests.links import links_of
from tests.sending import text_of
from tracker.actions import entries, settlements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

WATER = "/en/plans/vereda/commitments/1/advice/"
RIOS = "/en/organisations/rios-claros/advice/"
MINISTRY = "/en/organisations/ministerio-del-agua/advice/"
# What a spreadsheet would carry out, if the file let it.
FORMULAS = (
    '=HYPERLINK("https://vereda.example/")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "  =1+1",
    "＝1+1",
)


def ask(here, text, **fields):
    return factories.observe(
        here.milestone, here.lucia, text=text, asks="", **{"type": "advice"} | fields
    )


@pytest.fixture
def ledger(here):
    """One observation of each outcome."""
    ask(here, "Sin respuesta.", answer_by=dt.date(2026, 12, 1))
    factories.respond(ask(here, "Hecho."), here.amina, outcome="taken_up")
    factories.respond(ask(here, "A medias."), here.amina, outcome="partly")
    promise = {"outcome": "will_answer", "promised_date": dt.date(2026, 12, 9)}
    factories.respond(ask(here, "Después."), here.amina, **promise)
    accepted = ask(here, "Aceptado.")
    factories.respond(accepted, here.amina, outcome="taken_up")
    factories.settle(accepted, here.lucia)
    unresolved = ask(here, "No resuelto.")
    factories.respond(unresolved, here.amina, outcome="not_taken_up")
    factories.settle(unresolved, here.lucia, "not_resolved")
    forum = ask(here, "Al foro.")
    factories.respond(forum, here.amina, outcome="not_taken_up")
    row = factories.settle(forum, here.lucia, "not_resolved")
    settlements.escalate(settlement=row, reason="Ya.", by=here.lucia, seen_version=1)
    # Neither asks nor advises; withdrawn; a draft; set for a later day.
    factories.observe(here.milestone, here.lucia, text="Elogio.", type="praise")
    gone = ask(here, "Retirado.")
    entries.withdraw(entry=gone, reason="Error.", by=here.lucia, seen_version=gone.version)
    ask(here, "Otro día.", not_before=world.NOW + dt.timedelta(days=9))
    return here


COUNTS = {
    "": 7,
    "taken_up": 2,
    "partly": 1,
    "not_taken_up": 2,
    "promised": 1,
    "unanswered": 1,
    "accepted": 1,
    "not_resolved": 1,
    "escalated": 1,
}


@pytest.mark.parametrize("url", [WATER, RIOS, MINISTRY])
def test_every_count_leads_to_its_rows(client, ledger, url):
    page = client.get(url)
    text = text_of(page)
    for words in ("Elogio.", "Retirado.", "Otro día."):
        assert words not in text
    for code, number in COUNTS.items():
        address = f"{url}?outcome={code}" if code else url
        link = next(link for link in links_of(page) if link.url == address and link.number)
        assert link.number == number
        assert text_of(client.get(address)).count('class="row row--2"') == number


def test_the_file_holds_the_same_rows(client, ledger):
    for code, number in COUNTS.items():
        response = client.get(f"{WATER}export/?outcome={code}")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        body = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(body)))
        assert len(rows) == number
        assert not code or {code} <= {row["answer"] for row in rows} | {r["word"] for r in rows}


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_the_file_is_a_formula(client, here, words):
    ask(here, words)
    body = b"".join(client.get(f"{WATER}export/").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(body))
    assert row["text"].startswith("'")
    assert row["text"].removeprefix("'").strip() == words.strip()


def test_days_without_an_answer_are_said(client, ledger):
    with time_machine.travel(world.NOW + dt.timedelta(days=20), tick=False):
        page = text_of(client.get(f"{WATER}?outcome=unanswered"))
        assert "due 1 Dec 2026, 12 days late" in page
        assert "due 9 Dec 2026, 4 days late" in text_of(client.get(f"{WATER}?outcome=promised"))


@pytest.mark.parametrize("url", [WATER, RIOS, f"{WATER}export/", f"{RIOS}export/"])
def test_what_is_not_known_is_refused_with_a_sentence(client, here, url):
    response = client.get(f"{url}?outcome=splendid")
    assert response.status_code == 400
    assert "There is no outcome “splendid”." in text_of(response)


def test_pages_that_are_not_there(client, here):
    assert client.get("/en/plans/vereda/commitments/99/advice/").status_code == 404
    assert client.get("/en/organisations/nobody/advice/").status_code == 404
    assert client.get(f"{WATER}?page=2").status_code == 404
    assert client.get(f"{WATER}?page=x").status_code == 400
    assert "Nobody has asked or advised anything here." in text_of(client.get(WATER))


def test_commitments_and_organisations_lead_to_it(client, here):
    assert WATER in text_of(client.get("/en/plans/vereda/commitments/1/"))
    assert RIOS in text_of(client.get("/en/organisations/rios-claros/"))


@pytest.mark.parametrize("url", [WATER, RIOS, f"{WATER}export/"])
def test_queries_do_not_grow_with_the_rows(client, ledger, url):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
            if response.streaming:
                b"".join(response.streaming_content)
        return len(captured)

    few = queries()
    for number in range(12):
        factories.respond(ask(ledger, f"Consejo {number}."), ledger.amina)
    assert queries() == few <= 12
