"""What lasts, as readers find it: the commitment's section, the thread, and what is left of a plan."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tests import desk, factories
from tests.integration.test_redactions import is_sound
from tests.sending import send, text_of
from tracker.actions import plans
from tracker.models import ClosingDecision
from tracker.workflow import WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]
CLOSING = f"{desk.DESK}plans/vereda/closing/"
LAST_WEEKS = dt.datetime(2027, 7, 1, 16, tzinfo=dt.UTC)


@pytest.fixture
def ended(here):
    return factories.an_ended_plan(here)


# --- One commitment -------------------------------------------------------------------------------


def test_both_voices_stand_beside_each_other_on_the_ladder(client, here):
    page = text_of(client.get(here.commitment.get_absolute_url()))
    assert 'id="lasting"' not in page
    embedding = factories.embed(here.commitment, here.amina, rung="law", keeper_name="MINAGUA")
    factories.embed(here.commitment, here.amina)
    factories.reverse(embedding, here.lucia)
    page = text_of(client.get(here.commitment.get_absolute_url()))
    assert "Rung reached: <b>6, law</b>" in page
    assert "0, nothing said to be embedded" in page
    assert "Holds no more" in page
    factories.reverse(embedding, here.amina)
    page = text_of(client.get(here.commitment.get_absolute_url()))
    assert "Rung reached: <b>1, procedure</b>" in page


def test_what_nobody_answered_is_unknown_since_its_day(client, here, ended):
    factories.follow_up(ended, here.lucia, verdict="degraded")
    page = text_of(client.get(ended.get_absolute_url()))
    assert "Unknown since 28 Feb 2026" in page  # government at 6 months
    assert "Unknown since 31 Aug 2026" in page  # both at 12 months
    assert "asked on 31 Aug 2027" in page
    assert "Degraded" in page


def test_the_section_costs_at_most_two_queries(client, here, ended, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(30) as queries:
            client.get(ended.get_absolute_url())
        return len(queries)

    before = asked()
    for mark in (6, 12):
        factories.follow_up(ended, here.lucia, mark=mark)
    embedding = factories.embed(ended, here.amina)
    factories.reverse(embedding, here.lucia)
    assert asked() <= before + 3


# --- The thread -----------------------------------------------------------------------------------


def test_a_thread_has_one_address_and_goes_through_every_plan(client, here, ended):
    later = factories.add_plan(
        here.pat,
        slug="siguiente",
        start_date=dt.date(2027, 9, 1),
        end_date=dt.date(2029, 8, 31),
    )
    last = factories.add_commitment(later, here.pat, number=4, title_en="Rivers", title_es="Ríos")
    factories.link_lineage(ended, here.commitment, here.pat, kind="expanded")
    factories.link_lineage(here.commitment, last, here.pat, kind="narrowed")
    factories.follow_up(ended, here.lucia, verdict="reversed")
    address = "/en/plans/cumplido/commitments/1/thread/"
    for other in (
        "/en/plans/vereda/commitments/1/thread/",
        "/en/plans/siguiente/commitments/4/thread/",
    ):
        response = client.get(other)
        assert (response.status_code, response["Location"]) == (302, address)
    page = text_of(client.get(address))
    places = [page.index(title) for title in (">Irrigation<", ">Water<", ">Rivers<")]
    assert places == sorted(places)
    assert "Expanded in" in page
    assert "Narrowed in" in page
    assert "Reversed" in page
    assert "The whole thread across plans" in text_of(
        client.get(here.commitment.get_absolute_url())
    )


def test_no_thread_goes_round_in_a_circle_or_backwards(here, ended):
    factories.link_lineage(here.commitment, here.other_commitment, here.pat)
    with pytest.raises(ValidationError, match="circle"):
        factories.link_lineage(here.other_commitment, here.commitment, here.pat)
    third = factories.add_commitment(here.plan, here.pat, number=3)
    factories.link_lineage(here.other_commitment, third, here.pat)
    with pytest.raises(ValidationError, match="circle"):
        factories.link_lineage(third, here.commitment, here.pat)
    with pytest.raises(ValidationError, match="cannot continue in itself"):
        factories.link_lineage(third, third, here.pat)
    with pytest.raises(ValidationError, match="earlier plan"):
        factories.link_lineage(here.commitment, ended, here.pat)


# --- What is left ---------------------------------------------------------------------------------


def test_a_journalist_finds_what_is_left_within_two_clicks(client, here, ended):
    factories.embed(ended, here.amina, rung="regulation")
    factories.follow_up(ended, here.lucia, verdict="degraded")
    home = text_of(client.get("/en/"))
    assert 'href="/en/continuity/"' in home
    page = text_of(client.get("/en/continuity/"))
    assert 'href="/en/continuity/?plan=cumplido"' in page
    page = text_of(client.get("/en/continuity/?plan=cumplido"))
    assert "What is left of plan 1 of Vereda?" in page
    assert "Irrigation" in page
    assert "Handed to an agency" in page
    assert "5, regulation" in page
    assert "Degraded" in page
    assert "Unknown since 28 Feb 2026" in page  # government


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("decision=handed_over", True),
        ("decision=stopped", False),
        ("rung=law", True),
        ("rung=none", False),
        ("verdict=alive", True),
        ("verdict=unknown", False),
    ],
)
def test_every_count_leads_to_its_rows(query, found, client, here, ended):
    factories.embed(ended, here.lucia, rung="law")
    factories.follow_up(ended, here.irene, verdict="alive")
    page = text_of(client.get(f"/en/continuity/?plan=cumplido&{query}"))
    assert ("Irrigation" in page) is found
    assert ("Nothing fits" in page) is not found


def test_what_cannot_be_asked_is_refused_with_a_sentence(client, ended):
    for query in ("plan=vereda", "rung=9", "decision=x", "verdict=x", "page=x"):
        assert client.get(f"/en/continuity/?{query}").status_code == 400
    assert client.get("/en/continuity/?page=9").status_code == 404


def test_the_list_costs_the_same_however_long_it_is(
    client, here, ended, django_assert_max_num_queries
):
    for number in range(2, 12):
        plan = factories.add_plan(
            here.pat,
            slug=f"viejo-{number}",
            start_date=dt.date(2021, 9, 1),
            end_date=dt.date(2023, 8, 31),
        )
        for one in range(1, 4):
            factories.add_commitment(plan, here.pat, number=one)
        factories.end(plan, here.pat)
    with django_assert_max_num_queries(15):
        page = text_of(client.get("/en/continuity/"))
    assert "1–25 of 31" in page


# --- Leaving the plan -----------------------------------------------------------------------------


def test_the_wizard_goes_through_every_commitment_and_then_the_plan_can_end(as_, pat, here):
    with time_machine.travel(LAST_WEEKS, tick=False):
        client = as_(pat)
        page = text_of(client.get(CLOSING))
        assert "0 of 2 commitments decided." in page
        assert "The plan ends on 31 Aug 2027" in page
        here.plan.refresh_from_db()
        with pytest.raises(WrongState, match="commitments 1, 2"):
            plans.move_plan(plan=here.plan, verb="end", by=pat, seen_version=here.plan.version)
        first = send(client, f"{desk.WATER}closing/", **desk.DECIDED)
        assert first["Location"] == f"{desk.DESK}plans/vereda/commitments/2/closing/"
        with pytest.raises(WrongState, match="commitment 2"):
            plans.move_plan(plan=here.plan, verb="end", by=pat, seen_version=here.plan.version)
        last = send(
            client, first["Location"], **desk.DECIDED | {"outcome": "stopped", "keeper_name": ""}
        )
        assert last["Location"] == CLOSING
        assert "2 of 2 commitments decided." in text_of(client.get(CLOSING))
        plans.move_plan(plan=here.plan, verb="end", by=pat, seen_version=here.plan.version)
        page = text_of(client.get(here.commitment.get_absolute_url()))
        assert "How it leaves the plan" in page
        assert "Que no se derogue." in page
    assert is_sound(here)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": ""}, "Choose how the commitment leaves the plan."),
        ({"why": " "}, "Give the reason. It is published."),
        ({"keeper_name": ""}, "Name who keeps it when the plan is over."),
        ({"watch": "x" * 4001}, "at most 4,000 fit"),
    ],
)
def test_what_a_decision_misses_is_said_beside_the_field(wrong, sentence, as_, amina):
    with time_machine.travel(LAST_WEEKS, tick=False):
        response = send(as_(amina), f"{desk.WATER}closing/", **desk.DECIDED | wrong)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not ClosingDecision.objects.exists()


def test_it_is_decided_in_the_last_ninety_days_and_not_before(as_, pat):
    response = as_(pat).get(f"{desk.WATER}closing/")
    assert response.status_code == 403
    assert "from 2 June 2027 on" in text_of(response)


def test_two_people_decide_and_the_second_sees_what_the_first_did(as_, here):
    with time_machine.travel(LAST_WEEKS, tick=False):
        page = as_(here.pat).get(f"{desk.WATER}closing/")
        factories.decide(here.commitment, here.amina, why="Lo decidió quien lo lleva.")
        stale = send(as_(here.pat), page, **desk.DECIDED)
        assert stale.status_code == 409
        assert "Lo decidió quien lo lleva." in text_of(stale)
        assert desk.DECIDED["why"] in text_of(stale)
        again = send(as_(here.pat), stale)
        assert again.status_code == 302
        assert ClosingDecision.objects.count() == 2
        assert ClosingDecision.objects.standing().get().why == desk.DECIDED["why"]
        first = ClosingDecision.objects.get(replaces=None)
        page = text_of(as_(here.pat).get(first.get_absolute_url()))
        assert "A later decision took its place" in page
        # Sent twice, it is there once.
        assert send(as_(here.pat), stale).status_code == 302
        assert ClosingDecision.objects.count() == 2
