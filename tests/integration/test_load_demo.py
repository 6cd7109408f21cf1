"""The demonstration plans, loaded once for this module beside the small world of the other tests."""

import datetime as dt
import io
import json
import stat

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from ledger.models import Chain
from ledger.projections import projection_checks
from ledger.verification import rebuild_check, verify
from tests import world
from tests.demonstration import load_demonstration
from tracker.completion import Completion
from tracker.demo import reading
from tracker.management.commands import load_demo
from tracker.models import (
    Commitment,
    CommitmentStatus,
    CommitmentText,
    Entry,
    Lineage,
    Milestone,
    MilestoneStatus,
    Observation,
    Plan,
    PlanEvent,
    Seat,
    Settlement,
)
from tracker.presenters.statuses import Freshness
from tracker.two_voices import State

EXAMPLE = "vereda-example"
ARCHIVE = ("mexico-2013-2015", "mexico-2016-2018", "mexico-2019-2022")
OF_ARCHIVE = Q(plan__nature=Plan.Nature.ARCHIVE)
IN_ARCHIVE = Q(commitment__plan__nature=Plan.Nature.ARCHIVE)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demonstration(world.NOW)
        transaction.set_rollback(True)


@pytest.fixture
def example(loaded):
    return Plan.objects.get(slug=EXAMPLE)


def chains():
    return Chain.objects.filter(key__in=["accounts", *(f"plan:{s}" for s in (EXAMPLE, *ARCHIVE))])


# --- the whole load ---


def test_loads_every_plan_commitment_and_milestone_of_the_files(loaded):
    assert {plan.slug for plan in loaded.plans} == {EXAMPLE, *ARCHIVE}
    for content in (*reading.archived_plans(), reading.example_plan()):
        plan = Plan.objects.get(slug=content["plan"]["slug"])
        milestones = sum(len(each.get("milestone", [])) for each in content["commitments"])
        assert plan.status == content["plan"]["status"]
        assert plan.nature == content["plan"]["nature"]
        assert plan.commitments.count() == len(content["commitments"])
        assert Milestone.objects.filter(commitment__plan=plan).count() == milestones


def test_its_history_verifies(loaded):
    found = chains()
    assert len(found) == 5
    assert [finding for chain in found for finding in verify(chain)] == []


def test_every_row_is_what_the_history_says(loaded, django_db_blocker):
    from ledger.models import recorded_models

    assert list(rebuild_check(recorded_models())) == []


def test_every_status_is_what_the_entries_say(loaded):
    assert [drift for check in projection_checks for drift in check()] == []


def test_a_status_changed_by_hand_is_found(loaded):
    with transaction.atomic():
        MilestoneStatus.objects.filter(state=State.CONTESTED).update(state=State.AGREED)
        CommitmentStatus.objects.filter(commitment__plan__slug=EXAMPLE).update(reports_version=90)
        problems = [drift.problem for check in projection_checks for drift in check()]
        transaction.set_rollback(True)
    assert any("state is agreed, the entries say contested" in problem for problem in problems)
    assert any("reports_version is 90" in problem for problem in problems)


def test_a_missing_status_is_found(loaded):
    with transaction.atomic():
        MilestoneStatus.objects.filter(milestone__commitment__plan__slug=EXAMPLE).delete()
        problems = [drift.problem for check in projection_checks for drift in check()]
        transaction.set_rollback(True)
    assert len(problems) == 51
    assert all(problem.endswith("has no status") for problem in problems)


