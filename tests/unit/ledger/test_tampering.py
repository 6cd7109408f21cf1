"""With the guards gone, every single tampering is found and named."""

import io
import json
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from ledger import hashing
from ledger.exporting import lines
from ledger.models import Chain, HistoryEntry, recorded_models
from ledger.verification import rebuild_check, verify
from tests import factories, guards

sys.path.insert(0, str(settings.BASE_DIR / "static/tools"))
import verify_onda_history as standalone


@pytest.fixture
def story(here):
    """A plan with a dozen entries, ready to be tampered with."""
    factories.report(here.milestone, here.amina, "complete")
    observation = factories.observe(here.milestone, here.lucia)
    factories.respond(observation, here.amina)
    return Chain.objects.get(key=here.plan.chain_key)


def execute(statement, *values):
    with guards.dropped(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def rehash(entry):
    """Give a changed entry the hash that its content now has, as a careful forger would."""
    entry.refresh_from_db()
    forged = hashing.entry_hash(entry.prev_hash, entry.header(entry.chain.key))
    execute("UPDATE ledger_historyentry SET hash = %s WHERE id = %s", forged, entry.pk)


def edit_header(entry, chain):
    execute("UPDATE ledger_historyentry SET side = 'operator' WHERE id = %s", entry.pk)
    return entry.seq


def edit_value(entry, chain):
    execute(
        "UPDATE ledger_historyvalue SET value = %s WHERE entry_id = %s AND field = 'actor'",
        '"somebody"',
        entry.pk,
    )
    return entry.seq


def edit_and_rehash(entry, chain):
    edit_header(entry, chain)
    rehash(entry)
    last = entry.seq == chain.seq
    return entry.seq if last else entry.seq + 1


def delete(entry, chain):
    execute("DELETE FROM ledger_historyvalue WHERE entry_id = %s", entry.pk)
    execute("DELETE FROM ledger_historyentry WHERE id = %s", entry.pk)
    last = entry.seq == chain.seq
    return entry.seq if last else entry.seq


def delete_a_field(entry, chain):
    execute("DELETE FROM ledger_historyvalue WHERE entry_id = %s AND field = 'actor'", entry.pk)
    return entry.seq


def insert(entry, chain):
    copy = HistoryEntry.objects.get(pk=entry.pk)
    copy.pk, copy.seq, copy.subject_version = None, chain.seq + 1, 999
    copy.prev_hash, copy.hash = hashing.digest("a"), hashing.digest("b")
    copy.save()
    return chain.seq + 1


def swap(entry, chain):
    other = HistoryEntry.objects.filter(chain=chain).exclude(pk=entry.pk).first()
    for pk, seq in ((entry.pk, 10**6), (other.pk, entry.seq), (entry.pk, other.seq)):
        execute("UPDATE ledger_historyentry SET seq = %s WHERE id = %s", seq, pk)
    return min(entry.seq, other.seq)


def cut_the_end(entry, chain):
    for last in HistoryEntry.objects.filter(chain=chain, seq__gte=entry.seq):
        delete(last, chain)
    return chain.seq


TAMPERINGS = [
    edit_header,
    edit_value,
    edit_and_rehash,
    delete,
    delete_a_field,
    insert,
    swap,
    cut_the_end,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda t: t.__name__)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_every_tampering_is_named(tamper, place, story):
    assert list(verify(story)) == []
    seq = {"first": 1, "middle": story.seq // 2, "last": story.seq}[place]
    entry = HistoryEntry.objects.get(chain=story, seq=seq)
    expected = tamper(entry, story)
    found = {finding.seq for finding in verify(story)}
    assert expected in found
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_history", stdout=io.StringIO())
    assert stopped.value.code == 1
    problems, _head = standalone.verify(lines(story, "t"), kept=(story.seq, story.head))
    # Who typed is not in the export, so a change of that field alone shows only here.
    assert problems or tamper is edit_value


@hypothesis(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_standalone_verifier_finds_any_single_change_of_an_export(data, story):
    exported = list(lines(story, "Plan"))
    assert standalone.verify(exported, kept=(story.seq, story.head))[0] == []
    number = data.draw(st.integers(1, len(exported) - 1), label="line")
    line = exported[number]
    how = data.draw(st.sampled_from(["character", "remove", "repeat"]), label="how")
    if how == "character":
        place = data.draw(st.integers(0, len(line) - 2), label="place")
        sign = data.draw(st.sampled_from("0aZ é"), label="sign")
        tampered = line[:place] + sign + line[place + 1 :]
        try:
            if json.loads(tampered) == json.loads(line):
                return  # the same document, written otherwise
        except ValueError:
            pass
        exported[number] = tampered
    elif how == "remove":
        del exported[number]
    else:
        exported.insert(number, line)
    try:
        problems, _head = standalone.verify(exported, kept=(story.seq, story.head))
    except (ValueError, KeyError, TypeError, AttributeError):
        return  # main() reports a damaged file
    assert problems


def test_a_history_rewritten_to_the_end_is_caught_by_a_head_that_somebody_kept(story):
    kept = (story.seq, story.head)
    entry = HistoryEntry.objects.get(chain=story, seq=story.seq)
    edit_header(entry, story)
    rehash(entry)
    entry.refresh_from_db()
    Chain.objects.filter(pk=story.pk).update(head=entry.hash)
    story.refresh_from_db()
    assert list(verify(story)) == []
    assert [f.seq for f in verify(story, kept)] == [kept[0]]
    problems, _head = standalone.verify(lines(story, "t"), kept=kept)
    assert problems == [f"{kept[0]}: differs from the head that you kept"]


def test_a_changed_milestone_row_is_named(here):
    type(here.milestone).objects.filter(pk=here.milestone.pk).update(title_en="Quietly changed")
    drifts = list(rebuild_check(recorded_models()))
    assert [(d.subject_type, d.uid) for d in drifts] == [("milestone", here.milestone.uid)]
    assert "Quietly changed" in drifts[0].problem
    with pytest.raises(SystemExit) as stopped:
        call_command("rebuild_check", stdout=(out := io.StringIO()))
    assert stopped.value.code == 1
    assert "Quietly changed" in out.getvalue()


def test_a_row_added_or_removed_behind_history_is_named(here):
    from tracker.models import Seat, Theme

    theme = Theme.objects.create(plan=here.plan, slug="x", title_es="x", title_en="x")
    seat = Seat.objects.filter(commitment=here.commitment).first()
    uid = seat.uid
    seat.delete()
    drifts = {(d.subject_type, d.uid) for d in rebuild_check(recorded_models())}
    assert drifts == {("theme", theme.uid), ("seat", uid)}


def test_verify_history_prints_one_json_document(story):
    out = io.StringIO()
    call_command("verify_history", "--json", "--plan", "vereda", stdout=out)
    assert json.loads(out.getvalue()) == {
        "verified": True,
        "heads": {"plan:vereda": story.witness},
        "findings": [],
        "erased": {"plan:vereda": []},
    }
    call_command("verify_history", "--plan", "vereda", "--head", story.witness, stdout=out)


@pytest.mark.parametrize(
    "arguments", [["--plan", "nowhere"], ["--head", "1:abc"], ["--plan", "vereda", "--head", "x"]]
)
def test_verify_history_explains_wrong_usage(arguments, story):
    from django.core.management.base import CommandError

    with pytest.raises(CommandError) as refused:
        call_command("verify_history", *arguments)
    assert refused.value.returncode == 2
