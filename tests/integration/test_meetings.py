"""Meetings, what they agree on, and what waits for what: rules that somebody will try to break."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from ledger.models import StaleVersion
from ledger.projections import projection_checks
from tests import factories, world
from tests.desk import DESK
from tests.integration import meeting_writes
from tests.sending import send, text_of
from tracker.models import Agreement, Meeting
from tracker.workflow import WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]
TODAY = world.NOW.date()
LISTS = ("meetings", "agreements", "table")


@pytest.fixture
def staged(here):
    return meeting_writes.stage(here)


def test_everything_is_recorded(staged):
    assert [drift for check in projection_checks for drift in check()] == []


@pytest.mark.parametrize("name", LISTS)
def test_anybody_reads_the_lists_in_both_languages(name, staged, client):
    for language in ("es", "en"):
        assert client.get(f"/{language}/plans/vereda/{name}/").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "meetings/?state=x",
        "meetings/?commitment=99",
        "meetings/?year=x",
        "meetings/?page=x",
        "agreements/?organisation=x",
        "table/?kind=x",
    ],
)
def test_an_unknown_filter_is_refused_with_a_sentence(asked, staged, client):
    assert client.get(f"/en/plans/vereda/{asked}").status_code == 400


def test_lists_are_narrowed(staged, client):
    page = text_of(client.get("/en/plans/vereda/meetings/?state=unminuted"))
    assert str(staged.unminuted.uid) in page
    assert str(staged.meeting.uid) not in page
    page = text_of(client.get("/en/plans/vereda/agreements/?state=kept&commitment=1"))
    assert "No agreement matches" in page


def test_minutes_do_not_come_before_the_meeting(staged):
    with pytest.raises(ValidationError, match="not taken place"):
        factories.hold_meeting(staged.plan, staged.pat, date=TODAY + dt.timedelta(days=2))


def test_an_agreement_is_not_kept_in_the_future_nor_before_it_was_made(staged):
    for day in (TODAY + dt.timedelta(days=1), staged.meeting.date - dt.timedelta(days=1)):
        with pytest.raises(ValidationError):
            factories.keep(staged.agreement, staged.amina, kept_date=day)


def test_a_form_sent_twice_notes_one_agreement_and_never_forgets_a_change(here):
    meeting = factories.hold_meeting(here.plan, here.lucia, [here.commitment])
    owner, form = here.organisations["ministerio-del-agua"], {"uid": uuid.uuid4()}
    noted = factories.agree_at(meeting, here.lucia, owner, **form)
    assert factories.agree_at(meeting, here.lucia, owner, **form) == noted
    for changed in ({"due_date": dt.date(2027, 3, 1)}, {"commitment": here.commitment}):
        with pytest.raises(StaleVersion):
            factories.agree_at(meeting, here.lucia, owner, **form | changed)
    assert meeting.agreements.get() == noted


def test_a_void_agreement_stays_void(staged):
    meeting_writes.void_agreement(staged, staged.lucia)
    with pytest.raises(WrongState):
        factories.keep(staged.agreement, staged.amina)


def test_only_the_owner_is_offered_to_keep_it(staged, as_):
    url = staged.meeting.get_absolute_url()
    keep = f"{DESK}agreements/{staged.agreement.uid}/keep/"
    assert keep in text_of(as_(staged.amina).get(url))
    assert keep not in text_of(as_(staged.lucia).get(url))
    assert as_(staged.lucia).get(keep).status_code == 403


def test_late_follows_from_the_day(staged, client):
    Agreement.objects.filter(pk=staged.agreement.pk).update(due_date=TODAY - dt.timedelta(days=3))
    page = text_of(client.get("/en/plans/vereda/agreements/?state=late"))
    assert "3 days late" in page


def test_a_meeting_goes_from_call_to_agreement_on_pages_alone(here, as_):
    lucia = as_(here.lucia)
    form = f"{DESK}plans/vereda/meetings/new/?commitment=1"
    called = send(lucia, form, title="Mesa de agua", date=TODAY.isoformat(), commitments="1")
    assert called.status_code == 302
    meeting = Meeting.objects.get()
    done = send(
        lucia, f"{DESK}meetings/{meeting.uid}/minutes/", present="rios-claros", minutes="Se acordó."
    )
    assert done.status_code == 302
    note = f"{DESK}meetings/{meeting.uid}/agreements/new/"
    agreed = {"text": "Medir.", "owner": "MINAGUA", "due_date": "2026-12-01"}
    assert send(lucia, note, **agreed).status_code == 302
    assert "Medir." in text_of(as_(here.amina).get(DESK))
    assert "Next meeting" not in text_of(lucia.get(here.commitment.get_absolute_url()))
    assert "Last meeting" in text_of(lucia.get(here.commitment.get_absolute_url()))


def test_no_milestone_waits_in_a_circle(here):
    factories.wait(here.milestone, here.cso_milestone, here.lucia)
    third = factories.add_milestone(here.other_commitment, here.pat, number=1)
    factories.wait(here.cso_milestone, third, here.lucia)
    for on in (here.milestone, here.cso_milestone):
        with pytest.raises(ValidationError):
            factories.wait(third if on == here.milestone else here.cso_milestone, on, here.pat)


def test_what_is_waited_for_twice_is_refused(here):
    factories.wait(here.milestone, here.cso_milestone, here.lucia)
    with pytest.raises(ValidationError, match="said already"):
        factories.wait(here.milestone, here.cso_milestone, here.amina)


def test_lateness_upstream_explains_lateness_downstream(here, client):
    past = {"due_date": dt.date(2026, 10, 1), "due_precision": "day"}
    type(here.milestone).objects.update(**past)
    factories.wait(here.milestone, here.cso_milestone, here.lucia)
    page = text_of(client.get(here.milestone.get_absolute_url()))
    assert "It waits for what is late itself: Milestone 1.2 (53 days overdue)." in page
    page = text_of(client.get(here.cso_milestone.get_absolute_url()))
    assert "1 milestone waits for this one" in page
    assert "waits for Milestone 1.2" in text_of(client.get(here.commitment.get_absolute_url()))


def test_who_is_not_in_the_room_stands_on_the_page_of_tables(here, client):
    audit = here.organisations["auditoria"]
    factories.give_seat(here.commitment, audit, here.pat, "gives_budget", state="missing")
    page = text_of(client.get("/en/plans/vereda/table/"))
    assert "Who is not in the room" in page
    assert "gives budget: missing" in page
    assert "Nobody who gives legal opinion" in page
    assert "/en/plans/vereda/table/" in text_of(client.get("/en/plans/vereda/"))


def test_the_administration_has_no_door_to_them(here, as_):
    for noun in ("meeting", "agreement", "dependency"):
        for person in (here.pat, here.operator):
            assert as_(person).get(f"/admin/tracker/{noun}/").status_code == 404


def test_a_visitor_is_led_to_sign_in(staged):
    response = Client().get(f"{DESK}plans/vereda/meetings/new/")
    assert response.status_code == 302