def test_checking_what_is_derived_does_not_query_once_a_row(loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        for check in projection_checks:
            list(check())


def test_each_history_is_in_order_of_time(loaded):
    for chain in chains().exclude(key="accounts"):  # shared with the small world
        moments = list(chain.entries.order_by("seq").values_list("at", flat=True))
        assert moments == sorted(moments), chain.key


def test_the_accounts_that_loaded_it_are_shut(loaded):
    shut = User.objects.filter(email__in=["loader@onda.example", "archive@onda.example"])
    assert shut.count() == 2
    for user in shut:
        assert not user.is_active
        assert not user.is_operator
        assert not user.has_usable_password()


# --- the example ---


def test_the_cast_can_sign_in_and_nobody_else(loaded):
    assert {person["email"].split("@")[0] for person in loaded.sign_ins} == set(world.CAST)
    for person in loaded.sign_ins:
        user = authenticate(email=person["email"], password=person["password"])
        assert user.name == person["name"]
    known = [person["email"] for person in loaded.sign_ins]
    others = User.objects.filter(memberships__organisation__is_example=True).exclude(
        email__in=known
    )
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_the_cast_signs_in_on_the_page(loaded, client):
    person = loaded.sign_ins[0]
    sent = {"login": person["email"], "password": person["password"]}
    client.post(reverse("account_login"), sent)
    assert client.get(reverse("desk")).status_code == 200


def test_passwords_are_fresh_each_time(loaded):
    assert len({person["password"] for person in loaded.sign_ins}) == len(loaded.sign_ins)


def test_the_example_was_lived_before_the_day_of_loading(loaded, example):
    first, last = example.start_date, example.day_of(world.NOW)
    days = Entry.objects.filter(commitment__plan=example).values_list("said_date", flat=True)
    assert first <= min(days)
    assert last - max(days) < dt.timedelta(days=31)
    moments = Chain.objects.get(key=example.chain_key).entries.values_list("at", flat=True)
    assert max(moments) <= world.NOW


def test_the_frame_stood_before_anybody_spoke(loaded, example):
    entries = Chain.objects.get(key=example.chain_key).entries.order_by("seq")
    put_in_force = entries.get(kind="plan.put_in_force")
    assert example.day_of(put_in_force.at) == example.start_date
    assert put_in_force.side == "secretariat"
    assert not entries.filter(seq__lt=put_in_force.seq, kind__endswith=".published").exists()


@pytest.mark.parametrize("state", State.values)
def test_every_state_occurs_on_commitments(loaded, example, state):
    assert CommitmentStatus.objects.filter(commitment__plan=example, state=state).exists()


@pytest.mark.parametrize("state", State.values)
def test_every_state_occurs_on_milestones(loaded, example, state):
    assert MilestoneStatus.objects.filter(milestone__commitment__plan=example, state=state).exists()


@pytest.mark.parametrize("completion", Completion.values)
@pytest.mark.parametrize("level", ["commitment", "milestone"])
def test_every_completion_is_said_of_commitments_and_milestones(loaded, example, level, completion):
    said = Entry.objects.filter(
        commitment__plan=example, milestone__isnull=level == "commitment", completion=completion
    )
    assert said.exists()


def test_it_has_what_is_overdue_slipped_done_and_undated(loaded, example):
    milestones = Milestone.objects.filter(commitment__plan=example)
    assert milestones.overdue(example.as_of(world.NOW)).exists()
    assert milestones.slipped().exists()
    assert milestones.filter(status__done_date__isnull=False).exists()
    assert milestones.filter(due_date=None).exists()


def test_it_has_a_commitment_on_which_both_sides_fell_silent(loaded, example):
    as_of = example.as_of(world.NOW)
    codes = {
        (
            Freshness.of(status.government_spoke, example, as_of).code,
            Freshness.of(status.civil_society_spoke, example, as_of).code,
        )
        for status in CommitmentStatus.objects.filter(commitment__plan=example)
    }
    assert ("silent", "silent") in codes
    assert any("fresh" in pair for pair in codes)


def test_it_has_every_state_of_commitments_and_seats(loaded, example):
    states = set(example.commitments.values_list("state", flat=True))
    assert states == set(Commitment.State.values)
    seats = Seat.objects.filter(commitment__plan=example)
    assert set(seats.values_list("state", flat=True)) == set(Seat.State.values)


def test_it_has_every_kind_of_entry_a_withdrawal_a_correction_and_drafts(loaded, example):
    said = Entry.everything.filter(commitment__plan=example)
    # What lasts is said toward the end of a plan and after it; the example is in its midst.
    lasting = {Entry.Kind.EMBEDDING, Entry.Kind.REVERSAL, Entry.Kind.FOLLOW_UP_CHECK}
    assert set(said.values_list("kind", flat=True)) == set(Entry.Kind.values) - lasting
    assert set(said.values_list("state", flat=True)) == set(Entry.State.values)
    assert said.filter(corrects__isnull=False).exists()
    observations = Observation.objects.filter(commitment__plan=example)
    assert set(observations.values_list("type", flat=True)) == set(Observation.Type.values)


def test_it_has_codes_of_the_independent_reviewer(loaded, example):
    statuses = CommitmentStatus.objects.filter(commitment__plan=example)
    assert statuses.exclude(independent_completion="").exists()


def test_it_has_an_organisation_left_out_of_the_median(loaded, example):
    statuses = CommitmentStatus.objects.filter(commitment__plan=example)
    assert statuses.filter(interested_count__gt=0).exists()


def test_it_has_an_answer_that_was_accepted_one_that_was_not_and_one_at_the_forum(loaded, example):
    words = Settlement.objects.filter(observation__commitment__plan=example)
    assert set(words.values_list("outcome", "state")) == {
        ("accepted", "standing"),
        ("not_resolved", "standing"),
        ("not_resolved", "escalated"),
    }


def test_drafts_are_not_in_the_history(loaded, example):
    private = [Entry.State.DRAFT, Entry.State.EMBARGOED]
    drafts = Entry.everything.filter(commitment__plan=example, state__in=private)
    told = Chain.objects.get(key=example.chain_key).entries
    assert not told.filter(subject_uid__in=drafts.values("uid")).exists()


# --- the archive ---


def test_no_word_of_the_archive_stands_without_its_source(loaded):
    assert not Entry.everything.filter(IN_ARCHIVE, source="").exists()
    assert not PlanEvent.objects.filter(OF_ARCHIVE, source="").exists()
    for model in (CommitmentText, Milestone, Seat):
        assert not model.objects.filter(IN_ARCHIVE, source="").exists(), model
    assert not Lineage.objects.filter(earlier__plan__nature="archive", source="").exists()
    assert all(Plan.objects.filter(slug__in=ARCHIVE).values_list("sources", flat=True))
    assert all(Commitment.objects.filter(OF_ARCHIVE).values_list("sources", flat=True))
    named = Organisation.objects.filter(is_example=False).exclude(slug="onda-archive")
    assert not named.filter(Q(source=""), _in_archive()).exists()


def _in_archive():
    return (
        Q(seats__commitment__plan__slug__in=ARCHIVE)
        | Q(owned_milestones__commitment__plan__slug__in=ARCHIVE)
        | Q(entries__commitment__plan__slug__in=ARCHIVE)
        | Q(events__plan__slug__in=ARCHIVE)
    )


def test_every_statement_of_the_archive_was_written_down_by_its_keeper(loaded):
    for slug in ARCHIVE:
        entries = Chain.objects.get(key=f"plan:{slug}").entries.all()
        assert {entry.organisation for entry in entries} == {"onda-archive"}
        assert {entry.side for entry in entries} == {"secretariat"}
    statements = Entry.everything.filter(IN_ARCHIVE)
    assert statements.count() == len(reading.archived("statement"))
    assert set(statements.values_list("author__email", flat=True)) == {"archive@onda.example"}


def test_a_statement_without_a_date_says_so(loaded):
    undated = Entry.objects.filter(IN_ARCHIVE, said_precision="unknown")
    assert undated.exists()
    for entry in undated.select_related("commitment__plan"):
        assert entry.said_date == entry.plan.end_date


def test_example_and_archive_never_mix(loaded, example):
    invented = Organisation.objects.filter(is_example=True)
    assert invented.count() == len(reading.organisations("example"))
    assert not invented.filter(_in_archive()).exists()
    assert not invented.filter(kept_plans__nature=Plan.Nature.ARCHIVE).exists()
    real = Organisation.objects.filter(is_example=False)
    assert not real.filter(
        Q(seats__commitment__plan=example)
        | Q(owned_milestones__commitment__plan=example)
        | Q(entries__commitment__plan=example)
    ).exists()
    both = Lineage.objects.filter(
        Q(earlier__plan=example, later__plan__slug__in=ARCHIVE)
        | Q(earlier__plan__slug__in=ARCHIVE, later__plan=example)
    )
    assert not both.exists()
    assert (
        not Membership.objects.filter(
            organisation__slug__in=[row["slug"] for row in reading.organisations("archive")]
        )
        .exclude(organisation__slug="onda-archive")
        .exists()
    )


# --- the command ---


@pytest.fixture
def once(loaded, monkeypatch, settings, tmp_path):
    """Let the command find what this module loaded, instead of loading it again."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(load_demo, "load", lambda **options: loaded)
    return tmp_path / "demo-sign-ins.json"


def run(*arguments, **options):
    out = io.StringIO()
    call_command("load_demo", *arguments, stdout=out, **options)
    return out.getvalue()


def test_command_writes_the_sign_ins_for_their_owner_alone(
    loaded, once, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        printed = run()
    assert json.loads(once.read_text()) == loaded.sign_ins
    assert stat.S_IMODE(once.stat().st_mode) == 0o600
    for person in loaded.sign_ins:
        assert person["email"] in printed
        assert person["password"] in printed


def test_command_says_the_same_in_json(loaded, once, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        printed = json.loads(run("--json"))
    assert printed["sign_ins"] == loaded.sign_ins
    assert EXAMPLE in printed["plans"]


def test_command_is_quiet_for_the_start_script(loaded, once):
    assert run(verbosity=0) == ""


def test_command_refuses_a_database_with_plans(loaded):
    with pytest.raises(CommandError, match="already has plans") as refused:
        run()
    assert refused.value.returncode == 1


def test_command_does_nothing_if_asked_to_look_first(loaded):
    assert run("--if-empty") == ""


# --- what it makes is on the pages ---


@pytest.mark.parametrize("slug", [EXAMPLE, *ARCHIVE])
def test_plan_page_answers(loaded, client, slug):
    assert client.get(reverse("plan", args=[slug])).status_code == 200
