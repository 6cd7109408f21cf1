"""Two people at one form of the administration."""

import datetime as dt

import pytest

from ledger.models import HistoryEntry
from tests import factories
from tests.integration.admin_forms import errors, fill, fresh, page_of, shown, speaking_english
from tracker.actions import commitments, milestones


@pytest.fixture
def world_here(here):
    return speaking_english(here)


@pytest.fixture
def forum(as_, world_here):
    """The browser of somebody of the secretariat, the forum of the plan."""
    return as_(world_here.pat)


def test_a_conflict_loses_neither_text(forum, world_here):
    here = world_here
    page = page_of(here.commitment)
    mine = fill(forum, page, title_en="Mine", objective_en="Only mine", reason="Because")
    commitments.change_commitment(
        commitment=here.commitment,
        by=here.pat,
        seen_version=1,
        title_en="Theirs",
        problem_en="Only theirs",
    )
    before = HistoryEntry.objects.count()

    response = forum.post(page, mine)

    assert response.status_code == 409
    assert HistoryEntry.objects.count() == before
    sentences = errors(response)
    assert "Organización foro changed this while you were writing" in sentences
    assert "Now it says “Theirs”." in sentences
    assert "Problem in English" in sentences
    again = shown(response)
    assert again["seen"] == ["2"]
    assert again["title_en"] == ["Mine"]
    assert again["objective_en"] == ["Only mine"]
    assert again["problem_en"] == ["Only theirs"]
    assert again["reason"] == ["Because"]

    assert forum.post(page, {**again, "_save": "Save"}).status_code == 302
    row = fresh(here.commitment)
    assert (row.title_en, row.objective_en, row.problem_en, row.version) == (
        "Mine",
        "Only mine",
        "Only theirs",
        3,
    )


def test_a_conflict_takes_over_choices_dates_and_references(forum, world_here, drafted):
    here = world_here
    page = page_of(drafted.milestone)
    mine = fill(forum, page, title_en="Mine")
    milestones.change_milestone(
        milestone=drafted.milestone,
        by=here.pat,
        seen_version=1,
        owner=here.organisations["auditoria"],
        start_date=dt.date(2026, 2, 1),
    )
    again = shown(forum.post(page, mine))
    assert again["owner"] == ["auditoria"]
    assert again["start_date"] == ["2026-02-01"]
    forum.post(page, {**again, "_save": "Save"})
    row = fresh(drafted.milestone)
    assert (row.title_en, row.owner.slug, row.start_date) == (
        "Mine",
        "auditoria",
        dt.date(2026, 2, 1),
    )


def test_a_conflict_takes_over_ticks_and_lists(forum, world_here):
    here = world_here
    page = page_of(here.commitment)
    mine = fill(forum, page, title_en="Mine")
    theme = factories.add_theme(here.plan, here.pat)
    commitments.change_commitment(
        commitment=here.commitment,
        by=here.pat,
        seen_version=1,
        is_proactive=True,
        ogp_values=["technology", "civic_participation"],
        policy_areas=["water", "health"],
        theme=theme,
    )
    again = shown(forum.post(page, mine))
    assert again["is_proactive"] == ["on"]
    assert sorted(again["ogp_values"]) == ["civic_participation", "technology"]
    assert again["policy_areas"] == ["water\r\nhealth"]
    assert again["theme"] == [str(theme.pk)]


def test_the_same_change_twice_is_a_conflict_that_says_so(forum, world_here):
    page = page_of(world_here.commitment)
    sent = fill(forum, page, title_en="Once")
    assert forum.post(page, sent).status_code == 302
    assert forum.post(page, sent).status_code == 409


def test_a_conflict_about_what_the_history_does_not_keep(forum, world_here):
    page = page_of(world_here.tomas)
    mine = fill(forum, page, name="Tomás")
    forum.post(page, fill(forum, page, name="Thomas"))
    response = forum.post(page, mine)
    assert response.status_code == 409
    assert "Now it says “Thomas”." in errors(response)
    assert shown(response)["name"] == ["Tomás"]


@pytest.mark.parametrize("seen", ["", "abc", "-1", "1.5", "99999999999999999999", "\x00", "²"])
def test_a_form_without_its_version_is_given_back_with_one(forum, world_here, seen):
    page = page_of(world_here.commitment)
    before = HistoryEntry.objects.count()
    response = forum.post(page, fill(forum, page, title_en="New", seen=seen))
    assert response.status_code == 200
    assert "without the version" in errors(response)
    assert shown(response)["seen"] == ["1"]
    assert shown(response)["title_en"] == ["New"]
    assert HistoryEntry.objects.count() == before


def test_a_version_that_never_was_is_a_conflict(forum, world_here):
    page = page_of(world_here.commitment)
    assert forum.post(page, fill(forum, page, title_en="New", seen="7")).status_code == 409


def test_a_move_meets_a_conflict(forum, world_here, drafted):
    here = world_here
    page = page_of(drafted.milestone, "move", "move_due_date")
    sent = fill(forum, page, precision="day", due_date="2027-05-05", reason="Mine")
    milestones.move_due_date(
        milestone=drafted.milestone,
        to=dt.date(2027, 3, 3),
        precision="month",
        reason="Theirs",
        by=here.pat,
        seen_version=1,
    )
    response = forum.post(page, sent)
    assert response.status_code == 409
    assert "Nothing was done yet." in errors(response)
    assert "2027-03-31" in errors(response)
    again = shown(response)
    assert (again["seen"], again["reason"]) == (["2"], ["Mine"])
    assert forum.post(page, again).status_code == 302
    assert fresh(drafted.milestone).due_date == dt.date(2027, 5, 5)


def test_a_move_that_is_not_possible_any_more_says_so(forum, drafted):
    page = page_of(drafted.commitment, "move", "pause")
    sent = fill(forum, page, reason="Una razón")
    assert forum.post(page, sent).status_code == 302
    before = HistoryEntry.objects.count()
    response = forum.post(page, sent, follow=True)
    assert "not possible any more" in response.content.decode()
    assert HistoryEntry.objects.count() == before


def test_a_move_without_its_version_is_given_back_with_one(forum, drafted):
    page = page_of(drafted.commitment, "move", "pause")
    response = forum.post(page, {"reason": "Una razón", "on": "2026-11-01"})
    assert "without the version" in errors(response)
    assert shown(response)["seen"] == ["1"]
    assert fresh(drafted.commitment).state == "in_force"
