"""The two-voice status as it results from what people publish, withdraw and correct."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from ledger.models import StaleVersion
from tests import agreeing, factories, world
from tracker.actions import entries
from tracker.models import CommitmentStatus, Milestone, MilestoneStatus
from tracker.workflow import WrongState


def status(subject):
    model = MilestoneStatus if isinstance(subject, Milestone) else CommitmentStatus
    return model.objects.get(pk=subject.pk)


def later(days):
    return world.NOW + dt.timedelta(days=days)


def test_silence_is_a_state(here):
    row = status(here.milestone)
    assert (row.state, row.divergence, row.government_completion) == ("unreported", None, "")


def test_a_report_alone_is_never_copied_to_the_other_side(here):
    factories.report(here.milestone, here.amina, "complete")
    row = status(here.milestone)
    assert (row.state, row.divergence) == ("government_only", None)
    assert row.civil_society_completion == ""
    assert row.civil_society_count == 0


def test_two_words_make_a_dispute_with_its_day(here):
    factories.report(here.milestone, here.amina, "complete")
    factories.observe(here.milestone, here.lucia, "limited", now=later(3))
    row = status(here.milestone)
    assert (row.state, row.divergence) == ("contested", 2)
    assert row.contested_since == dt.date(2026, 11, 26)


def test_a_dispute_about_a_milestone_is_not_one_about_its_commitment(here):
    factories.report(here.milestone, here.amina, "complete")
    factories.observe(here.milestone, here.lucia, "limited")
    row = status(here.commitment)
    assert row.state == "unreported"
    assert row.government_spoke == row.civil_society_spoke == dt.date(2026, 11, 23)


def test_withdrawing_the_verdict_ends_the_dispute(here):
    factories.report(here.milestone, here.amina, "complete")
    observation = factories.observe(here.milestone, here.lucia, "limited")
    entries.withdraw(entry=observation, reason="Wrong file", by=here.lucia, seen_version=2)
    row = status(here.milestone)
    assert (row.state, row.contested_since) == ("government_only", None)
    assert row.civil_society_spoke is None


def test_a_correction_takes_the_place_of_the_entry_it_corrects(here):
    factories.report(here.milestone, here.amina, "complete")
    wrong = factories.observe(here.milestone, here.lucia, "limited")
    factories.observe(here.milestone, here.lucia, "", corrects=wrong, now=later(1))
    assert status(here.milestone).state == "government_only"


def test_an_owner_of_civil_society_is_interested_and_outside_the_median(here):
    factories.report(here.cso_milestone, here.lucia, "complete")
    row = status(here.cso_milestone)
    assert (row.state, row.civil_society_count, row.interested_count) == ("unreported", 0, 1)
    assert row.done_date == dt.date(2026, 11, 23)


def test_a_co_implementer_is_interested_whatever_else_it_does(here):
    rios = here.organisations["rios-claros"]
    factories.give_seat(here.commitment, rios, here.pat, "co_implementer")
    observation = factories.observe(here.milestone, here.lucia, "complete")
    assert observation.hat == "co_implementer"
    assert status(here.milestone).civil_society_count == 0


def test_three_organisations_make_a_median_with_a_range(here):
    factories.report(here.milestone, here.amina, "complete")
    for name, completion in (("b", "substantial"), ("c", "not_started")):
        organisation = factories.add_organisation("cso", f"cso-{name}")
        factories.give_seat(here.commitment, organisation, here.pat)
        factories.observe(here.milestone, factories.add_member(organisation), completion)
    factories.observe(here.milestone, here.lucia, "limited")
    row = status(here.milestone)
    assert row.civil_society_completion == "limited"
    assert (row.civil_society_low, row.civil_society_high) == ("not_started", "substantial")
    assert row.civil_society_count == 3


def test_the_independent_code_stands_on_its_own_line(here):
    factories.report(here.commitment, here.amina, "complete")
    factories.assess(here.commitment, here.irene, "not_started")
    row = status(here.commitment)
    assert (row.state, row.independent_completion) == ("government_only", "not_started")


def test_done_is_what_the_owner_reports_and_stops_lateness(here):
    milestone = factories.add_milestone(
        here.commitment,
        here.pat,
        owner=here.organisations["ministerio-del-agua"],
        due_date=dt.date(2026, 9, 30),
    )
    today = here.plan.as_of()
    assert milestone in Milestone.objects.overdue(today)
    factories.report(milestone, here.amina, "complete", done_date=dt.date(2026, 10, 5))
    assert status(milestone).done_date == dt.date(2026, 10, 5)
    assert milestone not in Milestone.objects.overdue(today)


def test_a_due_period_is_over_only_after_its_last_day(here):
    month = factories.add_milestone(
        here.commitment, here.pat, due_precision="month", due_date=dt.date(2026, 11, 1)
    )
    assert month.due_date == dt.date(2026, 11, 30)
    assert month not in Milestone.objects.overdue(dt.date(2026, 11, 30))
    assert month in Milestone.objects.overdue(dt.date(2026, 12, 1))


def test_a_moved_date_keeps_the_original_one(here):
    moved = agreeing.move_date(here, here.milestone, dt.date(2027, 2, 1), "quarter")
    assert (moved.due_date, moved.original_due_date) == (
        dt.date(2027, 3, 31),
        dt.date(2026, 12, 31),
    )
    assert moved in Milestone.objects.slipped()


def test_no_action_offers_to_change_the_original_date(here):
    with pytest.raises(TypeError, match="original_due_date"):
        agreeing.describe(here, here.milestone, original_due_date=dt.date(2030, 1, 1))


def test_an_ended_plan_is_measured_at_its_last_day(here):
    plan = factories.end(here.plan, here.pat, now=later(2000))
    assert plan.as_of(later(2000)) == plan.end_date


def test_the_same_form_sent_twice_publishes_once(here):
    uid = uuid.uuid4()
    first = factories.report(here.milestone, here.amina, uid=uid, seen_reports=1)
    again = factories.report(here.milestone, here.amina, uid=uid, seen_reports=1)
    assert first.pk == again.pk


def test_a_form_sent_again_with_other_words_is_a_conflict(here):
    uid = uuid.uuid4()
    factories.report(here.milestone, here.amina, uid=uid, seen_reports=1)
    with pytest.raises(StaleVersion):
        factories.report(here.milestone, here.amina, uid=uid, seen_reports=1, text="Other")


def test_two_reports_from_the_same_state_of_the_record_conflict(here):
    first = factories.report(here.milestone, here.amina, seen_reports=1, text="First")
    with pytest.raises(StaleVersion) as conflict:
        factories.report(here.milestone, here.amina, seen_reports=1, text="Second")
    assert conflict.value.current.pk == first.pk


@pytest.mark.parametrize("seen", [None, 0, 7])
def test_a_report_without_the_right_version_is_refused(seen, here):
    with pytest.raises(StaleVersion):
        factories.report(here.milestone, here.amina, seen_reports=seen)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"completion": "complete", "evidence": []}, "evidence"),
        ({"completion": ""}, "completion"),
        ({"completion": "limited", "difficulties": " "}, "difficulties"),
        ({"text": "  "}, "text"),
        ({"done_date": dt.date(2030, 1, 1)}, "done_date"),
    ],
)
def test_an_incomplete_report_is_refused_beside_the_field(fields, wrong, here):
    with pytest.raises(ValidationError) as refused:
        factories.report(here.milestone, here.amina, **fields)
    assert list(refused.value.message_dict) == [wrong]


def test_nothing_is_withdrawn_twice_or_without_a_reason(here):
    published = factories.report(here.milestone, here.amina)
    with pytest.raises(ValidationError):
        entries.withdraw(entry=published, reason=" ", by=here.amina, seen_version=2)
    entries.withdraw(entry=published, reason="Wrong", by=here.amina, seen_version=2)
    with pytest.raises(WrongState):
        entries.withdraw(entry=published, reason="Again", by=here.amina, seen_version=3)
