"""Geometry of lanes, pulse, ruler, mirror and matrix."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.presenters import figures, placements, ruler

AXIS = figures.Axis(dt.date(2014, 1, 1), dt.date(2015, 12, 31), today=dt.date(2015, 5, 18))
DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 1, 1))


def milestone(**dates):
    dates = {"start": None, "original_due": None, "due": None, "done": None} | dates
    return {"overdue_days": 1} | dates


def percent(text):
    assert text.endswith("%")
    assert "," not in text
    return float(text.removesuffix("%"))


# --- Time ---


@pytest.mark.parametrize(
    ("day", "where"),
    [
        (dt.date(2014, 1, 1), 0),
        (dt.date(2015, 12, 31), 100),
        (dt.date(2013, 1, 1), 0),
        (dt.date(2030, 1, 1), 100),
        (dt.datetime(2015, 12, 31, 12, tzinfo=dt.UTC), 100),
    ],
)
def test_position_is_held_at_the_edges(day, where):
    assert figures.position(day, AXIS) == where


def test_axis_holds_every_date_but_not_today():
    axis = figures.axis_over(
        [dt.date(2016, 5, 1), None],
        start=dt.date(2014, 1, 1),
        end=dt.date(2015, 12, 31),
        today=dt.date(2026, 1, 1),
    )
    assert (axis.start, axis.end) == (dt.date(2014, 1, 1), dt.date(2016, 5, 1))
    assert figures.today_share(axis) is None


def test_axis_of_nothing_is_still_an_axis():
    axis = figures.axis_over([], start=None, end=None, today=dt.date(2026, 1, 1))
    assert axis.start < axis.end


@given(start=DAYS, length=st.integers(1, 9000))
def test_ticks_are_few_in_order_and_inside(start, length):
    axis = figures.Axis(start, start + dt.timedelta(days=length), start)
    shares = [percent(tick.x) for tick in figures.ticks(axis)]
    assert len(shares) <= 5
    assert shares == sorted(shares)
    assert all(0 <= share <= 100 for share in shares)


def test_ticks_of_a_two_year_plan_are_half_years():
    assert [tick.label for tick in figures.ticks(AXIS)] == [
        "Jan 2014",
        "Jul 2014",
        "Jan 2015",
        "Jul 2015",
    ]


# --- Lanes ---


def test_lane_of_a_milestone_done_in_time_has_no_dashes():
    lane = figures.lane(
        milestone(
            start=dt.date(2014, 2, 3),
            original_due=dt.date(2014, 10, 27),
            due=dt.date(2014, 10, 27),
            done=dt.date(2014, 10, 20),
        ),
        AXIS,
    )
    assert lane.slip_to is None
    assert lane.original is None
    assert percent(lane.span_to) == percent(lane.done) < percent(lane.due)


def test_lane_of_an_overdue_milestone_is_dashed_until_today():
    lane = figures.lane(milestone(due=dt.date(2015, 3, 8)), AXIS)
    assert percent(lane.slip_from) == percent(lane.due)
    assert lane.slip_to == figures.today_share(AXIS)


def test_lane_of_a_milestone_that_nobody_owes_any_more_is_not_dashed():
    lane = figures.lane(milestone(due=dt.date(2015, 3, 8), overdue_days=0), AXIS)
    assert lane.slip_to is None


def test_lane_of_a_moved_milestone_keeps_the_original_date():
    lane = figures.lane(milestone(original_due=dt.date(2015, 3, 8), due=dt.date(2015, 6, 30)), AXIS)
    assert percent(lane.original) == percent(lane.slip_from) < percent(lane.slip_to)
    assert lane.slip_to == lane.due


def test_lane_of_a_milestone_moved_and_overdue_again_is_dashed_until_today():
    lane = figures.lane(milestone(original_due=dt.date(2014, 3, 8), due=dt.date(2015, 3, 8)), AXIS)
    assert lane.slip_to == figures.today_share(AXIS)
    assert percent(lane.due) < percent(lane.slip_to)


def test_lane_done_late_is_dashed_until_it_was_done():
    lane = figures.lane(milestone(due=dt.date(2015, 1, 1), done=dt.date(2015, 4, 1)), AXIS)
    assert lane.slip_to == lane.done


def test_lane_without_a_due_date_is_open():
    lane = figures.lane(milestone(), AXIS)
    assert lane.is_open
    assert (lane.span_from, lane.span_to, lane.due) == ("0%", "100%", None)


@given(
    start=st.none() | DAYS,
    original=st.none() | DAYS,
    due=st.none() | DAYS,
    done=st.none() | DAYS,
    today=DAYS,
)
def test_every_lane_stays_inside_and_runs_forward(start, original, due, done, today):
    axis = figures.Axis(AXIS.start, AXIS.end, today)
    lane = figures.lane(milestone(start=start, original_due=original, due=due, done=done), axis)
    assert percent(lane.span_from) <= percent(lane.span_to)
    if lane.slip_from:
        assert percent(lane.slip_from) < percent(lane.slip_to)
    for mark in (lane.span_from, lane.span_to, lane.slip_to, lane.original, lane.due, lane.done):
        assert mark is None or 0 <= percent(mark) <= 100


# --- Pulse ---


def test_pulse_draws_what_one_side_said_on_one_day_once():
    said = [{"voice": "government", "on": dt.date(2015, 3, 8)}] * 3
    quiet = [
        {"voice": "civil_society", "start": dt.date(2015, 1, 1), "end": dt.date(2015, 3, 1)},
    ]
    pulse = figures.pulse(said, quiet, AXIS)
    assert len(pulse.beats) == 1
    assert percent(pulse.silences[0].width) > 0


# --- Ruler ---

CODES = [None, "no_evidence", "not_started", "limited", "substantial", "complete"]


@pytest.mark.parametrize(
    ("government", "civil_society", "behind", "steps"),
    [
        ("complete", "limited", "civil_society", 2),
        ("limited", "substantial", "government", 1),
        ("complete", "complete", None, 0),
        ("complete", None, None, 0),
        ("complete", "no_evidence", None, 0),
    ],
)
def test_ruler_hatches_the_side_that_is_behind(government, civil_society, behind, steps):
    gap = ruler.ruler(government, civil_society).gap
    assert (gap and gap.voice, gap.steps if gap else 0) == (behind, steps)


@pytest.mark.parametrize("code", [None, "no_evidence"])
def test_ruler_keeps_what_is_not_a_step_off_the_scale(code):
    government, civil_society = ruler.ruler("not_started", code).bars
    assert government.width == "0%"
    assert government.at_zero
    assert civil_society.width is None


def test_ruler_sets_organisations_side_by_side_and_leaves_out_a_crowd():
    points = ruler.ruler("complete", "limited", ["limited"] * 9 + ["not_started", None]).points
    assert len({(point.x, point.dx) for point in points}) == len(points) == 7
    assert [point.dx > 0 for point in points if point.x == "0%"] == [True]


# --- Mirror and matrix ---


@dataclass(frozen=True)
class Placement:
    number: int
    government: str | None
    civil_society: str | None
    ambition: str = ""


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), max_size=120))
def test_mirror_shows_or_counts_every_commitment_once_on_each_side(codes):
    items = [Placement(number, *pair) for number, pair in enumerate(codes)]
    mirror = placements.mirror(items)
    for side in mirror.sides:
        shown = [unit.placement.number for cell in side.cells for unit in cell.units]
        counted = sum(cell.more.count for cell in side.cells if cell.more)
        assert len(shown) == len(set(shown))
        assert len(shown) + counted == len(items)
        for cell in side.cells:
            assert all(0 <= unit.dy <= side.height - placements.UNIT for unit in cell.units)
            assert len({(unit.dx, unit.dy) for unit in cell.units}) == len(cell.units)
    assert mirror.fits_a_table == (len(items) <= placements.MOST_IN_A_TABLE)


def test_matrix_joins_the_two_voices_where_they_agree():
    items = [
        Placement(1, "complete", "complete", "modest"),
        Placement(2, "complete", "limited", "modest"),
        Placement(3, None, "limited", ""),
    ]
    (row,) = placements.matrix(items, [("modest", "Modest")])
    drawn = [[(unit.placement.number, unit.voice) for unit in box] for box in row.boxes]
    assert drawn == [[], [], [(2, "civil_society")], [], [(1, "both"), (2, "government")]]
