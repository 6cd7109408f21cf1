"""Invented words: statuses and statements in every state."""

import datetime as dt

from tracker.completion import Completion
from tracker.presenters.files import FileView
from tracker.templatetags.onda import DIVERGENCE_LABELS

TODAY = dt.date(2026, 5, 18)


def body(side, short, url="#organisation"):
    return {"side": side, "short": short, "name": short, "url": url}


LAND = body("government", "Land Registry")
WATER = body("government", "Water Agency")
VIGIL = body("civil_society", "Vigil")
RIVERS = body("civil_society", "Rivers and People")
REVIEWER = body("independent", "National reviewer")


def voice(side, code, on, organisation="", **more):
    return {
        "voice": side,
        "completion": code,
        "label": Completion(code).label if code else "",
        "on": on,
        "organisation": organisation,
        "median_of": 1,
        "range_low": code,
        "range_high": code,
        "interested": [],
        "evidence_count": 0,
        "url": "#entry",
        "verdicts": [],
        **more,
    }


def status(state, government=None, civil_society=None, independent=None, since=None, steps=None):
    day = dt.date(2026, 3, 8)
    return {
        "government": government and voice("government", government, day, "Land Registry"),
        "civil_society": civil_society and voice("civil_society", civil_society, day, "Vigil"),
        "independent": independent and voice("independent", independent, day, "National reviewer"),
        "state": state,
        "state_label": DIVERGENCE_LABELS[state],
        "divergence": steps,
        "contested_since": since,
        "days_contested": (TODAY - since).days if since else None,
    }


SINCE = dt.date(2026, 3, 12)
STATUSES = [
    status("agreed", "complete", "complete"),
    status("one_step_apart", "substantial", "limited"),
    status("contested", "complete", "limited", since=SINCE),
    status("one_step_apart", "limited", "substantial"),
    status("contested", "substantial", "no_evidence", since=dt.date(2025, 11, 21)),
    status("agreed", "not_started", "not_started"),
    status("government_only", "limited"),
    status("civil_society_only", None, "not_started"),
    status("unreported"),
]
PLURAL = status("contested", "complete", "limited", "substantial", since=SINCE, steps=2)
PLURAL["civil_society"] = voice(
    "civil_society",
    "limited",
    SINCE,
    median_of=3,
    range_low="limited",
    range_high="substantial",
    evidence_count=2,
    verdicts=[
        {"organisation": name, "completion": code, "label": Completion(code).label, "on": SINCE}
        for name, code in [
            ("Vigil", "limited"),
            ("Rivers and People", "limited"),
            ("Open Budget Lab", "substantial"),
        ]
    ],
    interested=[
        {"organisation": "Mappers", "completion": "complete", "label": "Complete", "on": SINCE}
    ],
)
PLURAL["government"]["evidence_count"] = 3
BEHIND = status("one_step_apart", "limited", "substantial")
QUOTE = {
    "text": "Con la integración de 40 registros damos por cumplido el compromiso.",
    "lang": "es",
    "documented": False,
    "example": True,
    "url": "#entry",
}
OWN_WORDS = {
    **QUOTE,
    "text": "The register covers 40 of 57 districts. It is a step, not the register promised.",
    "lang": "en",
}


def statement(side, organisation, text, **more):
    return {
        "voice": side,
        "organisation": organisation,
        "hat_label": "",
        "on": dt.date(2026, 3, 12),
        "on_label": "",
        "documented": False,
        "source_url": "",
        "example": True,
        "title": "",
        "text": text,
        "language": "en",
        "evidence": [],
        "state": "published",
        "withdrawn_reason": "",
        "withdrawn_on": None,
        "corrects_url": "",
        "corrected_by_url": "",
        "facts": [],
        "links": [],
        "changes": [],
        "anchor": "",
        **more,
    }


