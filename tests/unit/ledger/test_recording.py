"""`append` is the only door into history, and what it writes verifies."""

import pytest
from django.db import transaction

from ledger.models import Chain, HistoryEntry, recorded_models
from ledger.recording import Actor, append
from ledger.verification import rebuild_check, verify
from tests import factories

ACTOR = Actor(person="p", side="government", organisation="minagua", organisation_name="MINAGUA")


def test_append_refuses_to_write_outside_a_transaction(transactional_db, here):
    with pytest.raises(RuntimeError, match="transaction"):
        append("x.y", here.plan, chain_key="t", by=ACTOR, before={})


def test_an_entry_keeps_who_acted_as_they_were_then(here):
    published = factories.report(here.milestone, here.amina)
    entry = HistoryEntry.objects.get(subject_uid=published.uid)
    assert (entry.organisation, entry.side) == ("ministerio-del-agua", "government")
    assert entry.organisation_name == "Organización ministerio-del-agua"
    assert entry.context_uid == here.commitment.uid


def test_an_entry_never_names_the_person(here):
    published = factories.report(here.milestone, here.amina)
    entry = HistoryEntry.objects.prefetch_related("values").get(subject_uid=published.uid)
    assert "actor" not in entry.changes()
    assert str(here.amina.uid) not in str(entry.changes())
    assert here.amina.name not in str(entry.changes())


def test_a_change_records_only_what_changed(here):
    from tracker.actions.commitments import change_commitment

    change_commitment(commitment=here.commitment, by=here.pat, seen_version=1, title_en="Renamed")
    entry = HistoryEntry.objects.filter(subject_uid=here.commitment.uid).order_by("seq").last()
    assert entry.changes() == {"title_en": ["Water", "Renamed"]}
    assert entry.subject_version == 2


def test_a_save_that_changes_nothing_is_not_an_event(here):
    from tracker.actions.commitments import change_commitment

    before = HistoryEntry.objects.count()
    change_commitment(commitment=here.commitment, by=here.pat, seen_version=1, title_en="Water")
    assert HistoryEntry.objects.count() == before


def test_a_failing_history_write_takes_the_change_with_it(here, monkeypatch):
    from tracker.actions import writing
    from tracker.actions.commitments import change_commitment

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(writing, "record", broken)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        change_commitment(commitment=here.commitment, by=here.pat, seen_version=1, title_en="Lost")
    here.commitment.refresh_from_db()
    assert here.commitment.title_en == "Water"


def test_the_world_verifies_and_is_what_its_history_says(here):
    for chain in Chain.objects.all():
        assert list(verify(chain)) == []
    assert list(rebuild_check(recorded_models())) == []


def test_entries_can_neither_be_saved_again_nor_deleted_in_python(here):
    entry = HistoryEntry.objects.first()
    for attempt in (entry.save, entry.delete, HistoryEntry.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            attempt()
    with pytest.raises(TypeError, match="append-only"):
        HistoryEntry.objects.update(kind="x")
