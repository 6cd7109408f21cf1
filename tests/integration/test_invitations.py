"""Invitations: sent by those who keep the members, accepted by whoever has the address, once."""

import datetime as dt
import logging
import re
import smtplib
import uuid
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.actions.invitations import (
    MOST_OPEN,
    forget_addresses,
    open_account,
    renew_invitation,
    withdraw_invitation,
)
from accounts.actions.users import change_user
from accounts.authorization.verdicts import NotAllowed
from accounts.models import Invitation, User
from ledger.models import Chain, HistoryEntry, HistoryValue, StaleVersion, recorded_models
from ledger.verification import rebuild_check
from tests import factories, world
from tests.sending import form_of, send, text_of
from tracker.chores import CHORES

NEW = "nadia@onda.example"
INVITE = "/en/accounts/organisations/rios-claros/members/invite/"
MEMBERS = "/en/accounts/organisations/rios-claros/members/"
LINK = "/en/accounts/invitation/"
SECRET = "siete gatos miran la lluvia"


@pytest.fixture
def token(rios, lead):
    return factories.invite(rios, NEW, lead)[1]


def mailed_link():
    """Return the path of the link in the last mail."""
    return re.search(r"http://testserver(/\S+/invitation/\S+)", mail.outbox[-1].body)[1]


def join(client, path, **changes):
    typed = {"name": "Nadia Corral", "password1": SECRET, "password2": SECRET, "language": "en"}
    return send(client, path, **{**typed, **changes})


def history():
    return list(
        HistoryEntry.objects.filter(chain__key=Chain.ACCOUNTS).values_list("kind", flat=True)
    )


# --- From the form to the desk --------------------------------------------------------------------


def test_a_lead_invites_and_the_invited_person_lands_on_the_desk(as_, lead, client):
    response = send(as_(lead), INVITE, email="Nadia@Onda.example", role="member", language="es")
    assert response.url == MEMBERS
    assert "was mailed to nadia@onda.example" in text_of(client.get(MEMBERS))
    newcomer = Client()
    page = newcomer.get(mailed_link())
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    response = join(newcomer, page)
    assert response.url == "/es/desk/"
    user = User.objects.get(email=NEW)
    assert user.name == "Nadia Corral"
    assert user.language == "en"
    assert user.check_password(SECRET)
    assert user.membership_in(lead.memberships.get().organisation_id, world.NOW.date())
    assert newcomer.get("/en/desk/").status_code == 200
    assert history()[:3] == ["membership.granted", "invitation.accepted", "user.added"]
    assert list(rebuild_check(recorded_models())) == []


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Lucia le invita a actuar por"), ("en", "Lucia invites you")]
)
def test_the_mail_speaks_the_language_chosen_for_it(as_, lead, language, words):
    send(as_(lead), INVITE, email=NEW, role="lead", language=language)
    body = mail.outbox[-1].body
    assert words in body
    assert f"/{language}/accounts/invitation/?token=" in body
    assert mail.outbox[-1].to == [NEW]
    assert "2026" in body


def test_the_history_tells_neither_address_nor_name(client, lead, rios):
    factories.invite(rios, NEW, lead)
    page = text_of(client.get("/en/history/?chain=accounts"))
    assert "Invited somebody" in page
    assert "Ríos Claros" in page
    assert NEW not in page
    assert "Lucia" not in page


def test_the_log_tells_it_without_an_address(as_, lead, caplog):
    caplog.set_level(logging.INFO, "accounts.security")
    send(as_(lead), INVITE, email=NEW, role="member", language="es")
    join(Client(), mailed_link())
    for told in ("invitation-sent", "invitation-accepted"):
        assert f"{told} person=" in caplog.text
    assert "organisation=rios-claros" in caplog.text
    assert "nadia" not in caplog.text.lower()


def test_the_token_is_not_kept(token):
    invitation = Invitation.objects.get()
    assert len(token) >= 43
    assert token not in str(vars(invitation))


def test_the_same_form_sent_twice_invites_once(as_, lead):
    browser = as_(lead)
    page = browser.get(INVITE)
    for _ in range(2):
        assert send(browser, page, email=NEW, role="member", language="es").status_code == 302
    assert Invitation.objects.count() == 1
    assert len(mail.outbox) == 1