# The usual sentences of a side without a verdict.
NO_SILENCE = {"government": "", "civil_society": ""}
SHA256 = "b1946ac92492d2347c6235b4d2611184f0c3a6f0a2e1d5c90b7a4e8d3f6c2a17"
EVIDENCE = [
    {
        "title": "Register, March file",
        "url": "https://land.example/march.csv",
        "file": None,
        "link_note": "answered on 14 May 2026",
        "on": dt.date(2026, 3, 1),
        "relation": "supports",
        "voice": "government",
        "organisation": "Land Registry",
        "about": "Milestone 6.2",
    },
    {
        "title": "Sample of 1,200 entries",
        "url": "",
        "file": None,
        "link_note": "",
        "on": None,
        "relation": "contradicts",
        "voice": "civil_society",
        "organisation": "Vigil",
        "about": "Milestone 6.2",
    },
    {
        "title": "The counter, closed",
        "url": "#file",
        "file": FileView("counter.jpg", "photo (JPEG)", "1.2 MB", SHA256),
        "link_note": "",
        "on": dt.date(2026, 3, 9),
        "relation": "supports",
        "voice": "civil_society",
        "organisation": "Vigil",
        "about": "Milestone 6.2",
    },
    {
        "title": "List of applicants",
        "url": "",
        "file": FileView("", "workbook (Excel)", "88 kB", SHA256, erased_on="2 Apr 2026"),
        "link_note": "",
        "on": None,
        "relation": "supports",
        "voice": "government",
        "organisation": "Land Registry",
        "about": "Milestone 6.2",
    },
]
CHANGES = [
    {
        "label": "Completion",
        "old": "Substantial",
        "new": "Complete",
        "lang": "en",
        "whole": True,
    },
    {
        "label": "What was done",
        "old": "With 28 registers joined we move towards the goal of the second round.",
        "new": "With 40 registers joined we consider the commitment met for the second round.",
        "lang": "en",
        "whole": False,
    },
    {"label": "Evidence", "old": None, "new": "Register, March file", "lang": "en", "whole": True},
    {"label": "Note", "old": "Draft of February.", "new": None, "lang": "en", "whole": True},
]
STATEMENTS = [
    statement(
        "government",
        LAND,
        "We joined 40 registers.\n\nThe file is at https://land.example/march.csv, updated monthly.",
        title="Progress report",
        evidence=EVIDENCE,
        facts=[
            {"label": "Assessment", "value": "Complete", "lang": ""},
            {"label": "Done on", "value": "8 Mar 2026", "lang": ""},
            {
                "label": "Difficulties",
                "value": "Seventeen districts keep their registers on paper and have no budget to scan them.",
                "lang": "en",
            },
        ],
        links=[{"label": "In the history", "url": "#history"}],
        changes=CHANGES[:1],
    ),
    statement(
        "civil_society",
        VIGIL,
        "Descargamos el archivo del 11 de mayo. Tres de doce columnas no aparecen en el diccionario.",
        language="es",
        hat_label="active observer",
        facts=[{"label": "Assessment", "value": "Limited", "lang": ""}],
        corrects_url="#entry",
    ),
    statement(
        "independent",
        REVIEWER,
        "The report will look at the file that was published, not at its announcement.",
        on=None,
        on_label="2026",
        documented=True,
        example=False,
        source_url="https://review.example/report",
    ),
    statement(
        "civil_society",
        RIVERS,
        "The download asks for a password.",
        state="withdrawn",
        withdrawn_on=dt.date(2026, 4, 2),
        withdrawn_reason="We tested the wrong address.",
    ),
    statement("secretariat", body("secretariat", "Secretariat"), "The round closes in June."),
    statement("government", WATER, "Half written.", state="draft", corrected_by_url="#entry"),
]
STORY = [
    {"kind": "statement", "on": item["on"], "on_label": item["on_label"], "statement": item}
    for item in STATEMENTS[:4]
]
STORY.insert(1, {"kind": "silence", "text": "47 days in which government did not answer"})
