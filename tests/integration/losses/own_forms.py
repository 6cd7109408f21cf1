"""Every form by which people change what is theirs alone: how they get in, what their desk shows.

A form is a function `(here, browser) -> (page, what is sent)`; `OWN` says who sends it and what is
different once it was sent, as `(here, browser) -> anything`.
"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.middleware import SIGNED_IN_AT
from accounts.models import Membership, User
from tests import factories
from tests.codes import LOGIN, STEP, code, is_in, key_on
from tests.factories.people import PASSWORD, SECRET
from tests.integration.losses.forms import NOTE
from tests.integration.stage import fresh
from tests.sending import send
from tracker.models import DeskVisit, JointNoteDraft, NotePresence

ACCOUNTS = "/en/accounts/"
DESK = "/en/desk/"
NEW = "siete gatos miran la lluvia"


# --- What is sent ---------------------------------------------------------------------------------


def account_login(here, browser):
    return LOGIN, {"login": here.lucia.email, "password": PASSWORD}


def account_logout(here, browser):
    return f"{ACCOUNTS}logout/", {}


def account_change_password(here, browser):
    return f"{ACCOUNTS}password/change/", {
        "oldpassword": PASSWORD,
        "password1": NEW,
        "password2": NEW,
    }


def account_reset_password(here, browser):
    mail.outbox.clear()
    return f"{ACCOUNTS}password/reset/", {"email": here.lucia.email}


def account_reset_password_from_key(here, browser):
    browser.post(f"{ACCOUNTS}password/reset/", {"email": here.lucia.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/reset/key/" in word)
    page = browser.get(link.removeprefix("http://testserver")).url
    return page, {"password1": NEW, "password2": NEW}


def account_reauthenticate(here, browser):
    _forget_when(browser)
    return f"{ACCOUNTS}again/", {"password": PASSWORD}


def mfa_activate_totp(here, browser):
    page = f"{ACCOUNTS}2fa/app/add/"
    return page, {"code": code(key_on(browser.get(page)))}


def mfa_authenticate(here, browser):
    factories.set_up_codes(here.lucia)
    browser.post(*account_login(here, browser))
    return STEP, {"code": code(SECRET)}


def mfa_reauthenticate(here, browser):
    factories.set_up_codes(here.lucia)
    _forget_when(browser)
    return f"{ACCOUNTS}2fa/again/", {"code": code(SECRET)}


def mfa_deactivate_totp(here, browser):
    factories.set_up_codes(here.lucia)
    return f"{ACCOUNTS}2fa/app/remove/", {}


def mfa_generate_recovery_codes(here, browser):
    factories.set_up_codes(here.lucia)
    return f"{ACCOUNTS}2fa/codes/new/", {}


def mfa_remove_webauthn(here, browser):
    passkey = Authenticator.objects.create(
        user=here.lucia, type="webauthn", data={"name": "K", "credential": {}}
    )
    return f"{ACCOUNTS}2fa/passkeys/{passkey.pk}/remove/", {}


def session_end(here, browser):
    _sign_in_elsewhere(here)
    number = UserSession.objects.filter(user=here.lucia).latest("pk").pk
    return f"{ACCOUNTS}sessions/{number}/end/", {}


def usersessions_list(here, browser):
    browser.post(*account_login(here, browser))
    _sign_in_elsewhere(here)
    return f"{ACCOUNTS}sessions/", {}


def invitation(here, browser):
    return f"{ACCOUNTS}invitation/?token={here.token}", {"token": here.token}


def invitation_of_a_newcomer(here, browser):
    rios = here.organisations["rios-claros"]
    token = factories.invite(rios, "nora@onda.example", here.operator)[1]
    typed = {"name": "Nora", "password1": NEW, "password2": NEW, "language": "en"}
    return f"{ACCOUNTS}invitation/?token={token}", {"token": token, **typed}


def desk_seen(here, browser):
    return f"{DESK}seen/", {"until": timezone.now().isoformat()}


def desk_round_begin(here, browser):
    return f"{DESK}round/begin/", {}


def desk_round_skip(here, browser):
    browser.post(f"{DESK}round/begin/")
    return f"{DESK}round/skip/", {"at": here.milestone.uid}


def joint_note_presence(here, browser):
    return f"{NOTE}presence/", {"revision": "2"}


def drop_joint_note_draft(here, browser):
    send(browser, NOTE, text="A medias.", draft="1")
    return f"{NOTE}draft/drop/", {}


def _sign_in_elsewhere(here):
    elsewhere = Client()
    elsewhere.post(*account_login(here, elsewhere))


def _forget_when(browser):
    """Let the sign-in be too old for what is delicate."""
    session = browser.session
    session[SIGNED_IN_AT] -= 600
    session.save()


# --- What is different once it was sent -----------------------------------------------------------


def signed_in(here, browser):
    return is_in(browser)


def trusted(here, browser):
    """Whether the person was asked again not long ago."""
    return "/again/" not in browser.get(f"{ACCOUNTS}2fa/codes/new/").get("Location", "")


def new_password(here, browser):
    return fresh(here.lucia).check_password(NEW)


def link_came(here, browser):
    """Whether a mail came. Each of two brings a link, and both end when the password is set."""
    return bool(mail.outbox)


def factors(here, browser):
    return sorted(Authenticator.objects.values_list("user", "type"))


def sessions(here, browser):
    return UserSession.objects.filter(user=here.lucia).count()


def members(here, browser):
    return Membership.objects.count(), User.objects.count()


def visits(here, browser):
    return DeskVisit.objects.count()


def passage(here, browser):
    return browser.session.get("passage")


def presences(here, browser):
    return NotePresence.objects.count()


def drafts(here, browser):
    return JointNoteDraft.objects.count()


OWN = {
    account_login: ("", signed_in),
    account_logout: ("lucia", signed_in),
    account_change_password: ("lucia", new_password),
    account_reset_password: ("", link_came),
    account_reset_password_from_key: ("", new_password),
    account_reauthenticate: ("lucia", trusted),
    mfa_activate_totp: ("lucia", factors),
    mfa_authenticate: ("", signed_in),
    mfa_reauthenticate: ("lucia", trusted),
    mfa_deactivate_totp: ("lucia", factors),
    mfa_generate_recovery_codes: ("lucia", factors),
    mfa_remove_webauthn: ("lucia", factors),
    session_end: ("lucia", sessions),
    usersessions_list: ("", sessions),
    invitation: ("nadia", members),
    invitation_of_a_newcomer: ("", members),
    desk_seen: ("lucia", visits),
    desk_round_begin: ("amina", passage),
    desk_round_skip: ("amina", passage),
    joint_note_presence: ("lucia", presences),
    drop_joint_note_draft: ("lucia", drafts),
}

# What a passkey signs cannot be made without one, and a challenge that was answered is used up.
BY_PASSKEY = {"mfa_add_webauthn", "mfa_reauthenticate_webauthn"}
