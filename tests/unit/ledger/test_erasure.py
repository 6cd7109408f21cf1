"""A text leaves the history only by two keys, and the chain still verifies without it."""

import datetime as dt
import io
import json
import sys
import uuid

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from ledger import triggers
from ledger.erasing import ASKED, CONFIRMED, erasable, erase
from ledger.exporting import lines
from ledger.models import Chain, Erasure, HistoryEntry, HistoryValue, recorded_models
from ledger.verification import rebuild_check, verify
from tests import factories, guards
from tracker.kinds import Kind

sys.path.insert(0, str(settings.BASE_DIR / "static/tools"))
import verify_onda_history as standalone

SECRET = "The witness lives in Rua Longa 12."


@pytest.fixture
def said(here):
    factories.name_stewards(here)
    here.said = factories.observe(here.milestone, here.lucia, text=SECRET)
    here.other = factories.report(here.milestone, here.amina)
    return here


@pytest.fixture
def erased(said):
    said.decision = factories.redact(said.said, said.omar, said.tomas)
    return said


def value_of(entry, field="text"):
    return HistoryValue.objects.get(entry__subject_uid=entry.uid, field=field)


def chain_of(here):
    return Chain.objects.get(key=here.plan.chain_key)


def refused(statement, *parameters, match):
    with (
        pytest.raises(DatabaseError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, parameters)


def insert(value, asked, confirmed):
    with transaction.atomic():
        Erasure.objects.create(value=value, asked=asked, confirmed=confirmed)


def keys(decision):
    found = {entry.kind: entry for entry in HistoryEntry.objects.filter(subject_uid=decision.uid)}
    return found[ASKED], found.get(CONFIRMED)


def test_the_ledger_knows_the_kinds_by_the_same_names():
    assert (Kind.REDACTION_ASKED, Kind.REDACTION_CONFIRMED) == (ASKED, CONFIRMED)


def test_both_keys_erase_the_words_and_nothing_else(erased):
    gone = value_of(erased.said)
    assert (gone.salt, gone.value) == (None, None)
    assert gone.leaf
    assert value_of(erased.said, "completion").is_open
    assert value_of(erased.other).is_open
    assert list(verify(chain_of(erased))) == []
    assert list(rebuild_check(recorded_models())) == []


@pytest.mark.parametrize(
    "change",
    ["value = '\"x\"'", "salt = NULL", "value = NULL", "salt = NULL, value = NULL, leaf = 'x'"],
)
def test_the_database_lets_through_no_other_change_of_an_erased_field(change, erased):
    statement = f"UPDATE ledger_historyvalue SET {change} WHERE id = %s"
    refused(statement, value_of(erased.other).pk, match="append-only")
    if change != "value = NULL" and change != "salt = NULL":
        refused(statement, value_of(erased.said).pk, match="append-only")


def test_the_database_erases_nothing_without_an_erasure(erased):
    statement = "UPDATE ledger_historyvalue SET salt = NULL, value = NULL WHERE id = %s"
    refused(statement, value_of(erased.other).pk, match="append-only")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger_erasure",
        "UPDATE ledger_erasure SET asked_id = confirmed_id",
        "UPDATE ledger_erasure SET value_id = value_id",
    ],
)
def test_an_erasure_stands_for_good(statement, erased):
    refused(statement, match="append-only")


def test_an_erasure_is_not_replaced(erased):
    if connection.vendor == "sqlite":
        copy = "SELECT id, value_id, confirmed_id, asked_id FROM ledger_erasure"
        columns = "(id, value_id, asked_id, confirmed_id)"
        refused(f"REPLACE INTO ledger_erasure {columns} {copy}", match="append-only|both sides")
    else:
        guards.settle(connection)
        refused("TRUNCATE ledger_erasure", match="append-only")


def test_one_key_opens_nothing(said):
    decision = factories.ask_redaction(said.said, said.omar)
    asked, none = keys(decision)
    assert none is None
    with pytest.raises(DatabaseError, match="both sides"):
        insert(value_of(said.said), asked, asked)
    with pytest.raises(RuntimeError, match="Both sides"), transaction.atomic():
        erase(erasable(said.said.uid), decision_uid=decision.uid)


def test_a_key_for_other_words_opens_nothing(erased):
    asked, confirmed = keys(erased.decision)
    for value in (value_of(erased.other), value_of(erased.said, "language")):
        with pytest.raises(DatabaseError, match="both sides"):
            insert(value, asked, confirmed)
        with pytest.raises(RuntimeError, match="other words"), transaction.atomic():
            erase(HistoryValue.objects.filter(pk=value.pk), decision_uid=erased.decision.uid)


