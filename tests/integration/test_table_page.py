"""The table of a commitment: who keeps it, who sees it, and what a seat's move needs."""

import pytest

from tests import factories
from tests.reading import read
from tests.sending import form_of, send, text_of
from tracker.models import Seat

pytestmark = pytest.mark.usefixtures("strict_templates")

TABLE = "/en/desk/plans/vereda/commitments/1/table/"
GIVEN = {"organisation": "Mira", "role": "adviser", "state": "missing"}


def mira_seat():
    return Seat.objects.get(organisation__slug="mira-el-gasto")


def move_page(seat, verb):
    return f"/en/desk/plans/vereda/commitments/1/seats/{seat.uid}/{verb}/"


def test_the_secretariat_gives_a_seat(as_, here, clock):
    client = as_(here.pat)
    first = client.get(TABLE)
    assert send(client, first, **GIVEN).status_code == 302
    assert send(client, first, **GIVEN).status_code == 302  # sent twice
    seat = mira_seat()
    assert (seat.role, seat.state) == ("adviser", "missing")
    clock.shift(20 * 24 * 3600)
    page = text_of(as_(here.pat).get(TABLE))
    assert "vacant for 20 days" in page
    assert move_page(seat, "invite") in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"organisation": "nobody"}, "There is none of this name."),
        ({"organisation": "rios-claros", "role": "expert"}, "already has this seat"),
        ({"organisation": "mira", "role": ""}, "cannot be blank"),
        ({"organisation": "mira", "state": "lost"}, "Choose one of the options shown."),
    ],
)
def test_what_does_not_fit_is_said(as_, here, typed, sentence):
    response = send(as_(here.pat), TABLE, **GIVEN | typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert form_of(response)["organisation"] == typed["organisation"]


def test_a_seat_is_moved_with_its_reason(as_, here):
    seat = Seat.objects.get(commitment=here.commitment, role="expert")
    client = as_(here.pat)
    page = client.get(move_page(seat, "leave"))
    assert "Give the reason" in text_of(send(client, page))
    assert send(client, page, reason="It works on another theme.").status_code == 302
    seat.refresh_from_db()
    assert seat.state == "left"
    again = send(client, page, reason="It works on another theme.")
    assert again.status_code == 409
    assert "somebody changed its state meanwhile" in text_of(again)


def test_a_move_that_met_another_is_shown_again(as_, here):
    seat = Seat.objects.get(commitment=here.commitment, role="expert")
    client = as_(here.pat)
    miss = client.get(move_page(seat, "miss"))
    send(client, move_page(seat, "miss"))
    send(client, move_page(seat, "take"))
    response = send(client, miss, reason="Mine")
    assert response.status_code == 409
    assert form_of(response)["reason"] == "Mine"


@pytest.mark.parametrize("name", ["amina", "lucia"])
def test_those_at_the_table_see_it_and_propose(as_, here, name):
    page = text_of(as_(getattr(here, name)).get(TABLE))
    assert "Propose who is missing" in page
    assert "Give the seat" not in page
    assert as_(getattr(here, name)).post(TABLE, GIVEN).status_code == 403
    seat = Seat.objects.get(commitment=here.commitment, role="expert")
    assert as_(getattr(here, name)).get(move_page(seat, "miss")).status_code == 403


@pytest.mark.parametrize("name", ["omar", "tomas", "irene"])
def test_nobody_else_does(as_, here, name):
    assert as_(getattr(here, name)).get(TABLE).status_code == 403


def test_a_verb_that_does_not_exist_is_not_found(as_, here):
    seat = Seat.objects.get(commitment=here.commitment, role="expert")
    assert as_(here.pat).get(move_page(seat, "sell")).status_code == 404


def test_only_the_table_is_told_for_whom_nobody_signs_in(as_, here):
    quiet = factories.add_organisation("cso", "callada", acronym="Callada")
    factories.give_seat(here.commitment, quiet, here.pat, state="invited")
    words = "Nobody signs in for it yet"
    assert text_of(as_(here.lucia).get(TABLE)).count(words) == 1
    assert words not in read("/en/plans/vereda/commitments/1/")


def test_the_public_table_says_who_proposed_whom(here):
    mira = here.organisations["mira-el-gasto"]
    factories.agree(
        here.commitment, here.lucia, here.amina, "seat",
        organisation=mira, role="adviser", state="missing",
    )  # fmt: skip
    page = read("/en/plans/vereda/commitments/1/")
    assert "vacant for 0 days" in page
    assert "proposed by Ríos Claros" in page
