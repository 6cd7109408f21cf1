"""The link of an invitation: looked at often, used once, by whoever has the address."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.actions.invitations import (
    accept_invitation,
    open_account,
    renew_invitation,
    withdraw_invitation,
)
from accounts.actions.memberships import end_membership
from accounts.actions.users import add_user
from accounts.authorization.verdicts import NotAllowed
from accounts.models import Invitation, User
from ledger.models import recorded_models
from ledger.verification import rebuild_check
from tests import factories, world
from tests.factories.people import PASSWORD
from tests.sending import form_of, send, text_of

NEW = "nadia@onda.example"
INVITE = "/en/accounts/organisations/rios-claros/members/invite/"
MEMBERS = "/en/accounts/organisations/rios-claros/members/"
LINK = "/en/accounts/invitation/"
SECRET = "siete gatos miran la lluvia"


@pytest.fixture
def token(rios, lead):
    return factories.invite(rios, NEW, lead)[1]


def join(client, path, **changes):
    typed = {"name": "Nadia Corral", "password1": SECRET, "password2": SECRET, "language": "en"}
    return send(client, path, **{**typed, **changes})


# --- The link -------------------------------------------------------------------------------------


def test_looking_uses_nothing_up(client, token):
    for _ in range(3):
        assert client.get(LINK, {"token": token}).status_code == 200
        assert client.head(LINK, {"token": token}).status_code == 200
    assert Invitation.objects.get().state == "open"


@pytest.mark.parametrize("given", [{}, {"token": ""}, {"token": "x"}, {"token": 4000 * "x"}])
def test_an_unknown_link_says_what_to_do(client, db, given):
    response = client.get(LINK, given)
    assert response.status_code == 404
    assert "ask whoever invited you" in text_of(response)


def test_a_link_works_on_its_last_day_and_not_after(client, token, clock):
    clock.shift(dt.timedelta(days=7))
    assert client.get(LINK, {"token": token}).status_code == 200
    page = client.get(LINK, {"token": token})
    clock.shift(dt.timedelta(days=1))
    response = join(client, page)
    assert response.status_code == 410
    assert "seven days are over" in text_of(response)
    assert NEW not in text_of(response)
    assert not User.objects.filter(email=NEW).exists()


def test_a_link_works_once(token, client):
    page = client.get(LINK, {"token": token})
    assert join(client, page).status_code == 302
    again = Client().get(LINK, {"token": token})
    assert again.status_code == 410
    assert "used already" in text_of(again)
    assert NEW not in text_of(again)
    # The same form sent twice by the same person leads on to the same place.
    assert client.post(LINK, {"token": token}).url == "/en/desk/"


def test_a_withdrawn_link_is_dead(client, token, lead):
    page = client.get(LINK, {"token": token})
    withdraw_invitation(invitation=Invitation.objects.get(), by=lead, seen_version=1)
    response = join(client, page)
    assert response.status_code == 410
    assert "withdrew" in text_of(response)


def test_sent_again_only_the_newest_link_works(client, token, lead):
    _invitation, newer = renew_invitation(
        invitation=Invitation.objects.get(), by=lead, seen_version=1
    )
    assert client.get(LINK, {"token": token}).status_code == 404
    assert client.get(LINK, {"token": newer}).status_code == 200
    assert list(rebuild_check(recorded_models())) == []


def test_an_expired_invitation_is_sent_again(client, token, lead, clock):
    clock.shift(dt.timedelta(days=30))
    _invitation, newer = renew_invitation(
        invitation=Invitation.objects.get(), by=lead, seen_version=1
    )
    assert client.get(LINK, {"token": newer}).status_code == 200


def test_a_password_reset_never_accepts_or_revives_an_invitation(client, token, operator, clock):
    add_user(email=NEW, name="Nadia", by=operator)
    clock.shift(dt.timedelta(days=8))
    client.post("/en/accounts/password/reset/", {"email": NEW})
    key = re.search(r"http://testserver(/\S+/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(key, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": SECRET, "password2": SECRET})
    user = User.objects.get(email=NEW)
    assert user.check_password(SECRET)
    assert not user.memberships.exists()
    assert Invitation.objects.get().state == "open"
    client.post("/en/accounts/login/", {"login": NEW, "password": SECRET})
    assert client.get(LINK, {"token": token}).status_code == 410
    with pytest.raises(ValidationError):
        accept_invitation(token=token, by=user)


def test_an_invitation_dies_with_the_rights_of_who_sent_it(client, token, lead, here):
    end_membership(membership=lead.memberships.get(), by=here.operator, seen_version=2)
    page = client.get(LINK, {"token": token})
    assert "Ask to be invited once more" in text_of(page)
    assert "password1" not in form_of(page)
    with pytest.raises(NotAllowed):
        open_account(token=token, name="N", language="es", password=SECRET)


def test_guesses_are_slowed_down_by_source_and_nobody_else(client, token):
    for _ in range(30):
        client.get(LINK, {"token": "guess"})
    response = client.get(LINK, {"token": "guess"})
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert join(client, client.get(LINK, {"token": token})).status_code == 302


# --- With an account ------------------------------------------------------------------------------


@pytest.fixture
def for_tomas(here, lead, rios):
    return factories.invite(rios, here.tomas.email, lead)[1]


def test_an_address_with_an_account_signs_in_and_comes_back(client, here, for_tomas):
    page = client.get(LINK, {"token": for_tomas})
    assert "Your address has an account already" in text_of(page)
    assert "password1" not in text_of(page)
    where = re.search(r'href="(/en/accounts/login/\?next=[^"]+)"', page.content.decode())[1]
    response = client.post(where, {"login": here.tomas.email, "password": PASSWORD}, follow=True)
    assert response.request["PATH_INFO"] == LINK
    response = send(client, response)
    assert response.url == "/en/desk/"
    tomas = User.objects.get(pk=here.tomas.pk)
    assert len(tomas.memberships_on(world.NOW.date())) == 2


def test_nobody_posts_a_new_account_over_one_that_exists(client, here, for_tomas):
    client.post(LINK, {"token": for_tomas, "name": "X", "password1": SECRET, "password2": SECRET})
    assert Invitation.objects.get().state == "open"
    assert User.objects.get(pk=here.tomas.pk).check_password(PASSWORD)
    with pytest.raises(ValidationError):
        open_account(token=for_tomas, name="X", language="es", password=SECRET)


def test_somebody_else_does_not_accept_it(as_, here, for_tomas):
    browser = as_(here.omar)
    page = browser.get(LINK, {"token": for_tomas})
    assert "for the account of another address" in text_of(page)
    assert here.tomas.email not in text_of(page)
    browser.post(LINK, {"token": for_tomas})
    assert Invitation.objects.get().state == "open"
    # Signing out there leads back to the link.
    response = browser.post("/en/accounts/logout/", {"next": f"{LINK}?token={for_tomas}"})
    assert response.url == f"{LINK}?token={for_tomas}"


def test_who_joined_another_side_meanwhile_is_told(as_, here, operator, rios, lead):
    fresh = add_user(email="fresh@onda.example", name="Fresh", by=operator)
    token = factories.invite(rios, fresh.email, lead)[1]
    from accounts.actions.memberships import grant_membership

    ministry = here.organisations["ministerio-del-agua"]
    grant_membership(user=fresh, organisation=ministry, by=operator)
    response = as_(fresh).post(LINK, {"token": token})
    assert "One person cannot act for two sides" in text_of(response)
    assert Invitation.objects.get().state == "open"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "This field is required"),
        ({"password2": "another one entirely"}, "the same password"),
        ({"password1": "short", "password2": "short"}, "at least 12"),
        ({"password1": "nadia corral 12", "password2": "nadia corral 12"}, "too similar"),
        ({"language": "fr"}, "valid choice"),
        ({"name": "N\x00"}, "Null characters"),
    ],
)
def test_bad_answers_come_back_without_the_password(client, token, changes, sentence):
    response = join(client, client.get(LINK, {"token": token}), **changes)
    page = text_of(response)
    assert response.status_code == 200
    assert sentence in page
    assert SECRET not in page
    assert Invitation.objects.get().state == "open"
    assert not User.objects.filter(email=NEW).exists()
