"""Saying that there is nothing to report: spoken, honest, and no new verdict."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ledger.models import recorded_models
from ledger.verification import rebuild_check
from tests import factories
from tests.desk import REPORT, WATER, entry_at
from tests.sending import send, text_of
from tracker.actions import entries
from tracker.models import MilestoneStatus, ProgressReport
from tracker.presenters.statements import title

pytestmark = pytest.mark.django_db

NOTHING = f"{WATER}milestones/1/nothing/"


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


# --- Its page -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("strict_templates")
def test_one_page_says_it_and_readers_find_it(as_, here, clock):
    factories.report(here.milestone, here.amina, "limited", text="Publicamos la primera versión.")
    clock.shift(dt.timedelta(days=40))
    client = as_(here.amina)
    page = client.get(NOTHING)
    assert "Publicamos la primera versión." in text_of(page)
    entry = entry_at(send(client, page))
    for path in (
        entry.get_absolute_url(),
        here.milestone.get_absolute_url(),
        here.commitment.get_absolute_url(),
        "/en/organisations/ministerio-del-agua/",
        "/en/",
        "/en/plans/vereda/",
        REPORT,
    ):
        response = client.get(path)
        assert response.status_code == 200, path
    milestone = text_of(client.get(here.milestone.get_absolute_url()))
    assert "Nothing to report since 23 Nov 2026" in milestone
    assert "Publicamos la primera versión." in milestone
    history = text_of(client.get("/en/plans/vereda/history/"))
    assert "Nothing to report since" in history


@pytest.mark.usefixtures("strict_templates")
def test_the_first_one_asks_why_beside_the_field(as_, here):
    client = as_(here.amina)
    response = send(client, NOTHING, text="Nada aún.")
    assert response.status_code == 422
    assert "Say what the difficulties are" in text_of(response)
    assert "Nada aún." in text_of(response)
    entry = entry_at(send(client, response, difficulties="Sin presupuesto."))
    assert entry.completion == "not_started"


@pytest.mark.usefixtures("strict_templates")
def test_a_report_that_came_between_is_shown_first(as_, here):
    factories.report(here.milestone, here.amina, "limited")
    client = as_(here.amina)
    page = client.get(NOTHING)
    factories.report(here.milestone, here.amina, "substantial", text="Lo de una colega.")
    response = send(client, page, text="Nada.")
    assert response.status_code == 409
    assert "Lo de una colega." in text_of(response)
    assert "Your side reported meanwhile." in text_of(response)
    said = entry_at(send(client, response))
    assert (said.completion, said.text) == ("substantial", "Nada.")


@pytest.mark.parametrize(
    "change", [{"uid": "x"}, {"version": "-1"}, {"reports": None}, {"uid": None}]
)
def test_lost_numbers_lose_no_text(as_, here, change):
    factories.report(here.milestone, here.amina)
    response = send(as_(here.amina), NOTHING, text="Nada nuevo.", **change)
    assert response.status_code == 422
    assert "Nada nuevo." in text_of(response)


def test_others_are_refused_with_the_reason(as_, here):
    for name in ("omar", "lucia", "tomas", "pat", "irene"):
        response = as_(getattr(here, name)).get(NOTHING)
        assert response.status_code == 403
        assert "reports progress here" in text_of(response)


def test_what_is_complete_is_refused_before_anything_is_typed(as_, here):
    factories.report(here.milestone, here.amina, "complete")
    assert as_(here.amina).get(NOTHING).status_code == 403


# --- Of all that one owes in a commitment -------------------------------------------------------

OF_ALL = f"{WATER}nothing/"


@pytest.fixture
def three(here):
    """Two milestones of the ministry with a report and one without; one of its own is complete."""
    owner = here.organisations["ministerio-del-agua"]
    second, _silent, done = (
        factories.add_milestone(here.commitment, here.pat, number=number, owner=owner)
        for number in (21, 22, 23)
    )
    for milestone, completion in ((here.milestone, "limited"), (second, "substantial")):
        factories.report(milestone, here.amina, completion)
    factories.report(done, here.amina, "complete")
    factories.report(here.cso_milestone, here.lucia, "limited")
    return [here.milestone, second]


@pytest.mark.usefixtures("strict_templates")
def test_one_form_says_it_of_each_milestone_reported_on(as_, here, three, clock):
    clock.shift(dt.timedelta(days=40))
    client = as_(here.amina)
    assert OF_ALL in text_of(client.get(NOTHING))
    page = client.get(OF_ALL)
    assert [n for n in ("1.1", "1.2", "1.21", "1.22", "1.23") if f">{n}<" in text_of(page)] == [
        "1.1",
        "1.21",
    ]
    for _twice in range(2):
        response = send(client, page, text="Sigue la licitación.")
        assert response["Location"] == here.commitment.get_absolute_url()
    said = ProgressReport.objects.filter(nothing_new=True)
    assert {(row.milestone_id, row.completion, row.text) for row in said} == {
        (three[0].pk, "limited", "Sigue la licitación."),
        (three[1].pk, "substantial", "Sigue la licitación."),
    }
    assert clean()


def test_what_was_reported_meanwhile_is_met_and_nothing_is_said(as_, here, three):
    client = as_(here.amina)
    page = client.get(OF_ALL)
    factories.report(three[1], here.amina, "substantial")
    response = send(client, page, text="Sigue.")
    assert response.status_code == 409
    assert "Your side reported meanwhile" in text_of(response)
    assert "Sigue." in text_of(response)
    assert not ProgressReport.objects.filter(nothing_new=True).exists()
    assert send(client, response).status_code == 302
    assert ProgressReport.objects.filter(nothing_new=True).count() == 2


def test_the_same_form_with_other_words_is_met(as_, here, three):
    client = as_(here.amina)
    page = client.get(OF_ALL)
    send(client, page, text="Sigue.")
    response = send(client, page, text="Otra cosa.")
    assert response.status_code == 409
    assert "Otra cosa." in text_of(response)
    assert set(ProgressReport.objects.filter(nothing_new=True).values_list("text", flat=True)) == {
        "Sigue."
    }


def test_of_all_or_of_none(as_, here, three, monkeypatch):
    """A milestone that cannot be published takes the others back with it."""
    publish = entries.publish

    def fail_at_the_second(**fields):
        if fields["subject"].number == 21:
            raise ValidationError("Broken.")
        return publish(**fields)

    monkeypatch.setattr(entries, "publish", fail_at_the_second)
    with pytest.raises(ValidationError):
        factories.report_nothing_of_all(here.commitment, here.amina)
    response = send(as_(here.amina), OF_ALL, text="Sigue.")
    assert response.status_code == 422
    assert "Broken." in text_of(response)
    assert "Sigue." in text_of(response)
    assert not ProgressReport.objects.filter(nothing_new=True).exists()


@pytest.mark.parametrize("name", ["omar", "tomas", "pat", "irene"])
def test_who_owes_nothing_there_is_told_so(as_, here, three, name):
    response = as_(getattr(here, name)).get(OF_ALL)
    assert response.status_code == 403
    assert "owns no milestone of this commitment" in text_of(response)


def test_without_an_earlier_report_each_milestone_has_its_own_form(as_, here):
    response = as_(here.amina).get(OF_ALL)
    assert response.status_code == 403
    assert "that it has reported on before" in text_of(response)
