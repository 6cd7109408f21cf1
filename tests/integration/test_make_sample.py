"""A synthetic plan: its history verifies, its statuses are right, its seed decides its words."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from ledger.models import Chain, HistoryEntry, recorded_models
from ledger.projections import projection_checks
from ledger.verification import rebuild_check, verify
from tests import world
from tracker.actions.folding import folded_statuses
from tracker.actions.refreshing import refresh_status
from tracker.demo.sample import Size, make
from tracker.management.commands import make_sample
from tracker.models import (
    Commitment,
    CommitmentStatus,
    Entry,
    Milestone,
    MilestoneStatus,
    Plan,
    Response,
)

pytestmark = pytest.mark.django_db
SIZE = Size(commitments=6, milestones=3, entries=150)


@pytest.fixture
def sample():
    return make(size=SIZE, seed=7, slug="sample", now=world.NOW, tell=lambda sentence: None)


def run(*arguments, **options):
    out = io.StringIO()
    call_command("make_sample", *arguments, stdout=out, **options)
    return out.getvalue()


def sized(commitments=2, milestones=2, observations=10, seed=1):
    return (
        *("--commitments", str(commitments), "--milestones", str(milestones)),
        *("--observations", str(observations), "--seed", str(seed)),
    )


def told(plan):
    """Return what a plan's rows say, without what is new each time."""
    entries = Entry.objects.filter(commitment__plan=plan).order_by("published_at")
    return [
        list(plan.commitments.values_list("uid", "title_es", "state")),
        list(
            Milestone.objects.filter(commitment__plan=plan)
            .order_by("commitment__number", "number")
            .values_list("uid", "title_en", "due_date", "owner__slug")
        ),
        list(entries.values_list("uid", "text", "completion", "side", "said_date", "state")),
    ]


def test_it_has_the_size_asked_for(sample):
    assert sample.commitments.count() == 6
    assert Milestone.objects.filter(commitment__plan=sample).count() == 18
    assert Entry.everything.filter(commitment__plan=sample).count() == 150
    assert sample.status == Plan.Status.IN_FORCE
    assert sample.nature == Plan.Nature.EXAMPLE


def test_its_history_verifies(sample):
    assert list(verify(Chain.objects.get(key=sample.chain_key))) == []
    assert list(verify(Chain.objects.get(key="accounts"))) == []


def test_its_history_is_in_order_of_time(sample):
    entries = HistoryEntry.objects.filter(chain__key=sample.chain_key).order_by("seq")
    moments = list(entries.values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < world.NOW


def test_every_row_is_what_the_history_says(sample):
    assert list(rebuild_check(recorded_models())) == []


def test_its_statuses_are_what_publishing_one_by_one_would_make_them(sample):
    kept = [
        list(model.objects.order_by("pk").values()) for model in (CommitmentStatus, MilestoneStatus)
    ]
    assert [drift for check in projection_checks for drift in check()] == []
    for subject, _ in folded_statuses(sample.commitments.all()):
        refresh_status(subject)
    assert kept == [
        list(model.objects.order_by("pk").values()) for model in (CommitmentStatus, MilestoneStatus)
    ]


def test_everything_a_page_shows_occurs(sample):
    entries = Entry.everything.filter(commitment__plan=sample)
    # The sample is of a plan in its midst and without obstacles, whose register has its own rows.
    kind = Entry.Kind
    lasting = {kind.EMBEDDING, kind.REVERSAL, kind.FOLLOW_UP_CHECK}
    in_the_way = {kind.OBSTACLE, kind.AGENDA_ACTION, kind.OBSTACLE_RESOLUTION}
    made = set(kind.values) - lasting - in_the_way
    assert set(entries.values_list("kind", flat=True)) == made
    states = MilestoneStatus.objects.filter(milestone__commitment__plan=sample)
    assert states.filter(state="contested").exists()
    assert Response.objects.filter(commitment__plan=sample).exists()
    assert Milestone.objects.filter(commitment__plan=sample).overdue(sample.as_of(world.NOW))


def test_what_it_says_could_have_been_published(sample):
    """Bulk paths ask nobody, so what they write is held against the rules of each kind."""
    for entry in Entry.objects.filter(commitment__plan=sample).with_kinds():
        detail = entry.detail
        assert detail.problems(list(detail.evidence.all())) == {}
        detail.clean_fields(exclude={"commitment", "milestone", "author", "organisation"})
    for commitment in Commitment.objects.filter(plan=sample):
        commitment.full_clean()
        for milestone in commitment.milestones.all():
            milestone.full_clean()
        for seat in commitment.seats.all():
            seat.full_clean()


def test_the_same_seed_makes_the_same_plan():
    def making(slug):
        quiet = {"now": world.NOW, "tell": lambda sentence: None}
        return told(make(size=Size(3, 2, 40), seed=3, slug=slug, **quiet))

    with transaction.atomic():
        first = making("sample")
        transaction.set_rollback(True)
    assert making("sample") == first


def test_one_plan_stands_beside_another_of_the_same_seed(sample):
    make(size=Size(1, 1, 5), seed=7, slug="other", now=world.NOW, tell=lambda sentence: None)
    assert list(rebuild_check(recorded_models())) == []


def test_command_tells_what_it_made():
    printed = run(*sized(), "--plan", "mine")
    assert "2 of 2 commitments." in printed
    assert "Plan mine:" in printed


def test_command_says_the_same_in_json():
    printed = json.loads(run(*sized(), "--json"))
    assert printed["plan"] == "sample-1"
    assert printed["milestones"] == 4
    assert printed["entries"] == 10
    assert printed["history"] == Chain.objects.get(key="plan:sample-1").seq


def test_command_makes_a_plan_in_which_nobody_has_spoken():
    run(*sized(milestones=0, observations=0), "--plan", "silent")
    statuses = CommitmentStatus.objects.filter(commitment__plan__slug="silent")
    assert set(statuses.values_list("state", flat=True)) == {"unreported"}


def test_command_refuses_a_slug_that_is_taken(sample):
    with pytest.raises(CommandError, match="already is a plan “sample”") as refused:
        run(*sized(), "--plan", "sample")
    assert refused.value.returncode == 1


def test_command_refuses_a_slug_that_is_none():
    with pytest.raises(CommandError) as refused:
        run(*sized(), "--plan", "Two words")
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"commitments": 0},
        {"commitments": make_sample.LARGEST + 1},
        {"milestones": -1},
        {"observations": -1},
    ],
)
def test_command_refuses_sizes_that_cannot_be(wrong):
    with pytest.raises(CommandError) as refused:
        run(*sized(**wrong))
    assert refused.value.returncode == 2
