"""Reads the files of demonstration data for their tests. The format: `demo/README.md`."""

import tomllib
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "demo"
FILES = sorted(DEMO.rglob("*.toml"))
KEEPER = "onda-archive"  # keeps the archive; the one organisation there that is not a real body

SIDES = {
    "government": "presidency ministry agency autonomous_body legislature judiciary subnational"
    " state_company commission",
    "civil_society": "cso coalition academia foundation",
    "independent": "reviewer international",
    "secretariat": "secretariat",
}
SIDE_OF = {kind: side for side, kinds in SIDES.items() for kind in kinds.split()}
COMPLETION = "no_evidence not_started limited substantial complete"
EVENT_TYPES = (
    "plan governance co_creation meeting checkpoint claim publication observation milestone"
    " ripple_effect obstacle legal_change amendment response_policy"
)
POTENTIAL_IMPACT = "none minor moderate transformative"
# The table a row stands in -> its coded fields -> the codes allowed. A code may be left empty.
CODES = {
    "organisation": {"kind": " ".join(SIDE_OF)},
    "person": {"role": "member lead", "language": "es en"},
    "plan": {
        "status": "in_force ended",
        "nature": "archive example",
        "date_precision": "day month year",
    },
    "commitment": {
        "state": "in_force paused withdrawn superseded",
        "ambition": "minor moderate transformative unclear modest substantial",
        "ogp_values": "access_to_information civic_participation public_accountability technology",
    },
    "seat": {
        "role": "leads supports must_decide gives_legal_opinion gives_budget gives_data adviser"
        " expert active_observer co_implementer",
        "state": "invited at_the_table missing left",
    },
    "milestone": {"due_precision": "day month quarter season year recurring ongoing unknown"},
    "lineage": {
        "kind": "continued expanded narrowed split merged replaced dropped thematic",
    },
    "event": {"date_precision": "day month year", "type": EVENT_TYPES},
    "statement": {
        "kind": "independent_assessment progress_report observation ripple",
        "layer": "back_office data decision public_service",
        "ripple_kind": "process data decision service rule relationship taken_up",
        "noticed_precision": "day month year",
        "observation_kind": "confirms disputes question advice note praise",
        "on_precision": "day month year unknown",
        "language": "es en",
        "completion": COMPLETION,
        "verifiable": "yes no",
        "specificity": "none low medium high",
        "potential_impact": POTENTIAL_IMPACT,
        "ambition": "unclear modest substantial",
        "early_results": "none marginal significant outstanding",
    },
    "story": {
        "do": "report observe respond assess withdraw draft propose answer publish_alone seat"
        " seat_state write_note sign_note hide settle escalate ripple find meet agree keep void"
        " wait obstacle act_on_agenda resolve",
        "kind": "confirms disputes question advice note praise report observe due_date text state",
        "verdict": "accept refuse counter",
        "layer": "back_office data decision public_service",
        "type": "process data decision service rule relationship taken_up"
        " legal political mandate inter_agency budget technical capacity procurement external"
        " hearing op_ed litigation forum campaign meeting other",
        "severity": "slows stops_part stops",
        "finding": "corroborates rejects lasting faded",
        "effect": "better worse",
        "anticipated": "yes no",
        "noticed_precision": "day month year",
        "language": "es en",
        "completion": COMPLETION,
        "change": "same slightly_better substantially_better worse",
        "seen_by": "site_visit data_test information_request interview documents",
        "outcome": "taken_up partly not_taken_up will_answer accepted not_resolved",
        "verifiable": "yes no",
        "specificity": "none low medium high",
        "potential_impact": POTENTIAL_IMPACT,
        "ambition": "unclear modest substantial",
        "early_results": "none marginal significant outstanding",
    },
    "evidence": {"relation": "supports contradicts"},
}
DATE_SHAPE = {"year": r"\d{4}", "month": r"\d{4}-\d\d", "day": r"\d{4}-\d\d-\d\d", "unknown": ""}
ORGANISATION_FIELDS = (
    "organisation",
    "owner",
    "parent",
    "secretariat",
    "government_steward",
    "civil_society_steward",
)


def names(paths):
    return [str(path.relative_to(DEMO)) for path in paths]


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(table, under="file"):
    """Yield `(name of the table, row)` for a table and every table inside it."""
    yield under, table
    for key, value in table.items():
        inner = value if isinstance(value, list) else [value]
        for item in inner:
            if isinstance(item, dict):
                yield from rows(item, key)


def read_part(folder):
    """Return the organisations and plans of the archive or of the example, or None without it."""
    if not (folder / "organisations.toml").exists():
        return None
    plans = {}
    for path in sorted(folder.glob("plan*.toml")):
        commitments = folder / ("commitments" if path.stem == "plan" else path.stem)
        files = {file.name: read(file) for file in sorted(commitments.glob("*.toml"))}
        frame = read(path)
        plans[frame["plan"]["slug"]] = frame | {"commitments": files}
    listed = read(folder / "organisations.toml")["organisation"]
    return {"organisations": {row["slug"]: row for row in listed}, "plans": plans}


PARTS = {
    name: part for name in ("archive", "example") if (part := read_part(DEMO / name)) is not None
}


def files_of(name):
    return [(path, read(path)) for path in FILES if path.relative_to(DEMO).parts[0] == name]
