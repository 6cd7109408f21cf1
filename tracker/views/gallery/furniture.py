"""Invented rows, panels and forms."""

import datetime as dt

from django import forms

from tracker.completion import DEFINITIONS, Completion
from tracker.views.gallery.voices import SINCE

SEATS = [
    {
        "voice": side,
        "name": name,
        "url": "#organisation",
        "role_label": role,
        "state": state,
        "state_label": state.replace("_", " "),
        "since": SINCE,
        "note": note,
    }
    for side, name, role, state, note in [
        ("government", "Land Registry", "leads", "at_the_table", ""),
        ("civil_society", "Vigil", "active observer", "at_the_table", "Checks milestone 6.4."),
        ("government", "Ministry of Finance", "gives budget", "missing", "No answer."),
        ("government", "Water Agency", "gives data", "invited", ""),
    ]
]
CONFLICT = {
    "name": "text",
    "label": "What was done?",
    "base": "Draft sent to legal review.",
    "theirs": "Draft sent to legal review, which returned it with remarks on article 4.",
    "mine": "Draft sent to legal review. It is being signed and goes to the gazette in June.",
    "theirs_note": "Planning unit, 18 May, 10:42 · version 8",
    "mine_note": "You, not published · started from version 7",
    "mergeable": True,
    "merged": "Draft sent to legal review, which returned it with remarks. It is being signed.",
    "choice": "theirs",
    "lang": "en",
}
HEAD = {
    "sequence": 1240,
    "hash": "b1946ac92492d2347c6235b4d2611184f0c3a6f0a2e1d5c90b7a4e8d3f6c2a17",
    "recorded_at": dt.datetime(2026, 5, 14, 16, 20, tzinfo=dt.UTC),
}


class SampleForm(forms.Form):
    """Every kind of control; bound with too little, so that each shows its error."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    completion = forms.ChoiceField(
        label="How far did it get?",
        help_text="It is the assessment of your side. Civil society’s does not change.",
        choices=Completion.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="What was done?",
        help_text="Two or three sentences that a stranger understands. Published as they are.",
        widget=forms.Textarea,
    )
    kind = forms.MultipleChoiceField(
        label="How do you know?",
        required=False,
        choices=[("site_visit", "I went there"), ("data_test", "I tested the data")],
        widget=forms.CheckboxSelectMultiple,
    )
    address = forms.URLField(label="Web address", required=False, assume_scheme="https")
    due = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}))
    owner = forms.ChoiceField(
        label="Organisation", choices=[("", "Choose"), ("land", "Land Registry")]
    )
    sure = forms.BooleanField(label="I have read what the other side said last")


DESCRIPTIONS = {code.value: text for code, text in DEFINITIONS.items()}
NO_DESCRIPTIONS: dict[str, str] = {}
ICONS = [
    "clip",
    "block",
    "clock",
    "right",
    "left",
    "x",
    "down",
    "check",
    "warn",
    "lock",
    "feed",
    "print",
]
CRUMBS = [
    {"label": "Home", "url": "#"},
    {"label": "Plan 2025–2027", "url": "#"},
    {"label": "Components", "url": ""},
]
SECTIONS = [
    {"id": name, "label": label}
    for name, label in [
        ("voice", "Voice, mark, bar"),
        ("two", "Two-voice status"),
        ("say", "Statements"),
        ("story", "One story"),
        ("diff", "Differences"),
        ("lanes", "Milestones"),
    ]
]
PLAN_NAV = {
    "title": "Plan de Acción 2025–2027",
    "lang": "es",
    "url": "#",
    "commitments_url": "#",
    "proposals_url": "#",
    "table_url": "#",
    "history_url": "#",
    "nature": "example",
    "current": "commitments",
}
AMBITIONS = [("substantial", "Substantial"), ("modest", "Modest"), ("unclear", "Unclear")]
FACETS = [
    {
        "name": "divergence",
        "legend": "The two voices",
        "options": [
            {"value": "contested", "label": "Contested", "count": 5, "checked": True},
            {"value": "agreed", "label": "Agreed", "count": 1240, "checked": False},
        ],
    },
    {
        "name": "theme",
        "legend": "Theme",
        "options": [{"value": "land", "label": "Land", "count": None, "checked": False}],
    },
]
CHIPS = [{"label": "Contested", "url": "#"}, {"label": "Land", "url": "#"}]
LINKS = [{"label": "CSV", "url": "#"}, {"label": "JSON", "url": "#"}]
