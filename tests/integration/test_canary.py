"""What is not public carries a word that nothing else has; the word is looked for wherever others read.

A new kind of hidden text needs one line in SECRETS.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ledger.models import HistoryValue
from tests import factories, world
from tests.desk import OBSERVE, OBSERVED, RIPPLE, RIPPLED, WATER, entry_page
from tests.integration import obstacle_writes
from tests.integration.addresses import addresses, doors, paths
from tests.sending import send
from tracker.actions import sharing, uploads
from tracker.models import Entry

pytestmark = pytest.mark.engine("postgresql")


class Secret(NamedTuple):
    """`plant(here, word)` writes it; `readers` may read it; the first of them finds it on `page`."""

    word: str
    plant: Callable
    readers: frozenset
    page: Callable
    is_outside_history: bool = True


def a_draft(here, word):
    client = Client()
    client.force_login(here.lucia)
    told = {"text": f"Faltan {word}.", "asks": f"¿Dónde está {word}?"}
    evidence = {"evidence__1__url": f"https://vereda.example/{word}", "evidence__1__title": word}
    assert send(client, OBSERVE, **OBSERVED | told | evidence, draft="1").status_code == 302
    return Entry.everything.filter(state="draft", text__contains=word).get()


def a_draft_kept_by_itself(here, word):
    client = Client()
    client.force_login(here.lucia)
    sent = send(client, OBSERVE, **OBSERVED | {"text": word}, draft="1", autosave="1")
    assert sent.status_code == 200
    return Entry.everything.filter(state="draft", text__contains=word).get()


def a_draft_of_a_correction(here, word):
    client = Client()
    client.force_login(here.lucia)
    page = entry_page(here.observation, "correct")
    assert send(client, page, **OBSERVED | {"text": word}, draft="1").status_code == 302
    return Entry.everything.filter(state="draft", text__contains=word).get()


def a_draft_of_a_ripple(here, word):
    client = Client()
    client.force_login(here.lucia)
    told = {"title": word, "place": word, "contribution": f"Por {word}."}
    assert send(client, RIPPLE, **RIPPLED | told, draft="1").status_code == 302
    return Entry.everything.filter(state="draft", ripple__title=word).get()


def a_file_of_no_entry(here, word):
    return uploads.stage_file(
        organisation=here.organisations["rios-claros"],
        by=here.lucia,
        file=SimpleUploadedFile(f"{word}.csv", f"pozo,{word}\n1,20\n".encode()),
        name=f"{word}.csv",
    )


def an_embargoed_observation(here, word):
    day = world.NOW + dt.timedelta(days=5)
    return factories.observe(here.milestone, here.lucia, text=f"Faltan {word}.", not_before=day)


def an_obstacle_with_the_table(here, word):
    told = {"text": f"Falta {word}.", "ask": f"Que {word} firme.", "law": f"Ley {word}"}
    draft = obstacle_writes.draft(here, unblocker_text=word, **told)
    return sharing.share(entry=draft, by=here.lucia, seen_version=1)


def a_text_of_two_sides_that_is_not_agreed(here, word):
    return factories.write_note(here.milestone, here.lucia, f"Las dos partes vimos {word}.")


def a_plan_in_preparation(here, word):
    return factories.add_plan(here.pat, slug="en-preparacion", in_force=False, title_en=word)


def _edit(row):
    return entry_page(row, "edit")


RIOS = frozenset({"lucia"})
SECRETS = [
    Secret("Zopilote", a_draft, RIOS, _edit),
    Secret("Quetzalote", a_draft_kept_by_itself, RIOS, _edit),
    Secret("Cenzontle", a_draft_of_a_correction, RIOS, _edit),
    Secret("Ajolotito", a_draft_of_a_ripple, RIOS, _edit),
    Secret("Tecolotito", a_file_of_no_entry, RIOS, lambda row: f"/en/evidence/{row.uid}/"),
    Secret(
        "Huitlacoche",
        an_embargoed_observation,
        RIOS,
        lambda row: entry_page(row, "publish"),
    ),
    Secret(
        "Ahuehuete",
        an_obstacle_with_the_table,
        frozenset({"amina", "lucia", "pat"}),
        lambda row: f"/en/entries/{row.uid}/",
    ),
    Secret(
        "Chapulinero",
        a_text_of_two_sides_that_is_not_agreed,
        frozenset({"amina", "lucia", "pat"}),
        lambda row: f"{WATER}milestones/1/note/",
    ),
    Secret(
        "Guajolote",
        a_plan_in_preparation,
        frozenset({"pat"}),
        lambda row: "/en/plans/en-preparacion/",
        is_outside_history=False,
    ),
]
READERS = ("visitor", "amina", "tomas")
LISTS = ("/en/plans/vereda/commitments/", "/en/organisations/", "/en/history/")


@pytest.fixture
def planted(furnished, caplog, mailoutbox):
    """Return the world in which all secrets are written, and the rows by their word."""
    caplog.set_level(logging.DEBUG)
    here = furnished
    here.rows = {secret.word: secret.plant(here, secret.word) for secret in SECRETS}
    return here


def browser_of(here, name):
    client = Client()
    if name != "visitor":
        client.force_login(getattr(here, name))
    return client


def whole(response):
    """Return all that a reader gets: address, headers and body, also of a file."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{body.decode(errors='replace')}"


def hidden_from(name):
    return [secret.word for secret in SECRETS if name not in secret.readers]


@pytest.mark.usefixtures("plain_404")
@pytest.mark.parametrize("name", READERS)
def test_no_page_file_or_export_tells(name, planted):
    browser, told = browser_of(planted, name), []
    for address in addresses():
        for path in paths(address, planted):
            page = whole(browser.get(path))
            told += [(path, word) for word in hidden_from(name) if word in page]
    assert told == []


def test_the_administration_tells_its_keepers_nothing_either(planted):
    browser = browser_of(planted, "pat")
    pages = [*doors().values(), "/admin/tracker/entry/", "/admin/ledger/historyentry/", "/admin/"]
    told = [
        (path, word)
        for path in pages
        for page in [whole(browser.get(path))]
        for word in hidden_from("pat")
        if word in page
    ]
    assert told == []


@pytest.mark.parametrize("path", LISTS)
def test_no_search_tells_that_there_is_something(path, planted):
    browser = browser_of(planted, "visitor")
    nothing = "Xyzzyplugh"
    expected = _found(browser, path, nothing)
    for secret in SECRETS:
        assert _found(browser, path, secret.word) == expected


def _found(browser, path, word):
    """Return what a search shows, without the word that was asked for."""
    return browser.get(path, {"q": word}).content.decode().replace(word, "")


def test_neither_history_nor_mail_nor_log_tells(planted, caplog):
    for secret in SECRETS:
        if secret.is_outside_history:
            assert not HistoryValue.objects.filter(value__contains=secret.word).exists()
        assert not [m for m in mail.outbox if secret.word in f"{m.subject}{m.body}{m.recipients()}"]
        assert secret.word not in caplog.text


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.plant.__name__)
def test_who_may_read_it_finds_it(secret, planted):
    """Otherwise the others would find nothing because there is nothing."""
    browser = browser_of(planted, sorted(secret.readers)[0])
    assert secret.word in whole(browser.get(secret.page(planted.rows[secret.word])))
