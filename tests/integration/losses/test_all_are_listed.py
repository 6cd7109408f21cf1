"""A form in which something can be typed, and that is not in the table, fails here."""

import pytest
from django.test import Client

from tests.integration.addresses import addresses, doors, name_of, paths, takes_forms
from tests.integration.losses.forms import FORMS, OF_ANYBODY, SECRET, filled_in
from tests.integration.losses.typing import controls_of

pytestmark = pytest.mark.engine("sqlite")

WRITERS = ("amina", "lucia", "pat", "irene")


def listed(here):
    """Return the names of the addresses that the table tries."""
    return {name_of(filled_in(form, here)[0]) for form in FORMS} | SECRET | OF_ANYBODY


def can_be_typed_in(response):
    return response.status_code == 200 and any(c.is_typed_in for c in controls_of(response))


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.mark.usefixtures("plain_404")
def test_every_form_is_in_the_table(furnished):
    known = listed(furnished)
    browsers = {name: browser_of(getattr(furnished, name)) for name in WRITERS}
    found = [
        (name, path)
        for address in addresses()
        if address.name not in known
        # Of what has an identifier there are many: a page with a form takes it itself.
        if "uid" not in address.parameters or takes_forms(address.name)
        for path in paths(address, furnished)
        for name, browser in browsers.items()
        if "html" in (page := browser.get(path)).get("Content-Type", "") and can_be_typed_in(page)
    ]
    assert found == [], "add a line to tests/integration/losses/forms.py"


def test_every_door_of_the_administration_is_in_the_table(furnished):
    known, browser = listed(furnished), browser_of(furnished.pat)
    unknown = {
        name
        for name, path in doors().items()
        if name not in known and can_be_typed_in(browser.get(path))
    }
    assert unknown == set(), "add a door to tests/integration/admin_doors.py"
