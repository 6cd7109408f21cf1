"""Why something was agreed is said once, in its proposal: hidden or erased there, it is so everywhere."""

import datetime as dt

import pytest

from tests import agreeing, factories
from tests.integration.test_redactions import in_the_database, is_sound
from tests.reading import read
from tracker.models import Proposal

WHY = "Porque la testigo vive en Rua Longa 12."
PLAN = "/en/plans/vereda/"
COMMITMENT = f"{PLAN}commitments/1/"
MILESTONE = f"{COMMITMENT}milestones/1/"
HISTORY = f"{PLAN}history/"


def move_date(here):
    agreeing.move_date(here, here.milestone, dt.date(2027, 3, 1), reason=WHY)


def pause(here):
    agreeing.move_commitment(here, here.commitment, "paused", WHY)


def adopt(here):
    factories.add_text(here.commitment, here.pat)
    agreeing.adopt_text(here, here.commitment, WHY, body_es="1. Medir.")


def change_seat(here):
    seat = here.commitment.seats.get(organisation__slug="rios-claros")
    factories.agree(seat, here.amina, here.lucia, "seat", state="missing", reason=WHY)


def describe(here):
    agreeing.describe(here, here.milestone, WHY, title_en="Publish all of it")


TOLD = {
    move_date: (COMMITMENT, MILESTONE, HISTORY),
    pause: (PLAN, COMMITMENT, HISTORY),
    adopt: (COMMITMENT, HISTORY),
    change_seat: (HISTORY,),
    describe: (HISTORY,),
}


@pytest.fixture(params=TOLD, ids=lambda agree: agree.__name__)
def agreed(request, here):
    """Something agreed upon, and the pages that say why."""
    here.plan = factories.name_stewards(here)
    request.param(here)
    here.proposal = Proposal.objects.get(text=WHY)
    here.pages = TOLD[request.param]
    return here


def saying(pages):
    return [page for page in pages if WHY in read(page)]


def test_the_reason_stands_where_the_change_is_told(agreed):
    assert saying(agreed.pages) == list(agreed.pages)
    assert in_the_database(WHY) == ["ledger.HistoryValue.value", "tracker.Proposal.text"]


def test_hidden_with_its_proposal_it_is_hidden_there_too(agreed):
    factories.hold(agreed.proposal, agreed.omar)
    assert saying(agreed.pages) == []


def test_erased_with_its_proposal_it_is_gone(agreed):
    factories.redact(agreed.proposal, agreed.omar, agreed.tomas)
    assert saying(agreed.pages) == []
    assert in_the_database(WHY) == []
    assert is_sound(agreed)
