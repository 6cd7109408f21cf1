"""The files of demonstration data: they parse, everything they name exists, and every fact of the
archive has its source. Reads the files alone, needs no database.
"""

import re

import pytest

from tests.unit.demo_files import (
    CODES,
    DATE_SHAPE,
    DEMO,
    FILES,
    KEEPER,
    ORGANISATION_FIELDS,
    PARTS,
    SIDE_OF,
    files_of,
    names,
    read,
    rows,
)

PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|\+?\d{2,3}[ -]\d{4}[ -]\d{4}|\b(Lic|Mtr[oa]|Dr|Dra|Ing|Mr|Mrs|Ms)\."
)

of_every_file = pytest.mark.parametrize("path", FILES, ids=names(FILES))
of_every_part = pytest.mark.parametrize("name", PARTS)
in_the_archive = pytest.mark.skipif("archive" not in PARTS, reason="there is no archive")


@of_every_file
def test_file_uses_only_known_codes(path):
    for table, row in rows(read(path)):
        for field, codes in CODES.get(table, {}).items():
            value = row.get(field, "")
            for code in value if isinstance(value, list) else [value]:
                assert code in ("", *codes.split()), f"{table}.{field} = {code!r}"


@of_every_file
def test_file_says_everything_in_both_languages(path):
    for table, row in rows(read(path)):
        for field in [key for key in row if key.endswith("_es") and key != "body_es"]:
            other = field.removesuffix("_es") + "_en"
            assert bool(row[field]) == bool(row.get(other)), f"{table}: {field} without {other}"


@of_every_file
def test_milestones_have_a_date_that_fits_its_precision(path):
    for milestone in read(path).get("milestone", []):
        undated = milestone["due_precision"] in ("ongoing", "unknown")
        assert ("due" in milestone) != undated
        if "due" in milestone and "start" in milestone:
            assert milestone["start"] <= milestone["due"]


