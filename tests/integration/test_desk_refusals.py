"""Who meets which form of the desk, and what the others are told."""

import pytest

from tests import factories, world
from tests.desk import (
    ASSESS,
    DESK,
    FROM_HERE,
    OBSERVE,
    OWN_REPORT,
    REPORT,
    WATER,
    entry_page,
    recorded,
)
from tests.sending import text_of
from tracker.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


FORMS = {
    REPORT: ("amina", "Only MINAGUA, who answers for it, reports progress here."),
    f"{WATER}report/": ("amina", "Only MINAGUA, who answers for it, reports progress here."),
    OWN_REPORT: ("lucia", "Only Ríos Claros, who answers for it, reports progress here."),
    OBSERVE: ("lucia", ""),
    f"{WATER}observe/": ("lucia", ""),
    ASSESS: ("irene", "Assessments are the voice of the independent reviewer."),
}


@pytest.mark.parametrize("name", world.CAST)
@pytest.mark.parametrize("path", FORMS)
def test_the_others_are_told_why_not(as_, here, path, name):
    allowed, reason = FORMS[path]
    before = (recorded(), Entry.everything.count())
    client = as_(getattr(here, name))
    response = client.get(path)
    assert response.status_code == (200 if name == allowed else 403)
    if name != allowed:
        assert reason in text_of(response)
        refused = client.post(path, {"text": "What I wrote."}, headers=FROM_HERE)
        assert refused.status_code == 403
        assert "What I wrote." in text_of(refused)
        assert reason in text_of(refused)
    assert (recorded(), Entry.everything.count()) == before


def test_an_observer_without_a_seat_is_told_whom_to_ask(as_, tomas):
    page = text_of(as_(tomas).get(OBSERVE))
    assert "Mira has no seat at this commitment's table. Ask the secretariat for one." in page


@pytest.mark.parametrize("path", [DESK, *FORMS])
def test_a_visitor_signs_in_and_comes_back(client, here, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"] == f"/en/accounts/login/?next={path}"


def test_a_text_sent_after_the_session_ended_comes_back(client, here):
    response = client.post(REPORT, {"text": "What I wrote."}, headers=FROM_HERE)
    assert response.status_code == 401
    assert "What I wrote." in text_of(response)


@pytest.mark.parametrize(
    "path",
    [
        f"{DESK}plans/nowhere/commitments/1/report/",
        f"{DESK}plans/vereda/commitments/99/observe/",
        f"{WATER}milestones/99/report/",
        f"{DESK}entries/00000000-0000-0000-0000-000000000000/respond/",
        f"{DESK}entries/00000000-0000-0000-0000-000000000000/correct/",
        f"{DESK}entries/00000000-0000-0000-0000-000000000000/withdraw/",
        f"{DESK}entries/00000000-0000-0000-0000-000000000000/edit/",
        f"{DESK}entries/00000000-0000-0000-0000-000000000000/discard/",
    ],
)
def test_what_does_not_exist_is_not_found(as_, amina, path):
    assert as_(amina).get(path).status_code == 404


def test_a_plan_in_preparation_is_hidden_from_others(as_, here):
    plan = factories.add_plan(here.pat, "draft-plan", in_force=False)
    factories.add_commitment(plan, here.pat, number=1)
    assert as_(here.amina).get(f"{DESK}plans/draft-plan/commitments/1/report/").status_code == 404


def test_only_an_observation_is_answered(as_, here):
    report = factories.report(here.milestone, here.amina)
    assert as_(here.amina).get(entry_page(report, "respond")).status_code == 404
