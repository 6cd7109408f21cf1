"""Signing in with a second factor. Codes (RFC 6238) are computed apart from the site."""

import base64
import hashlib
import hmac
import re
import time

from django.test import Client

from tests.factories.people import PASSWORD
from tests.sending import send

LOGIN = "/en/accounts/login/"
STEP = "/en/accounts/2fa/code/"
APP = "/en/accounts/2fa/app/add/"
CODES = "/en/accounts/2fa/codes/"


def code(secret, steps=0):
    """Return the code of now, or of some steps of 30 seconds away from now."""
    counter = int(time.time()) // 30 + steps
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.new(key, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def with_password(user):
    """Return a browser that gave the right password, and what it was answered."""
    browser = Client()
    return browser, browser.post(LOGIN, {"login": user.email, "password": PASSWORD})


def is_in(browser):
    return browser.get("/en/accounts/sessions/").status_code == 200


def key_on(page):
    """Return the key that a page shows for an app with codes."""
    return re.search(r'id="key">([A-Z2-7 ]+)<', page.content.decode())[1]


def set_up(browser):
    """Set up an app with codes, and return its key."""
    page = browser.get(APP)
    key = key_on(page)
    assert send(browser, page, code=code(key)).url == CODES
    return key
