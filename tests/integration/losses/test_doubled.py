"""Every form sent twice makes one thing: an impatient thumb, a slow line, a page sent again."""

import copy
import os

import pytest
from django.test import Client

from ledger.models import HistoryEntry
from tests.desk import FROM_HERE
from tests.integration.addresses import addresses, name_of, takes_forms
from tests.integration.losses.forms import BUTTONS, DESK, FORMS, filled_in
from tests.integration.losses.own_forms import BY_PASSKEY, OWN
from tests.integration.losses.typing import controls_of, untouched
from tests.integration.trials import trial, written
from tracker.models import Entry

# 500 by ONDA_DOUBLED=500; the suite is content with less.
TIMES = int(os.environ.get("ONDA_DOUBLED", "2"))
# Done; done before; refused, with a sentence.
ANSWERS = {200, 201, 204, 302, 401, 403, 409, 410, 422}

# Forms of entries: each can be kept as a draft first.
KEPT_AS_DRAFTS = {
    "report_commitment",
    "report_milestone",
    "observe_commitment",
    "observe_milestone",
    "assess_commitment",
    "respond",
    "correct",
    "desk_round_at",
}


class Impatience:
    """Somebody who opened a form and sends it twice, the second time not knowing of the first."""

    def __init__(self, browser, page, values):
        self.page, self.values = page, values
        self.cookies = copy.deepcopy(browser.cookies)

    @classmethod
    def at(cls, form, here):
        browser = browser_of(getattr(here, form.who))
        page, typed = filled_in(form, here)
        opened = browser.get(page)
        return cls(browser, page, untouched(controls_of(opened)) | typed)

    def send(self, browser=None, **more):
        """Send the form: with the cookies of when it was opened, or by a browser that knows more."""
        for file in self.values.get("file", []):
            file.seek(0)
        if browser is None:
            browser = Client(headers=FROM_HERE)
            browser.cookies = copy.deepcopy(self.cookies)
        return browser.post(self.page, self.values | more)


def browser_of(person):
    browser = Client(headers=FROM_HERE)
    if person:
        browser.force_login(person)
    return browser


def done():
    return HistoryEntry.objects.count(), written()


@pytest.mark.parametrize("form", [*FORMS, *BUTTONS], ids=str)
def test_sent_twice_is_done_once(form, furnished):
    somebody = Impatience.at(form, furnished)
    before, made = done(), 0
    for _time in range(TIMES):
        with trial():
            first, once = somebody.send(), done()
            second, twice = somebody.send(), done()
            assert first.status_code in (200, 201, 302)
            assert second.status_code in ANSWERS
            assert before != once == twice
            made += once[0] - before[0]
    assert made == TIMES * form.leaves


@pytest.mark.parametrize("form", [f for f in DESK if f.name in KEPT_AS_DRAFTS], ids=str)
def test_a_draft_saved_twice_is_one_draft(form, furnished):
    somebody = Impatience.at(form, furnished)
    recorded, drafts = HistoryEntry.objects.count(), Entry.everything.count()
    for _time in range(TIMES):
        with trial():
            for _sending in range(2):
                assert somebody.send(draft="1").status_code == 302
            assert HistoryEntry.objects.count() == recorded
            assert Entry.everything.count() == drafts + 1


@pytest.mark.parametrize("form", OWN, ids=lambda form: form.__name__)
def test_ones_own_sent_twice_is_done_once(form, furnished):
    who, state = OWN[form]
    for _time in range(TIMES):
        with trial():
            browser = browser_of(getattr(furnished, who) if who else None)
            somebody = Impatience(browser, *form(furnished, browser))
            before = state(furnished, browser)
            first, once = somebody.send(browser), state(furnished, browser)
            second, twice = somebody.send(), state(furnished, browser)
            assert first.status_code in (200, 302)
            assert second.status_code in ANSWERS
            assert before != once == twice


def test_every_address_that_takes_a_form_is_sent_twice(furnished):
    sent = {name_of(filled_in(form, furnished)[0]) for form in (*FORMS, *BUTTONS)}
    sent |= {form.__name__ for form in OWN} | BY_PASSKEY
    takers = {address.name for address in addresses() if takes_forms(address.name)}
    assert takers - sent == set(), "add a line to tests/integration/losses/forms.py or own_forms.py"
