"""Every form of the site, sent by people of every role: the declared table is what really happens.

A new address that takes a form and has no row in `tracker/authorization/roles.py` fails here.
"""

import pytest
from django.test import Client

from accounts.models import User
from tests.desk import FROM_HERE
from tests.integration.addresses import addresses, doors, name_of, takes_forms
from tests.integration.losses.forms import BUTTONS, FORMS, filled_in
from tests.integration.losses.typing import controls_of, untouched
from tests.integration.trials import trial, written
from tracker.authorization.roles import OWN, ROLES, TABLE

pytestmark = pytest.mark.engine("postgresql")

PEOPLE = {
    "lead": "amina",
    "official": "omar",
    "seat": "lucia",
    "members": "carla",
    "cso": "tomas",
    "secretariat": "pat",
    "other": "sara",
    "reviewer": "irene",
    "operator": "operator",
    "former": "felix",
    "invited": "nadia",
    "visitor": None,
}
ROWS = {name: allowed for rows in TABLE.values() for name, (_what, allowed) in rows.items()}
SENT = [*FORMS, *BUTTONS]
# 401: sign in first. 404: hidden.
REFUSED = {401, 403, 404}
# Somebody else's draft is as if it were not there: a sending that comes late is told so, on the desk.
LED_AWAY = {"discard_draft", "share_obstacle", "publish_now", "take_back", "take_back_signature"}


def browser_of(here, name):
    browser = Client(headers=FROM_HERE)
    if name:
        browser.force_login(User.objects.get(pk=getattr(here, name).pk))
    return browser


def test_everybody_is_somebody():
    assert list(PEOPLE) == list(ROLES)


@pytest.mark.parametrize("form", SENT, ids=str)
def test_the_table_is_what_everybody_may(form, furnished):
    page, typed = filled_in(form, furnished)
    opened = browser_of(furnished, form.who).get(page)
    values = untouched(controls_of(opened)) | typed
    really, wrong = set(), []
    for role, name in PEOPLE.items():
        with trial():
            before = written()
            for file in values.get("file", []):
                file.seek(0)
            response = browser_of(furnished, name).post(page, values)
            if written() != before:
                really.add(role)
            elif response.status_code not in REFUSED and form.name not in LED_AWAY:
                wrong.append((role, response.status_code))
    assert wrong == []
    assert really == ROWS[name_of(page)]


def test_every_address_that_takes_a_form_has_a_row(furnished):
    sendable = {address.name for address in addresses() if takes_forms(address.name)}
    assert sendable - set(OWN) - set(ROWS) == set()
    assert set(OWN) <= sendable


def test_every_row_is_tried(furnished):
    assert {name_of(filled_in(form, furnished)[0]) for form in SENT} == set(ROWS)


def test_every_page_of_the_administration_that_writes_has_a_row(furnished):
    browser = browser_of(furnished, "pat")
    open_to_pat = {
        name for name, path in doors().items() if b'type="submit"' in _main(browser, path)
    }
    assert open_to_pat - set(ROWS) == set()


def _main(browser, path):
    """Return a page without its frame, which holds the form for signing out."""
    return browser.get(path).content.partition(b'id="content"')[2]
