"""Somebody who acts for two organisations never lends one the other's words."""

import datetime as dt
import uuid

import pytest

from accounts.actions.memberships import grant_membership
from accounts.authorization.verdicts import InWhoseName, NotAllowed
from accounts.models import User
from tests import factories
from tests.desk import FROM_HERE, OBSERVE, OBSERVED, WATER
from tests.sending import form_of, text_of
from tracker.actions import entries
from tracker.actions.seats import move_seat
from tracker.models import Entry


def test_a_draft_is_never_published_in_the_name_of_another_organisation(here):
    mira = here.organisations["mira-el-gasto"]
    factories.give_seat(here.commitment, mira, here.pat)
    grant_membership(user=here.tomas, organisation=here.organisations["rios-claros"], by=here.pat)
    both = User.objects.get(pk=here.tomas.pk)
    uid = uuid.uuid4()
    draft = entries.save_draft(
        kind="observation", subject=here.milestone, by=here.lucia, uid=uid, seen_version=0
    )
    seat = here.commitment.seats.get(organisation=here.organisations["rios-claros"])
    move_seat(seat=seat, verb="miss", by=here.pat, seen_version=seat.version)
    with pytest.raises(NotAllowed, match="Ríos Claros"):
        factories.observe(here.milestone, both, uid=uid, seen_version=draft.version)


# --- In whose name --------------------------------------------------------------------------------


@pytest.fixture
def both(here):
    """Return Tomás, who acts for two organisations at the table."""
    factories.give_seat(here.commitment, here.organisations["mira-el-gasto"], here.pat)
    grant_membership(user=here.tomas, organisation=here.organisations["rios-claros"], by=here.pat)
    return User.objects.get(pk=here.tomas.pk)


def a_proposal(here):
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    return factories.propose(here.milestone, here.amina, **march)


ACTS = {
    "observe": lambda here, by: factories.observe(here.milestone, by),
    "propose": lambda here, by: factories.propose(
        here.milestone, by, due_date=dt.date(2027, 3, 31), due_precision="month"
    ),
    "answer": lambda here, by: factories.accept(a_proposal(here), by).answers.get(),
    "note": lambda here, by: factories.write_note(here.milestone, by),
    "signature": lambda here, by: factories.sign_note(
        factories.write_note(here.milestone, here.amina), by
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_whoever_fits_twice_says_in_whose_name(act, here, both):
    with pytest.raises(InWhoseName, match="Choose in whose name"):
        ACTS[act](here, both)
    made = ACTS[act](here, both.in_name_of("mira-el-gasto"))
    assert made.organisation == here.organisations["mira-el-gasto"]


def test_an_answer_is_of_the_one_that_was_chosen(here, both):
    observation = factories.observe(here.milestone, here.lucia)
    auditors = here.organisations["auditoria"]
    factories.give_seat(here.commitment, auditors, here.pat, "leads")
    grant_membership(user=here.amina, organisation=auditors, by=here.pat)
    amina = User.objects.get(pk=here.amina.pk)
    on_all = factories.observe(here.commitment, here.lucia)
    with pytest.raises(InWhoseName):
        factories.respond(on_all, amina)
    assert factories.respond(on_all, amina.in_name_of("auditoria")).organisation == auditors
    # Of a milestone there is one owner, so nothing is asked.
    assert factories.respond(observation, amina).organisation == here.milestone.owner


def test_nothing_to_report_of_all_is_of_the_one_that_was_chosen(here):
    auditors = here.organisations["auditoria"]
    second = factories.add_milestone(here.commitment, here.pat, number=21, owner=auditors)
    factories.report(here.milestone, here.amina, "limited")
    factories.report(second, here.omar, "limited")
    grant_membership(user=here.amina, organisation=auditors, by=here.pat)
    amina = User.objects.get(pk=here.amina.pk)
    with pytest.raises(InWhoseName):
        factories.report_nothing_of_all(here.commitment, amina)
    (said,) = factories.report_nothing_of_all(here.commitment, amina.in_name_of("auditoria"))
    assert (said.milestone, said.organisation) == (second, auditors)


def test_nobody_takes_a_name_that_is_not_theirs(both):
    assert both.in_name_of("auditoria") is None


def test_a_draft_goes_on_in_the_name_in_which_it_was_begun(here, both):
    uid = uuid.uuid4()
    draft = entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=both.in_name_of("mira-el-gasto"),
        uid=uid,
        seen_version=0,
    )
    said = factories.observe(here.milestone, both, uid=uid, seen_version=draft.version)
    assert said.organisation == here.organisations["mira-el-gasto"]


@pytest.mark.usefixtures("strict_templates")
@pytest.mark.parametrize(
    "page",
    [
        OBSERVE,
        f"{WATER}milestones/1/propose/due-date/",
        f"{WATER}milestones/1/note/",
    ],
)
def test_the_page_asks_first_and_leads_to_the_form(page, as_, both):
    client = as_(both)
    asking = client.get(f"{page}?type=praise" if page == OBSERVE else page)
    assert asking.status_code == 200
    assert "In whose name?" in text_of(asking)
    assert 'value="mira-el-gasto"' in asking.content.decode()
    form = client.get(f"{page}?in_name_of=mira-el-gasto")
    assert form.status_code == 200
    assert "In whose name?" not in text_of(form)
    assert "Mira" in text_of(form)


def test_what_was_chosen_holds_when_the_form_is_sent(as_, here, both):
    client, page = as_(both), f"{OBSERVE}?in_name_of=mira-el-gasto"
    sent = {name: value for name, value in form_of(client.get(page)).items() if name} | OBSERVED
    done = client.post(page, sent, headers=FROM_HERE)
    assert done.status_code == 302
    said = Entry.objects.get(uid=done["Location"].rstrip("/").split("/")[-1])
    assert said.organisation == here.organisations["mira-el-gasto"]


def test_a_form_that_lost_the_name_gives_the_text_back(as_, both):
    client = as_(both)
    form = client.get(f"{OBSERVE}?in_name_of=mira-el-gasto")
    sent = {name: value for name, value in form_of(form).items() if name} | OBSERVED
    response = client.post(OBSERVE, sent, headers=FROM_HERE)
    assert response.status_code == 403
    assert OBSERVED["text"] in text_of(response)
    assert f'formaction="{OBSERVE}?in_name_of=mira-el-gasto"' in response.content.decode()


def test_a_name_that_is_not_ones_own_is_refused(as_, both, here):
    assert as_(both).get(f"{OBSERVE}?in_name_of=auditoria").status_code == 400
    assert as_(here.lucia).get(f"{OBSERVE}?in_name_of=x").status_code == 400


def test_whoever_fits_once_is_asked_nothing(as_, here):
    assert "In whose name?" not in text_of(as_(here.lucia).get(OBSERVE))
