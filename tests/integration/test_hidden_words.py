"""Hidden and erased words on every page that can be reached, as a visitor, as both sides, as the secretariat."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from tests import factories, world
from tests.crawling import bodies, where
from tests.desk import entry_page
from tracker.actions import entries

pytestmark = pytest.mark.engine("sqlite")

CANARIES = {
    "text": "canario-texto",
    "difficulties": "canario-dificultad",
    "next_step": "canario-paso",
    "asks": "canario-pregunta",
    "title": "canario-titulo",
    "url": "https://canario.vereda.example/",
    "reason": "canario-retiro",
}
# A visitor, the authors of both sides, a steward, who keeps the frame.
EVERYBODY = ("visitor", "amina", "lucia", "tomas", "pat")
# Where a steward reads what a key is asked for; nobody else gets there.
DECIDING = ("/redact/", "/lift/")
EVIDENCE = [{"title": CANARIES["title"], "url": CANARIES["url"]}]


@pytest.fixture
def spoken(here):
    """A report and an observation full of canaries, one of them answered, another withdrawn."""
    factories.name_stewards(here)
    here.report = factories.report(
        here.milestone,
        here.amina,
        "limited",
        text=CANARIES["text"],
        difficulties=CANARIES["difficulties"],
        next_step=CANARIES["next_step"],
        evidence=EVIDENCE,
    )
    here.observation = factories.observe(
        here.milestone,
        here.lucia,
        "complete",
        text=CANARIES["text"],
        asks=CANARIES["asks"],
        evidence=EVIDENCE,
    )
    factories.observe(here.commitment, here.lucia, "complete", text="Otra cosa.")
    here.gone = factories.report(here.commitment, here.amina, text=CANARIES["text"])
    entries.withdraw(entry=here.gone, reason=CANARIES["reason"], by=here.amina, seen_version=2)
    here.all = (here.report, here.observation, here.gone)
    return here


def seen_by(here, name):
    """Return `{canary: addresses}` of what somebody reads, forms that start from old words included."""
    user = AnonymousUser() if name == "visitor" else getattr(here, name)
    forms = [
        *(entry_page(here.report, verb) for verb in ("correct", "withdraw")),
        *(entry_page(here.observation, verb) for verb in ("respond", "correct", "withdraw")),
    ]
    found = bodies(user, *(e.get_absolute_url() for e in here.all), *forms)
    assert len(found) > 20
    if name == "tomas":
        found = {at: body for at, body in found.items() if not at.endswith(DECIDING)}
    return {canary: at for canary in CANARIES.values() if (at := where(canary, found))}


@pytest.mark.parametrize("name", ["visitor", "pat"])
def test_the_canaries_sing_before(name, spoken):
    seen = seen_by(spoken, name)
    assert set(seen) == set(CANARIES.values())
    assert all(len(at) >= 3 for at in seen.values())


@pytest.mark.parametrize("name", EVERYBODY)
def test_hidden_words_stand_nowhere(name, spoken):
    for entry in spoken.all:
        factories.hold(entry, spoken.omar)
    assert seen_by(spoken, name) == {}


@pytest.mark.parametrize("name", ["visitor"])
def test_they_stand_everywhere_again_when_the_hold_ends(name, spoken):
    before = seen_by(spoken, name)
    for entry in spoken.all:
        factories.hold(entry, spoken.omar)
    with time_machine.travel(world.NOW + dt.timedelta(hours=71, minutes=59), tick=False):
        assert seen_by(spoken, name) == {}
    with time_machine.travel(world.NOW + dt.timedelta(hours=72), tick=False):
        assert set(seen_by(spoken, name)) == set(before)


def erase_all(here):
    for entry, fields in (
        (here.report, ["text", "difficulties", "next_step", "evidence"]),
        (here.observation, ["text", "asks", "evidence"]),
        (here.gone, ["text", "withdrawal_reason"]),
    ):
        factories.redact(entry, here.omar, here.tomas, fields)


@pytest.mark.parametrize("name", ["visitor", "tomas", "pat"])
def test_erased_words_stand_nowhere(name, spoken):
    erase_all(spoken)
    assert seen_by(spoken, name) == {}


def test_a_request_to_erase_hides_nothing(spoken):
    factories.ask_redaction(spoken.report, spoken.omar)
    assert CANARIES["text"] in seen_by(spoken, "visitor")
