"""Addresses under /LANG/accounts/, by the names that django-allauth looks for.

Only what exists for our people: accounts and their addresses are opened by the secretariat, so there is
neither sign-up nor a page to manage addresses, and a password is set by a mailed link.
"""

from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.views import passwords, sessions, signing_in

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="usersessions_list")),
    path("login/", signing_in.sign_in, name="account_login"),
    path("logout/", signing_in.sign_out, name="account_logout"),
    path("inactive/", signing_in.shut_account, name="account_inactive"),
    path("join/", signing_in.how_to_join, name="account_signup"),
    path("sessions/", sessions.sessions, name="usersessions_list"),
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