def test_addresses_are_short_names_used_once_over_both_parts():
    used = [
        slug
        for part in PARTS.values()
        for slug in (
            *(row["slug"] for row in part["organisations"].values()),
            *part["plans"],
            *(theme["slug"] for plan in part["plans"].values() for theme in plan.get("theme", [])),
        )
    ]
    assert [slug for slug in used if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []
    assert sorted(used) == sorted(set(used))


@of_every_part
def test_every_organisation_named_stands_in_the_same_part(name):
    known = PARTS[name]["organisations"]
    for path, content in files_of(name):
        for table, row in rows(content):
            named = [row[field] for field in ORGANISATION_FIELDS if isinstance(row.get(field), str)]
            listed = (*row.get("agreed_by", []), *row.get("organisations", []))
            unknown = {slug for slug in (*named, *listed) if slug} - set(known)
            assert not unknown, f"{path.name}: {table} names {unknown}"


@of_every_part
def test_parents_stand_before_their_parts(name):
    seen = set()
    for slug, row in PARTS[name]["organisations"].items():
        assert row.get("parent") in (None, "", *seen)
        seen.add(slug)


@of_every_part
def test_numbers_and_seats_are_not_given_twice(name):
    for plan in PARTS[name]["plans"].values():
        themes = {theme["slug"] for theme in plan.get("theme", [])}
        numbers = [file["commitment"]["number"] for file in plan["commitments"].values()]
        assert len(numbers) == len(set(numbers))
        for file_name, file in plan["commitments"].items():
            assert int(file_name.split("-")[0]) == file["commitment"]["number"]
            assert file["commitment"]["theme"] in ("", *themes)
            steps = [milestone["number"] for milestone in file.get("milestone", [])]
            assert len(steps) == len(set(steps))
            seats = [(seat["organisation"], seat["role"]) for seat in file.get("seat", [])]
            assert len(seats) == len(set(seats))


@of_every_part
def test_plans_are_of_the_nature_of_their_folder(name):
    for plan in PARTS[name]["plans"].values():
        frame = plan["plan"]
        keeper = PARTS[name]["organisations"][frame["secretariat"]]
        assert (frame["nature"], keeper["kind"]) == (name, "secretariat")
        assert frame["start"] < frame["end"]
        assert frame.get("predecessor") in (None, "", *PARTS[name]["plans"])
        if name == "archive":
            assert frame["secretariat"] == KEEPER
            assert frame["status"] == "ended"


@in_the_archive
def test_everything_in_the_archive_has_a_source():
    sourced = ("organisation", "text", "seat", "milestone", "lineage", "event", "statement")
    for path, content in files_of("archive"):
        for table, row in rows(content):
            if table in ("plan", "commitment") or (table in sourced and row.get("slug") != KEEPER):
                links = row.get("sources") or [row.get("source", "")]
                bad = [link for link in links if not re.match(r"https?://[\w.-]+\.\w+/?", link)]
                assert not bad, f"{path.name}: {table} without a source: {row}"
                assert not any(".example" in link or " " in link for link in links)


@in_the_archive
def test_archive_names_no_person():
    for path, content in files_of("archive"):
        for table, row in rows(content):
            for field, value in row.items():
                said = isinstance(value, str) and not value.startswith("http")
                assert not (said and PERSONAL.search(value)), f"{path.name}: {table}.{field}"


@in_the_archive
def test_archive_lists_only_organisations_that_it_needs():
    listed = PARTS["archive"]["organisations"]
    needed = {row.get("parent") for row in listed.values()} | {KEEPER}
    for path, content in files_of("archive"):
        for _, row in rows(content):
            if path.name != "organisations.toml":
                needed |= {
                    row.get("organisation") if isinstance(row.get("organisation"), str) else ""
                }
                needed |= {row.get("owner"), *row.get("organisations", [])}
    assert set(listed) - needed == set()


@in_the_archive
@pytest.mark.parametrize(
    ("file", "table", "date", "precision"),
    [
        ("events", "event", "date", "date_precision"),
        ("statements", "statement", "on", "on_precision"),
    ],
)
def test_dated_rows_are_known_once_and_point_at_commitments(file, table, date, precision):
    listed = read(DEMO / "archive" / f"{file}.toml")[table]
    keys = [row["key"] for row in listed]
    assert len(keys) == len(set(keys))
    for row in listed:
        assert re.fullmatch(DATE_SHAPE[row[precision]], row[date]), row["key"]
        wanted = row["commitments"] if table == "event" else [row["commitment"]]
        files = PARTS["archive"]["plans"][row["plan"]]["commitments"].values()
        assert set(wanted) <= {one["commitment"]["number"] for one in files}, row["key"]


@in_the_archive
def test_statements_speak_with_the_voice_of_their_organisation():
    voices = {
        "independent_assessment": "independent",
        "progress_report": "government",
        "observation": "civil_society",
    }
    for row in read(DEMO / "archive" / "statements.toml")["statement"]:
        speaker = PARTS["archive"]["organisations"][row["organisation"]]
        if row["kind"] == "ripple":  # summed up by the archive's keeper, with no word of the body's
            assert row["title"], row["key"]
            assert row["basis_es"], row["key"]
            continue
        assert SIDE_OF[speaker["kind"]] == voices[row["kind"]], row["key"]
        assert row["text"].strip()
        assert ("observation_kind" in row) == (row["kind"] == "observation")
        assert ("report" in row) == (row["kind"] == "independent_assessment")


@in_the_archive
def test_lineage_joins_commitments_of_an_earlier_and_a_later_plan():
    plans = PARTS["archive"]["plans"]
    for row in read(DEMO / "archive" / "lineage.toml")["lineage"]:
        for end in ("from", "to"):
            files = plans[row[f"{end}_plan"]]["commitments"].values()
            assert row[f"{end}_number"] in {file["commitment"]["number"] for file in files}
        assert plans[row["from_plan"]]["plan"]["start"] < plans[row["to_plan"]]["plan"]["start"]
