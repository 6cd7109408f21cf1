"""The members of an organisation: kept by its leads, gone at the next request when they leave."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.actions.memberships import change_membership, end_membership, grant_membership
from accounts.actions.users import change_user
from accounts.authorization.verdicts import NotAllowed
from accounts.models import Membership, User
from ledger.models import Chain, HistoryEntry, recorded_models
from ledger.verification import rebuild_check
from tests import factories, world
from tests.factories.people import PASSWORD
from tests.integration.admin_forms import page_of
from tests.integration.writes import observe
from tests.sending import form_of, send, text_of
from tracker.authorization.speaking import may_observe

MEMBERS = "/en/accounts/organisations/rios-claros/members/"


@pytest.fixture
def nora(rios):
    return factories.add_member(rios, "Nora")


def of(user):
    return user.memberships.get()


def end_path(user):
    return f"/en/accounts/memberships/{of(user).uid}/end/"


def role_path(user):
    return f"/en/accounts/memberships/{of(user).uid}/role/"


def a_browser(user):
    browser = Client()
    browser.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    return browser


def is_in(browser):
    return browser.get("/en/accounts/sessions/").status_code == 200


# --- Who keeps them -------------------------------------------------------------------------------


def test_a_lead_sees_the_members_and_is_led_there_from_the_menu(as_, lead, nora):
    browser = as_(lead)
    assert f'href="{MEMBERS}"' in text_of(browser.get("/en/desk/"))
    page = text_of(browser.get(MEMBERS))
    assert "nora@onda.example" in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("amina", 403),
        ("omar", 403),
        ("lucia", 403),
        ("pat", 200),
        ("irene", 403),
        ("operator", 200),
    ],
)
def test_only_those_who_keep_them_see_the_members(as_, here, name, status):
    response = as_(getattr(here, name)).get(MEMBERS)
    assert response.status_code == status
    if status == 403:
        assert "Only the leads of Ríos Claros and the secretariat" in text_of(response)
        assert "lucia@onda.example" not in text_of(response)


def test_the_secretariat_finds_the_page_from_the_administration(as_, here, rios):
    assert "/accounts/organisations/rios-claros/members/" in text_of(
        as_(here.pat).get(page_of(rios))
    )


def test_a_visitor_is_led_to_sign_in(client, here):
    assert client.get(MEMBERS).url.startswith("/en/accounts/login/")


def test_an_organisation_that_is_not_there_is_not_found(as_, pat):
    assert as_(pat).get(MEMBERS.replace("rios", "mares")).status_code == 404
    assert as_(pat).get(f"{MEMBERS}?page=2").status_code == 404
    assert as_(pat).get(f"{MEMBERS}?page=x").status_code == 404


def test_a_lead_whose_membership_ended_keeps_nothing(lead, nora, here):
    end_membership(membership=of(lead), by=here.operator, seen_version=2)
    with pytest.raises(NotAllowed):
        end_membership(membership=of(nora), by=User.objects.get(pk=lead.pk), seen_version=1)


def test_a_lead_keeps_no_other_organisation(as_, lead, here):
    for write in (end_membership, change_membership):
        fields = {"role": "lead"} if write is change_membership else {}
        with pytest.raises(NotAllowed):
            write(membership=of(here.tomas), by=lead, seen_version=1, **fields)
    with pytest.raises(NotAllowed):
        grant_membership(user=here.tomas, organisation=here.organisations["foro"], by=lead)
    assert as_(lead).get(end_path(here.tomas)).status_code == 403
    assert as_(lead).get(role_path(here.tomas)).status_code == 403


def test_the_list_costs_the_same_with_many_members(
    as_, lead, rios, django_assert_num_queries, django_assert_max_num_queries
):
    browser = as_(lead)
    with django_assert_max_num_queries(15) as few:
        browser.get(MEMBERS)
    for number in range(12):
        factories.add_member(rios, f"Member {number}")
        factories.invite(rios, f"guest{number}@onda.example", lead)
    with django_assert_num_queries(len(few)):
        browser.get(MEMBERS)


# --- Roles ----------------------------------------------------------------------------------------


def test_a_lead_makes_another_lead(as_, lead, nora):
    assert send(as_(lead), role_path(nora), role="lead").url == MEMBERS
    assert of(nora).is_lead
    assert list(rebuild_check(recorded_models())) == []


def test_the_last_lead_is_warned(as_, lead, nora):
    assert "This is the last lead" in text_of(as_(lead).get(role_path(lead)))
    assert "This is the last lead" in text_of(as_(lead).get(end_path(lead)))
    assert "This is the last lead" not in text_of(as_(lead).get(end_path(nora)))


def test_two_leads_do_not_overwrite_each_other(as_, lead, nora, operator):
    page = as_(lead).get(role_path(nora))
    change_membership(membership=of(nora), by=operator, seen_version=1, role="lead")
    response = send(as_(lead), page, role="member")
    assert response.status_code == 409
    assert "Somebody changed this meanwhile" in text_of(response)
    assert form_of(response)["version"] == "2"
    assert of(nora).is_lead
    assert send(as_(lead), response, role="member").status_code == 302


@pytest.mark.parametrize("changes", [{"role": "king"}, {"role": None}, {"version": "x"}])
def test_a_bad_role_gets_the_form_back(as_, lead, nora, changes):
    response = send(as_(lead), role_path(nora), **{"role": "lead", **changes})
    assert response.status_code == 200
    assert "<title>Error:" in text_of(response)


# --- Leaving --------------------------------------------------------------------------------------


def test_an_ended_membership_signs_out_at_the_next_request(lead, nora, here):
    keeper, member = a_browser(lead), a_browser(nora)
    other = a_browser(here.tomas)
    assert is_in(member)
    assert send(keeper, end_path(nora)).url == MEMBERS
    assert not is_in(member)
    assert is_in(keeper)
    assert is_in(other)
    assert not UserSession.objects.filter(user=nora).exists()
    assert list(rebuild_check(recorded_models())) == []


@pytest.mark.parametrize("hour", [0, 5, 12, 23])
def test_an_ended_membership_gives_no_voice_from_that_moment(hour, here, clock):
    clock.move_to(world.NOW.replace(hour=hour))
    end_membership(membership=of(here.lucia), by=here.operator, seen_version=1)
    lucia = User.objects.get(pk=here.lucia.pk)
    assert not may_observe(lucia, here.milestone)
    with pytest.raises(NotAllowed):
        observe(here, lucia)


def test_what_somebody_said_before_they_left_stays(as_, here, observation):
    end_membership(membership=of(here.lucia), by=here.operator, seen_version=1)
    page = text_of(Client().get(f"/en/entries/{observation.uid}/"))
    assert "Ríos Claros" in page


def test_who_joined_today_can_leave_today_and_come_back(rios, nora, operator, here):
    fresh = factories.add_member(rios, "Fresh", since=world.NOW.date())
    ended = end_membership(membership=of(fresh), by=operator, seen_version=1)
    assert ended.until == ended.since
    assert not ended.in_force(world.NOW.date())
    again = grant_membership(user=fresh, organisation=rios, by=operator)
    assert again.in_force(world.NOW.date())


def test_who_left_may_come_to_another_side(here, operator):
    end_membership(membership=of(here.lucia), by=operator, seen_version=1)
    ministry = here.organisations["ministerio-del-agua"]
    assert grant_membership(user=here.lucia, organisation=ministry, by=operator)


def test_a_last_day_to_come_leaves_the_session_alone(here, operator):
    browser = a_browser(here.lucia)
    until = world.NOW.date() + dt.timedelta(days=3)
    end_membership(membership=of(here.lucia), by=operator, seen_version=1, until=until)
    assert is_in(browser)
    assert User.objects.get(pk=here.lucia.pk).memberships_on(until)


def test_a_member_leaves_by_themselves(nora, lead):
    browser, elsewhere = a_browser(nora), a_browser(nora)
    assert end_path(nora) in text_of(browser.get("/en/accounts/"))
    response = send(browser, end_path(nora))
    assert response.url == "/en/accounts/login/"
    assert "You left." in text_of(browser.get(response.url))
    assert not is_in(browser)
    assert not is_in(elsewhere)
    last = HistoryEntry.objects.filter(chain__key=Chain.ACCOUNTS).first()
    assert (last.kind, last.organisation) == ("membership.ended", "rios-claros")


def test_ending_it_twice_is_told(as_, lead, nora, operator):
    page = as_(lead).get(end_path(nora))
    end_membership(membership=of(nora), by=operator, seen_version=1)
    response = send(as_(lead), page)
    assert "This membership has ended" in text_of(response)
    assert Membership.objects.filter(user=nora).count() == 1


def test_a_shut_account_is_signed_out_everywhere(here, operator):
    browser = a_browser(here.lucia)
    change_user(user=here.lucia, by=operator, seen_version=1, is_active=False)
    assert not UserSession.objects.filter(user=here.lucia).exists()
    assert not is_in(browser)


# --- Sessions and the page about the account ------------------------------------------------------


def test_one_session_is_ended_alone(here):
    first, second, third = (a_browser(here.lucia) for _ in range(3))
    number = UserSession.objects.get(session_key=second.session.session_key).pk
    response = first.post(f"/en/accounts/sessions/{number}/end/", follow=True)
    assert "That session was ended" in text_of(response)
    assert not is_in(second)
    assert is_in(first)
    assert is_in(third)
    again = first.post(f"/en/accounts/sessions/{number}/end/", follow=True)
    assert "has ended already" in text_of(again)


def test_nobody_ends_the_session_of_somebody_else(here):
    mine, theirs = a_browser(here.lucia), a_browser(here.amina)
    number = UserSession.objects.get(session_key=theirs.session.session_key).pk
    mine.post(f"/en/accounts/sessions/{number}/end/")
    assert is_in(theirs)
    assert mine.get(f"/en/accounts/sessions/{number}/end/").status_code == 405


@pytest.mark.usefixtures("strict_templates")
@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_are_given_all_that_they_show(as_, lead, nora, rios, language):
    factories.invite(rios, "guest@onda.example", lead)
    browser = as_(lead)
    for path in (MEMBERS, end_path(nora), end_path(lead), role_path(nora), "/en/accounts/"):
        response = browser.get(path.replace("/en/", f"/{language}/"))
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert text_of(response).count("<h1>") == 1