def test_an_invitation_whose_mail_fails_stands_and_is_sent_again(as_, lead):
    browser = as_(lead)
    broken = smtplib.SMTPConnectError(421, "away")
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=broken):
        response = send(browser, INVITE, email=NEW, role="member", language="es")
    page = text_of(browser.get(response.url))
    assert "could not be sent just now" in page
    assert NEW in page
    uid = Invitation.objects.get().uid
    browser.post(f"/en/accounts/invitations/{uid}/again/", {"version": "1"})
    assert len(mail.outbox) == 1
    assert Client().get(mailed_link()).status_code == 200


# --- Whom one cannot invite -----------------------------------------------------------------------


def test_a_member_is_not_invited_again(as_, lead, here):
    response = send(as_(lead), INVITE, email=here.lucia.email, role="member", language="es")
    page = text_of(response)
    assert "is a member already" in page
    assert f'value="{here.lucia.email}"' in page
    assert page.count("<title>Error:") == 1


def test_nobody_is_invited_to_a_second_side(as_, lead, here):
    page = text_of(send(as_(lead), INVITE, email=here.amina.email, role="member", language="es"))
    assert "acts for another side" in page
    assert "Amina" not in page
    assert "MINAGUA" not in page


def test_a_shut_account_is_not_invited(as_, lead, here):
    change_user(user=here.tomas, by=here.operator, seen_version=1, is_active=False)
    page = text_of(send(as_(lead), INVITE, email=here.tomas.email, role="member", language="es"))
    assert "is shut" in page


def test_an_address_has_one_open_invitation(as_, lead, token):
    page = text_of(send(as_(lead), INVITE, email=NEW.upper(), role="member", language="es"))
    assert "invited already" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"email": ""},
        {"email": "no address"},
        {"email": 300 * "a" + "@x.example"},
        {"email": "a@x.example\nBcc: b@x.example"},
        {"email": "a\x00@x.example"},
        {"role": "operator"},
        {"role": None},
        {"language": "fr"},
        {"uid": "x"},
        {"uid": None},
    ],
)
def test_bad_input_gets_the_form_back(as_, lead, changes):
    typed = {"email": NEW, "role": "member", "language": "es"}
    response = send(as_(lead), INVITE, **{**typed, **changes})
    assert response.status_code == 200
    assert "<title>Error:" in text_of(response)
    assert Invitation.objects.count() == 0


def test_a_list_does_not_grow_without_end(rios, lead):
    for number in range(MOST_OPEN):
        factories.invite(rios, f"p{number}@onda.example", lead)
    with pytest.raises(ValidationError, match="open invitations"):
        factories.invite(rios, NEW, lead)


def test_one_address_is_not_flooded(as_, lead, token):
    browser, uid = as_(lead), Invitation.objects.get().uid
    for version in range(1, 6):
        browser.post(f"/en/accounts/invitations/{uid}/again/", {"version": version})
    assert len(mail.outbox) == 5
    response = browser.post(f"/en/accounts/invitations/{uid}/again/", {"version": 6}, follow=True)
    assert len(mail.outbox) == 5
    assert "Too many invitations" in text_of(response)


def test_one_inviter_is_slowed_down_with_the_form_given_back(as_, lead, settings):
    browser = as_(lead)
    with mock.patch.dict("accounts.limits.LIMITS", {"invite": "1/h/user"}):
        send(browser, INVITE, email=NEW, role="member", language="es")
        response = send(browser, INVITE, email="b@onda.example", role="lead", language="es")
    assert response.status_code == 429
    assert response["Retry-After"]
    assert 'value="b@onda.example"' in text_of(response)


def test_a_lead_does_not_touch_another_organisation(as_, lead, here):
    mira = here.organisations["mira-el-gasto"]
    foreign, _token = factories.invite(mira, NEW, here.operator)
    browser = as_(lead)
    for path in ("again", "withdraw"):
        response = browser.post(f"/en/accounts/invitations/{foreign.uid}/{path}/", {"version": 1})
        assert response.status_code == 403
    assert browser.get(MEMBERS.replace("rios-claros", "mira-el-gasto")).status_code == 403
    with pytest.raises(NotAllowed, match="Mira"):
        factories.invite(mira, "b@onda.example", lead)


