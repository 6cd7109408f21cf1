"""The links of public evidence are asked once a week, where the site is told to, and pages say what came of it."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command
from django.test import Client

from ledger.models import HistoryEntry
from tests import factories, world
from tests.reading import words
from tracker import links
from tracker.actions import entries
from tracker.actions.links import AT_ONCE, check_links
from tracker.models import Evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch, settings):
    """What was asked; every link answers with `asked.state`."""

    class Asked(list):
        state = "answers"

    found = Asked()
    settings.CHECK_LINKS = True
    monkeypatch.setattr(links, "ask", lambda url: found.append(url) or found.state)
    return found


@pytest.fixture
def report(here):
    return factories.report(here.milestone, here.amina)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("answers", "(answered on 23 Nov 2026)"),
        ("moved", "(had moved on 23 Nov 2026)"),
        ("gone", "(was gone on 23 Nov 2026)"),
        ("no_answer", "(did not answer on 23 Nov 2026)"),
    ],
)
def test_a_page_says_what_came_of_it(report, asked, state, sentence):
    asked.state = state
    before = HistoryEntry.objects.count()
    call_command("work", "--once")
    assert sentence in words(Client().get(report.get_absolute_url()))
    assert sentence in words(Client().get("/en/plans/vereda/commitments/1/"))
    assert HistoryEntry.objects.count() == before
    call_command("rebuild_check")


def test_nothing_is_asked_unless_the_site_is_told_to(report, asked, settings):
    settings.CHECK_LINKS = False
    assert check_links(world.NOW) == 0
    assert asked == []
    assert "answered on" not in words(Client().get(report.get_absolute_url()))


def test_each_link_is_asked_once_a_week(report, asked):
    for hours, times in ((0, 1), (1, 1), (7 * 24, 1), (7 * 24 + 1, 2)):
        check_links(world.NOW + dt.timedelta(hours=hours))
        assert len(asked) == times


def test_drafts_and_files_are_not_asked(here, asked):
    entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        evidence=[{"title": "Secreto", "url": "https://secreto.vereda.example/"}],
    )
    file = factories.upload(here.amina)
    factories.report(here.milestone, here.amina, evidence=[{"title": "x", "upload": file}])
    assert check_links(world.NOW) == 0


def test_a_few_at_a_time_and_an_address_of_many_once(here, asked):
    for number in range(AT_ONCE + 2):
        link = {"title": "x", "url": f"https://datos.vereda.example/{number}"}
        factories.report(here.milestone, here.amina, evidence=[link, factories.words.LINK])
    assert check_links(world.NOW) == AT_ONCE
    assert check_links(world.NOW) == 3
    assert len(set(asked)) == len(asked) == AT_ONCE + 3
    assert not Evidence.objects.filter(link_checked_at=None).exists()
