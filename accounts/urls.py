"""Addresses under /LANG/accounts/, many by the names that django-allauth looks for.

Only what exists for our people: an account comes by invitation or from the secretariat, so there is
neither sign-up nor a page to manage addresses, and a forgotten password is set by a mailed link.
"""

from django.urls import path, re_path

from accounts.views import (
    factors,
    inviting,
    joining,
    members,
    passwords,
    second_factor,
    security,
    sessions,
    signing_in,
)

urlpatterns = [
    path("", security.security, name="security"),
    path("login/", signing_in.sign_in, name="account_login"),
    path("logout/", signing_in.sign_out, name="account_logout"),
    path("inactive/", signing_in.shut_account, name="account_inactive"),
    path("join/", signing_in.how_to_join, name="account_signup"),
    path("invitation/", joining.join, name="invitation"),
    path("invitations/<uuid:uid>/again/", inviting.renew, name="invitation_renew"),
    path("invitations/<uuid:uid>/withdraw/", inviting.withdraw, name="invitation_withdraw"),
    path("organisations/<slug:slug>/members/", members.members, name="members"),
    path("organisations/<slug:slug>/members/invite/", inviting.invite, name="invite"),
    path("memberships/<uuid:uid>/role/", members.role, name="member_role"),
    path("memberships/<uuid:uid>/end/", members.end, name="member_end"),
    path("sessions/", sessions.sessions, name="usersessions_list"),
    path("sessions/<int:number>/end/", sessions.end, name="session_end"),
    path("again/", second_factor.by_password, name="account_reauthenticate"),
    path("2fa/code/", second_factor.second_step, name="mfa_authenticate"),
    path("2fa/again/", second_factor.by_code, name="mfa_reauthenticate"),
    path("2fa/again/passkey/", second_factor.by_passkey, name="mfa_reauthenticate_webauthn"),
    path("2fa/app/add/", factors.add_app, name="mfa_activate_totp"),
    path("2fa/app/remove/", factors.remove_app, name="mfa_deactivate_totp"),
    path("2fa/passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/codes/", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/codes/file/", factors.download_codes, name="mfa_download_recovery_codes"),
    path("2fa/codes/new/", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("password/change/", passwords.change, name="account_change_password"),
    path("password/reset/", passwords.ask_reset, name="account_reset_password"),
    path("password/reset/done/", passwords.reset_sent, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        passwords.was_set,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.set_from_link,
        name="account_reset_password_from_key",
    ),
]
