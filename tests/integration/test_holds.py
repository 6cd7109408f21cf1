"""Words hidden by one side: at once, for 72 hours, once, in the open."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.authorization.verdicts import NotAllowed
from ledger.models import HistoryEntry, StaleVersion, recorded_models
from ledger.projections import projection_checks
from ledger.verification import rebuild_check
from tests import factories, world
from tracker.actions import entries, holds
from tracker.models import Entry, Evidence, Hold
from tracker.models.veil import unveiled
from tracker.workflow import WrongState

AFTER = world.NOW + Hold.LASTS


@pytest.fixture
def said(here):
    here.plan = factories.name_stewards(here)
    here.said = factories.observe(here.milestone, here.lucia, evidence=[LINK])
    return here


LINK = {"title": "Padrón", "url": "https://datos.vereda.example/padron.csv"}


def seen(said):
    return Entry.objects.with_kinds().get(pk=said.said.pk)


def test_words_read_empty_and_stay_as_they_are_underneath(said):
    factories.hold(said.said, said.omar)
    entry = seen(said)
    assert (entry.text, entry.detail.text, entry.detail.asks) == ("", "", "")
    assert [(piece.title, piece.url) for piece in entry.evidence.all()] == [("", "")]
    assert entry.completion == "limited"
    with unveiled():
        assert entry.text == "Faltan dos archivos."
    with time_machine.travel(AFTER, tick=False):
        assert entry.text == "Faltan dos archivos."
        assert seen(said).evidence.get().title == "Padrón"


def test_what_is_hidden_is_never_saved_as_empty(said):
    factories.hold(said.said, said.omar)
    entry = seen(said)
    entry.refresh_from_db()
    entry.save()
    piece = Evidence.objects.get(entry=entry)
    piece.save()
    entries.withdraw(entry=entry, reason="Mistake", by=said.lucia, seen_version=entry.version)
    with unveiled():
        assert seen(said).text == "Faltan dos archivos."
        assert Evidence.objects.get(entry=entry).title == "Padrón"
    assert list(rebuild_check(recorded_models())) == []
    assert [drift for check in projection_checks for drift in check()] == []


def test_the_verdict_stays(said):
    before = type(said.milestone).objects.get(pk=said.milestone.pk).status
    factories.hold(said.said, said.omar)
    after = type(said.milestone).objects.get(pk=said.milestone.pk).status
    assert after.civil_society_completion == before.civil_society_completion == "limited"


def test_a_side_hides_once_and_the_other_once_more(said):
    factories.hold(said.said, said.omar)
    with pytest.raises(NotAllowed, match="hidden already"):
        factories.hold(said.said, said.tomas)
    with pytest.raises(NotAllowed, match="cannot be renewed"):
        factories.hold(said.said, said.omar, now=AFTER)
    again = factories.hold(said.said, said.tomas, now=AFTER)
    with pytest.raises(NotAllowed, match="cannot be renewed"):
        factories.hold(said.said, said.tomas, now=again.until)


def test_lifted_by_whoever_hid_it_or_by_the_other_side(said):
    hidden = factories.hold(said.said, said.omar)
    for by in (said.lucia, said.amina, said.pat):
        with pytest.raises(NotAllowed, match="who hid these words"):
            holds.lift(hold=hidden, by=by, seen_version=1)
    lifted = holds.lift(hold=hidden, by=said.tomas, seen_version=1)
    assert lifted.lifted_by_name == said.organisations["mira-el-gasto"].short
    assert seen(said).text
    assert seen(said).evidence.get().title
    with pytest.raises(WrongState, match="not hidden any more"):
        holds.lift(hold=hidden, by=said.omar, seen_version=2)


def test_nothing_is_lifted_after_it_lapsed(said):
    hidden = factories.hold(said.said, said.omar)
    with pytest.raises(WrongState):
        holds.lift(hold=hidden, by=said.omar, seen_version=1, now=AFTER)


def test_the_same_form_sent_twice_hides_once(said):
    uid = uuid.uuid4()
    first = factories.hold(said.said, said.omar, uid=uid)
    assert factories.hold(said.said, said.omar, uid=uid) == first
    other = factories.report(said.milestone, said.amina)
    with pytest.raises(ValidationError, match="another entry"):
        factories.hold(other, said.omar, uid=uid)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"reason": "  "}, "reason"), ({"ground": "dislike"}, "ground"), ({"ground": ""}, "ground")],
)
def test_without_a_listed_ground_and_a_reason_nothing_is_hidden(wrong, field, said):
    with pytest.raises(ValidationError) as refused:
        factories.hold(said.said, said.omar, **wrong)
    assert field in refused.value.message_dict
    assert not Hold.objects.exists()


def test_words_that_changed_meanwhile_are_read_again_first(said):
    entries.withdraw(entry=said.said, reason="Mistake", by=said.lucia, seen_version=2)
    with pytest.raises(StaleVersion):
        factories.hold(said.said, said.omar, seen_version=2)


def test_a_draft_is_not_hidden(said):
    draft = entries.save_draft(
        kind="observation",
        subject=said.milestone,
        by=said.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        text="…",
    )
    with pytest.raises(NotAllowed, match="draft"):
        factories.hold(draft, said.omar)


def test_the_secretariat_hides_alone_only_while_a_side_has_no_steward(here):
    first = factories.observe(here.milestone, here.lucia)
    alone = factories.hold(first, here.pat)
    assert alone.without == ["government", "civil_society"]
    factories.name_stewards(here, civil_society="")
    second = factories.report(here.milestone, here.amina)
    assert factories.hold(second, here.pat).without == ["civil_society"]
    factories.name_stewards(here)
    third = factories.report(here.milestone, here.amina)
    with pytest.raises(NotAllowed, match="Only a steward"):
        factories.hold(third, here.pat)


def test_a_steward_is_of_the_side_whose_key_it_holds(here):
    with pytest.raises(ValidationError, match="organisation of that side"):
        factories.name_stewards(here, government="rios-claros")


def test_naming_a_steward_is_in_the_history(here):
    factories.name_stewards(here)
    entry = HistoryEntry.objects.filter(kind="plan.changed").order_by("-seq").first()
    assert entry.changes()["government_steward"] == [None, "auditoria"]


def test_the_database_keeps_one_hold_for_each_side(said):
    hidden = factories.hold(said.said, said.omar)
    assert {"hold_once_for_each_side"} <= set(
        connection.introspection.get_constraints(connection.cursor(), Hold._meta.db_table)
    )
    assert hidden.until - hidden.placed_at == dt.timedelta(hours=72)