def test_an_old_button_changes_nothing_and_says_so(as_, lead, token):
    invitation = Invitation.objects.get()
    renew_invitation(invitation=invitation, by=lead, seen_version=1)
    with pytest.raises(StaleVersion):
        withdraw_invitation(invitation=invitation, by=lead, seen_version=1)
    response = as_(lead).post(
        f"/en/accounts/invitations/{invitation.uid}/withdraw/", {"version": 1}, follow=True
    )
    assert "changed this meanwhile" in text_of(response)
    for version in ("", "x", "-1", "99999999999999999999"):
        as_(lead).post(f"/en/accounts/invitations/{invitation.uid}/withdraw/", {"version": version})
    assert Invitation.objects.get().state == "open"


@pytest.mark.usefixtures("strict_templates")
@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_are_given_all_that_they_show(as_, client, lead, token, language):
    link = f"/{language}/accounts/invitation/?token="
    pages = [client.get(link + token), client.get(link + "x")]
    pages.append(as_(lead).get(link + token))
    pages.append(client.get(INVITE.replace("/en/", f"/{language}/")))
    for page in pages:
        text = page.content.decode()
        assert text.count("<h1>") == 1
        assert f'<html lang="{language}">' in text


def test_a_uid_of_another_organisation_is_refused(as_, lead, here):
    taken, _token = factories.invite(here.organisations["mira-el-gasto"], NEW, here.operator)
    response = send(as_(lead), INVITE, email=NEW, role="member", language="es", uid=str(taken.uid))
    assert response.status_code == 200
    assert Invitation.objects.count() == 1
    assert uuid.UUID(form_of(response)["uid"]) == taken.uid


# --- Addresses that serve nothing any more ---------------------------------------------------------


def after(invitation, days):
    last = dt.datetime.combine(invitation.until, dt.time(12), tzinfo=dt.UTC)
    return last + dt.timedelta(days=days)


def accepted(invitation, token, lead):
    open_account(token=token, name="Nadia", language="es", password=SECRET)


def withdrawn(invitation, token, lead):
    withdraw_invitation(invitation=invitation, by=lead, seen_version=1)


def expired(invitation, token, lead):
    pass


@pytest.mark.parametrize("end", [accepted, withdrawn, expired])
def test_a_dead_invitation_keeps_no_address(end, rios, lead):
    invitation, token = factories.invite(rios, NEW, lead)
    end(invitation, token, lead)
    assert forget_addresses(after(invitation, 30)) == 0
    assert forget_addresses(after(invitation, 31)) == 1
    assert forget_addresses(after(invitation, 31)) == 0
    assert Invitation.objects.get(pk=invitation.pk).email == ""
    assert list(rebuild_check(recorded_models())) == []


def test_the_history_never_held_the_address(rios, lead):
    invitation, token = factories.invite(rios, NEW, lead)
    renewed, token = renew_invitation(invitation=invitation, by=lead, seen_version=1)
    accepted(renewed, token, lead)
    values = HistoryValue.objects.filter(entry__subject_uid=invitation.uid)
    assert set(values.values_list("field", flat=True)) == {
        *("actor", "organisation", "role", "state", "until")
    }
    assert not HistoryValue.objects.filter(value__icontains="nadia").exists()


def test_what_has_no_address_is_not_listed_sent_again_or_in_the_way(as_, rios, lead):
    for address in (NEW, "otra@onda.example"):
        invitation, token = factories.invite(rios, address, lead)
    forget_addresses(after(invitation, 31))
    assert "Withdraw the invitation" not in text_of(as_(lead).get(MEMBERS))
    with pytest.raises(ValidationError, match="no longer kept"):
        renew_invitation(invitation=invitation, by=lead, seen_version=1)
    assert as_(lead).get(f"{LINK}{token}/").status_code in (200, 404, 410)
    factories.invite(rios, NEW, lead)


def test_the_worker_forgets_addresses():
    assert forget_addresses in [chore.run for chore in CHORES]
