"""The working example: its story is in order, refers to what exists and stays true when it is
loaded on another day. Reads the files alone, needs no database.
"""

import datetime as dt
import re

import pytest

from tests.unit.demo_files import DEMO, PARTS, SIDE_OF, files_of, names, read, rows

STORIES = sorted((DEMO / "example" / "commitments").glob("*.toml"))
# The story is written as if this were today, in the local time of its plan.
TODAY = dt.datetime(2026, 11, 23, 23, 59)  # noqa: DTZ001
# Dates are shifted when the example is loaded, so its prose names no year, month or weekday.
DATED_PROSE = re.compile(
    r"\b(19|20)\d\d\b"
    r"|\b(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|lunes|martes|miércoles|jueves|viernes)\b"
    r"|\b(January|February|April|June|July|August|September|October|November|December)\b"
    r"|\b(in|of|by|since|until|last|next) (March|May)\b"
    r"|\b(Mon|Tues|Wednes|Thurs|Fri)day\b"
)
# Who may do what in the story: the side of the speaker's organisation.
SPEAKERS = {
    "assess": {"independent"},
    "observe": {"civil_society"},
    "settle": {"civil_society"},
    "escalate": {"civil_society"},
    "report": {"government", "civil_society"},
    "write_note": {"government", "civil_society"},
    "sign_note": {"government", "civil_society"},
    "hide": {"government", "civil_society"},
    "ripple": {"government", "civil_society", "independent"},
    "find": {"government", "civil_society", "independent"},
    "obstacle": {"government", "civil_society"},
    "act_on_agenda": {"civil_society"},
    "resolve": {"government", "civil_society"},
    "move_due": {"secretariat"},
    "change_state": {"secretariat"},
    "adopt_text": {"secretariat"},
    "seat": {"secretariat"},
    "seat_state": {"secretariat"},
}

pytestmark = pytest.mark.skipif("example" not in PARTS, reason="there is no example")
of_every_story = pytest.mark.parametrize("path", STORIES, ids=names(STORIES))


def story_of(path):
    return read(path).get("story", [])


def people():
    listed = read(DEMO / "example" / "people.toml")["person"]
    return {person["key"]: person for person in listed}


def test_people_are_known_once_and_get_no_mail():
    listed = read(DEMO / "example" / "people.toml")["person"]
    assert len(people()) == len(listed)
    assert all(person["email"].endswith("@onda.example") for person in listed)
    cast = {person["key"] for person in listed if person.get("cast")}
    assert cast == {"amina", "omar", "lucia", "tomas", "pat", "irene"}


def test_example_links_to_reserved_names_only():
    for path, content in files_of("example"):
        for table, row in rows(content):
            for field, value in row.items():
                if isinstance(value, str) and "://" in value:
                    host = re.match(r"https?://([^/]+)", value)[1]
                    assert host.endswith(".example"), f"{path.name}: {table}.{field} = {value}"


@pytest.mark.parametrize(
    "path", [path for path, _ in files_of("example")], ids=lambda path: path.name
)
def test_example_prose_names_no_year_month_or_weekday(path):
    for table, row in rows(read(path)):
        for field, value in row.items():
            if isinstance(value, str) and " " in value:
                found = DATED_PROSE.search(value)
                assert not found, f"{table}.{field} says {found[0]!r}"


@of_every_story
def test_story_runs_in_order_of_time_within_the_plan(path):
    moments = [item["at"] for item in story_of(path)]
    assert moments == sorted(moments)
    (plan,) = (plan["plan"] for plan in PARTS["example"]["plans"].values())
    for moment in moments:
        assert plan["start"] <= moment.date()
        assert moment <= TODAY


@of_every_story
def test_story_refers_to_what_was_said_before(path):
    said = {}
    for item in story_of(path):
        where = f"{item['do']} at {item['at']}"
        for field in ("to", "corrects", "entry", "led_by"):
            if isinstance(item.get(field), str) and (item["do"], field) != ("propose", "to"):
                assert item[field] in said, f"{where}: no {item[field]!r} before it"
        if item["do"] in ("answer", "publish_alone"):
            assert said[item["proposal"]] in ("propose", "answer"), where
        if item["do"] == "respond":
            assert said[item["to"]] == "observe", where
        if item["do"] == "find":
            assert said[item["to"]] == "ripple", where
        if item["do"] in ("act_on_agenda", "resolve"):
            assert said[item["to"]] == "obstacle", where
        if item["do"] in ("settle", "escalate"):
            assert said[item["of"]] == "observe", where
        if "key" in item:
            assert item["key"] not in said, f"{where}: {item['key']!r} is taken"
            said[item["key"]] = item["do"]


@of_every_story
def test_story_names_milestones_of_its_commitment(path):
    known = {milestone["number"] for milestone in read(path).get("milestone", [])}
    for item in story_of(path):
        assert item.get("milestone") in (None, *known), f"{item['do']} at {item['at']}"


@of_every_story
def test_people_speak_for_the_right_side_once_they_have_come(path):
    listed, organisations = people(), PARTS["example"]["organisations"]
    for item in story_of(path):
        where = f"{item['by']}, {item['do']} at {item['at']}"
        speaker = listed[item["by"]]
        assert speaker["since"] <= item["at"].date(), where
        side = SIDE_OF[organisations[speaker["organisation"]]["kind"]]
        assert side in SPEAKERS.get(item["do"], {side}), where


@of_every_story
def test_what_is_said_is_complete(path):
    for item in story_of(path):
        where = f"{item['by']}, {item['do']} at {item['at']}"
        if item["do"] == "report":
            if item["completion"] == "complete":
                assert item.get("evidence"), f"{where}: complete needs evidence"
            if item["completion"] in ("not_started", "limited"):
                assert item.get("difficulties"), f"{where}: needs difficulties"
        if item["do"] == "observe":
            assert item.get("seen_by"), f"{where}: how was it seen?"
        if item["do"] == "respond" and item["outcome"] == "will_answer":
            assert "answer_by" in item, f"{where}: by when?"
        if item["do"] in ("withdraw", "propose", "seat_state", "settle", "escalate"):
            assert item.get("reason"), f"{where}: needs a reason"