def test_keys_in_the_wrong_order_open_nothing(erased):
    asked, confirmed = keys(erased.decision)
    with pytest.raises(DatabaseError, match="both sides"):
        insert(value_of(erased.said, "evidence"), confirmed, asked)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_erased_outside_a_transaction():
    with pytest.raises(RuntimeError, match="transaction"):
        erase(HistoryValue.objects.none(), decision_uid=uuid.uuid4())


def test_an_erasure_is_not_changed_in_python(erased):
    row = Erasure.objects.get()
    for attempt in (row.save, row.delete, Erasure.objects.all().delete):
        with pytest.raises(TypeError):
            attempt()


# --- With the guards gone -------------------------------------------------------------------------


def execute(statement, *values):
    with guards.dropped(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def problems(here):
    """Return what both verifiers find, ours first."""
    chain = chain_of(here)
    found, _head = standalone.verify(list(lines(chain, "t")))
    return [finding.problem for finding in verify(chain)], found


def test_a_field_erased_without_keys_is_found(erased):
    value = value_of(erased.other)
    execute("UPDATE ledger_historyvalue SET salt = NULL, value = NULL WHERE id = %s", value.pk)
    ours, _theirs = problems(erased)
    assert ours == ["field “text” was erased without the keys of two sides"]


def test_an_erasure_with_the_keys_of_one_side_is_found_by_both(erased):
    asked, _confirmed = keys(erased.decision)
    execute("UPDATE ledger_erasure SET confirmed_id = %s", asked.pk)
    ours, theirs = problems(erased)
    assert ours == [
        "field “text” was erased, but its two keys are not a request and its confirmation"
    ]
    assert len(theirs) == 1
    assert "without the keys of two sides" in theirs[0]


def test_an_erasure_for_other_words_is_found_by_both(erased):
    value = value_of(erased.other)
    execute("UPDATE ledger_historyvalue SET salt = NULL, value = NULL WHERE id = %s", value.pk)
    asked, confirmed = keys(erased.decision)
    columns = "(value_id, asked_id, confirmed_id)"
    execute(
        f"INSERT INTO ledger_erasure {columns} VALUES (%s, %s, %s)",
        value.pk,
        asked.pk,
        confirmed.pk,
    )
    ours, theirs = problems(erased)
    assert ours == ["field “text” was erased, but its two keys are for other words"]
    assert len(theirs) == 1


def test_words_that_were_to_go_and_did_not_are_found(erased):
    value = value_of(erased.said)
    execute("UPDATE ledger_historyvalue SET salt = 'x', value = '[null,1]' WHERE id = %s", value.pk)
    ours, _theirs = problems(erased)
    assert "field “text” was to be erased and still stands" in ours


# --- Told to everybody ----------------------------------------------------------------------------


def test_verify_history_names_what_was_erased(erased):
    out = io.StringIO()
    call_command("verify_history", "--json", "--plan", "vereda", stdout=out)
    asked, confirmed = keys(erased.decision)
    told = json.loads(out.getvalue())
    assert told["verified"]
    gone = {"field": "text", "asked": asked.seq, "confirmed": confirmed.seq}
    assert told["erased"] == {"plan:vereda": [{"seq": value_of(erased.said).entry.seq, **gone}]}
    call_command("verify_history", "--plan", "vereda", stdout=out)
    assert f"asked in {asked.seq}, confirmed in {confirmed.seq}" in out.getvalue()


def test_the_exported_history_verifies_alone_and_names_what_was_erased(erased, tmp_path, capsys):
    path = tmp_path / "history.jsonl"
    path.write_text("".join(lines(chain_of(erased), "t")))
    assert SECRET not in path.read_text()
    assert standalone.main([str(path), "--head", chain_of(erased).witness]) == 0
    assert "'text' was erased, asked in entry" in capsys.readouterr().out


def test_an_older_database_gets_the_finer_guard(erased):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER ledger_historyvalue_no_update BEFORE UPDATE ON ledger_historyvalue"
                " BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
            )
        else:
            guards.settle(connection)
            cursor.execute(
                "CREATE TRIGGER ledger_historyvalue_no_update BEFORE UPDATE ON ledger_historyvalue"
                " FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
            )
    triggers.install(connection)
    later = factories.observe(erased.milestone, erased.lucia, text=SECRET)
    factories.redact(
        later, erased.omar, erased.tomas, now=later.published_at + dt.timedelta(hours=1)
    )
    assert value_of(later).value is None
