"""Saying that there is nothing to report: spoken, honest, and no new verdict."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ledger.models import recorded_models
from ledger.verification import rebuild_check
from tests import factories
from tracker.actions import entries
from tracker.models import MilestoneStatus, ProgressReport
from tracker.presenters.statements import title

pytestmark = pytest.mark.django_db


def status(milestone):
    return MilestoneStatus.objects.get(milestone=milestone)


def clean():
    return list(rebuild_check(recorded_models())) == []


def test_it_repeats_the_last_report_which_goes_on_counting_from_its_own_day(here, clock):
    first = factories.report(here.milestone, here.amina, "limited")
    clock.shift(dt.timedelta(days=40))
    said = factories.report_nothing(here.milestone, here.amina)
    assert (said.completion, said.text, said.nothing_since) == ("limited", "", first.said_date)
    now = status(here.milestone)
    assert (now.government_entry_id, now.government_date) == (first.pk, first.said_date)
    assert now.government_evidence == 1
    assert now.government_spoke == said.said_date
    assert clean()


def test_since_is_the_day_of_the_last_report_that_told_something(here, clock):
    first = factories.report(here.milestone, here.amina)
    for _month in range(2):
        clock.shift(dt.timedelta(days=30))
        said = factories.report_nothing(here.milestone, here.amina, text="Sigue la licitación.")
    assert said.nothing_since == first.said_date
    assert title(said) == "Nothing to report since 23 Nov 2026"


def test_without_an_earlier_report_it_is_not_started_and_says_why(here):
    with pytest.raises(ValidationError) as refused:
        factories.report_nothing(here.milestone, here.amina)
    assert "difficulties" in refused.value.message_dict
    said = factories.report_nothing(here.milestone, here.amina, difficulties="Sin presupuesto.")
    assert (said.completion, said.nothing_since) == ("not_started", None)
    assert title(said) == "Nothing to report yet"
    assert status(here.milestone).government_entry_id == said.pk
    assert clean()


def test_what_is_complete_owes_nothing(here):
    factories.report(here.milestone, here.amina, "complete")
    with pytest.raises(ValidationError):
        factories.report_nothing(here.milestone, here.amina)


def test_a_withdrawn_report_leaves_the_repeated_word_standing(here):
    first = factories.report(here.milestone, here.amina, "limited")
    said = factories.report_nothing(here.milestone, here.amina)
    entries.withdraw(entry=first, reason="Error.", by=here.amina, seen_version=first.version)
    assert status(here.milestone).government_entry_id == said.pk
    assert clean()


def test_the_same_form_sent_twice_says_it_once(here):
    said = factories.report_nothing(here.milestone, here.amina, difficulties="Sin presupuesto.")
    again = factories.report_nothing(
        here.milestone, here.amina, uid=said.uid, difficulties="Sin presupuesto."
    )
    assert again.pk == said.pk
    assert ProgressReport.objects.count() == 1
