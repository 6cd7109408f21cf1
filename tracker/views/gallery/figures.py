"""Invented dates and places for the drawn figures."""

import datetime as dt
from types import SimpleNamespace

from tracker.presenters import rings
from tracker.presenters.figures import axis_over
from tracker.presenters.lasting import Claim, RungRow
from tracker.views.gallery.voices import LAND, SINCE, STATUSES, TODAY, VIGIL, WATER

AXIS = axis_over([], start=dt.date(2025, 9, 1), end=dt.date(2027, 8, 31), today=TODAY)
BEATS = [
    {"voice": side, "on": dt.date(2026, month, day)}
    for side, month, day in [
        ("government", 1, 12),
        ("government", 2, 20),
        ("government", 3, 8),
        ("government", 5, 6),
        ("civil_society", 2, 3),
        ("civil_society", 3, 12),
        ("civil_society", 4, 27),
        ("civil_society", 5, 14),
        ("independent", 2, 2),
    ]
]
SILENCES = [{"voice": "government", "start": SINCE, "end": dt.date(2026, 4, 28)}]


RINGS = rings.of_rows(
    [
        SimpleNamespace(
            number=number,
            pk=number,
            cause_pk=cause,
            layer_code=layer,
            voice=voice,
            is_confirmed=confirmed,
            is_adverse=adverse,
            title=title,
            anchor=f"ripple-{number}",
        )
        for number, cause, layer, voice, confirmed, adverse, title in [
            (1, None, "back_office", "government", True, False, "Nine offices use one form"),
            (2, 1, "data", "civil_society", True, False, "Two districts publish alike"),
            (3, None, "data", "independent", False, True, "One file lost a column"),
            (4, 2, "decision", "civil_society", False, False, "A fund is shared out anew"),
            (
                5,
                None,
                "public_service",
                "government",
                False,
                False,
                "No more copies at the counter",
            ),
        ]
    ],
    "1",
)


def lane(number, title, owner, start, original, due, done=None, overdue=0, **more):
    return {
        "number": number,
        "title": title,
        "lang": "en",
        "url": "#milestone",
        "owner": owner,
        "start": start,
        "original_due": original,
        "due": due,
        "due_label": due.isoformat() if due else "ongoing",
        "original_due_label": original.isoformat() if original else "",
        "done": done,
        "overdue_days": overdue,
        "slipped": bool(due and due != original),
        "note": "",
        "status": STATUSES[int(number[-1]) % len(STATUSES)],
        **more,
    }


D = dt.date
LANES = [
    lane("6.1", "Publish the common data dictionary", LAND, D(2025, 10, 3), D(2026, 2, 27), D(2026, 2, 27), D(2026, 2, 20)),
    lane("6.2", "Join the registers of 40 districts", LAND, D(2025, 11, 3), D(2026, 1, 30), D(2026, 4, 8), D(2026, 4, 2)),
    lane("6.3", "Publish the register in an open format", LAND, D(2026, 1, 5), D(2026, 4, 8), D(2026, 9, 30)),
    lane("6.4", "Check the register with owners in three districts", VIGIL, D(2026, 3, 12), D(2027, 7, 22), D(2027, 7, 22)),
    lane("6.5", "Issue rules for permanent publication", WATER, None, D(2026, 3, 8), D(2026, 3, 8), overdue=71),
    lane("6.6", "Answer questions from the public", None, None, None, None, note="Source does not name an owner."),
]  # fmt: skip


def placements(codes):
    found = []
    for number, (government, civil_society) in enumerate(codes, start=1):
        found.append(
            {
                "number": number,
                "title": f"Commitment about something {number}",
                "lang": "en",
                "url": f"#commitment-{number}",
                "government": government,
                "civil_society": civil_society,
                "state": "agreed" if government == civil_society else "one_step_apart",
                "ambition": ["substantial", "modest", "unclear"][number % 3],
            }
        )
    return found


_C, _S, _L, _N, _E = "complete", "substantial", "limited", "not_started", "no_evidence"
PLACEMENTS = placements(
    [(_C, _S), (_C, _C), (_C, _C), (_S, _N), (_S, _E), (_C, _L), (_S, _S), (_S, _L), (_L, _L), (_L, None)]
    + [(_C, _L), (_S, _S), (None, _L), (_C, _C), (_S, _L), (_L, _L), (_S, None), (_N, _N), (_C, _S), (_S, _S)]
    + [(None, None), (_C, _N), (_L, _S), (_S, None), (_C, _C), (_S, _L)]
)  # fmt: skip
MANY = placements([(_C, _L)] * 48 + [(_S, None)] * 14)
ROW = {
    "number": 6,
    "title": "A single, open register of land",
    "lang": "en",
    "url": "#commitment",
    "leads": [LAND],
    "counterparts": [VIGIL],
    "said": [
        {"voice": "government", "text": "Register published.", "lang": "en"},
        {
            "voice": "civil_society",
            "text": "Tres de cada diez distritos siguen fuera.",
            "lang": "es",
        },
    ],
    "note": "",
    "status": STATUSES[2],
}


def _claim(state, organisation, keeper, keeper_url=""):
    return Claim(state, organisation, "June 2026", keeper, keeper_url, "en", "#lasting-h")


RUNGS = [
    RungRow(
        2, "Unit or post", [_claim("holds", "LAND", "Office of the Register", "#lasting-h")], []
    ),
    RungRow(1, "Procedure", [_claim("lost", "LAND", "")], [_claim("holds", "VIGIL", "The clerks")]),
]
REACHED = [
    {"voice": "government", "text": "Unit or post"},
    {"voice": "civil_society", "text": "Procedure"},
]
