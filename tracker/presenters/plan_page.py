"""The figures of a plan's page: where each side places each commitment, ambition by completion, who spoke when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.completion import Completion
from tracker.models import Commitment, Entry, Plan
from tracker.presenters import figures
from tracker.presenters.commitment_rows import Body, body_of
from tracker.presenters.dates import number_text, period_text, today
from tracker.presenters.placements import COLUMNS, MOST_IN_A_CELL, MOST_IN_A_TABLE
from tracker.presenters.plans import ONE_VOICE_MISSING, Count, list_url
from tracker.presenters.wording import worded
from tracker.queries.commitment_index import ANY, NONE, VOICES, CommitmentIndex
from tracker.queries.plan_overview import PlanOverview
from tracker.queries.plan_voices import Voices

SIDES = VOICES[:2]
# The most ambitious first; each plan uses one of OGP's two scales.
AMBITIONS = ("transformative", "moderate", "minor", "substantial", "modest", "unclear")
# Marks closer than this share of the width cannot be told apart.
PULSE_SLOTS = 100


# --- The sentence -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Brief:
    """The counts of the sentence that opens the page, and on how many each voice has given a verdict."""

    all: Count
    agreed: Count
    step: Count
    contested: Count
    missing: Count
    government: Count
    civil_society: Count
    independent: Count


def brief(plan: Plan, index: CommitmentIndex) -> Brief:
    def of(*states: str) -> Count:
        return Count(index.count("divergence", *states), list_url(plan, divergence=states))

    return Brief(
        all=Count(len(index.rows), list_url(plan)),
        agreed=of("agreed"),
        step=of("one_step_apart"),
        contested=of("contested"),
        missing=of(*ONE_VOICE_MISSING),
        **{
            voice: Count(index.count(voice, ANY), list_url(plan, voice=voice, status=ANY))
            for voice in VOICES
        },
    )


# --- Where each side places each commitment -----------------------------------------------------


@dataclass(frozen=True)
class Placement:
    """One commitment as `components/mirror.html` and `matrix.html` place it."""

    number: int
    title: str
    lang: str
    url: str
    government: str | None
    civil_society: str | None
    state: str
    ambition: str


def placements(plan: Plan, index: CommitmentIndex) -> list[Placement]:
    """Return each commitment where both sides place it, or nothing where there are too many to draw."""
    if not can_be_drawn(index):
        return []
    found = []
    for row in index.rows:
        title = worded(row, "title")
        found.append(
            Placement(
                number=row.number,
                title=title.text,
                lang=title.lang,
                url=reverse("commitment", args=[plan.slug, row.number]),
                government=row.government or None,
                civil_society=row.civil_society or None,
                state=row.divergence,
                ambition=row.ambition,
            )
        )
    return found


def can_be_drawn(index: CommitmentIndex) -> bool:
    fullest = max(index.count(side, code or NONE) for side in SIDES for code in COLUMNS)
    return len(index.rows) <= MOST_IN_A_TABLE and fullest <= MOST_IN_A_CELL


@dataclass(frozen=True)
class CountRow:
    """A row of a table of counts: a label, then for each column the counts of each voice."""

    label: str
    counts: list[tuple[str, Count]]


def placement_counts(plan: Plan, index: CommitmentIndex) -> list[CountRow]:
    """Return how many commitments each voice places where."""
    labels = {NONE: _("No verdict yet"), **_completions()}
    return [
        CountRow(
            labels[code],
            [
                (voice, Count(index.count(voice, code), list_url(plan, voice=voice, status=code)))
                for voice in VOICES
            ],
        )
        for code in labels
    ]


def ambitions(index: CommitmentIndex) -> list[tuple[str, str]]:
    """Return the ambitions found in the plan, the highest first."""
    labels = dict(Commitment.Ambition.choices)
    return [
        (code, capfirst(str(labels[code]))) for code in AMBITIONS if index.count("ambition", code)
    ]


@dataclass(frozen=True)
class AmbitionRow:
    """An ambition with, for each completion, the counts of both sides."""

    label: str
    cells: list[tuple[str, list[tuple[str, Count]]]]


def ambition_counts(plan: Plan, index: CommitmentIndex) -> list[AmbitionRow]:
    """Return how many commitments of each ambition each side places where."""
    rows = []
    for ambition, label in ambitions(index):
        of_ambition = index.mask("ambition", ambition)
        cells = []
        for code, words in _completions().items():
            counts = []
            for side in SIDES:
                n = (of_ambition & index.mask(side, code)).bit_count()
                url = list_url(plan, ambition=ambition, voice=side, status=code)
                counts.append((side, Count(n, url)))
            cells.append((words, counts))
        rows.append(AmbitionRow(label, cells))
    return rows


def _completions() -> dict[str, str]:
    return {code: str(Completion(code).label) for code in COLUMNS if code}


# --- Who spoke ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class LastWord:
    """What a side said last. `entry` is None for a side that has not spoken."""

    voice: str
    on: dt.date | None
    on_label: str
    body: Body | None
    kind: str
    url: str
    about: str
    about_url: str


def last_words(overview: PlanOverview) -> list[LastWord]:
    """Return the newest entry of each voice; a voice that never spoke is there and says so."""
    entries = overview.entries
    last = overview.voices.last
    return [
        _last_word(voice, entries.get(last[voice]) if voice in last else None, overview.plan)
        for voice in VOICES
    ]


def _last_word(voice: str, entry: Entry | None, plan: Plan) -> LastWord:
    if entry is None:
        return LastWord(voice, None, "", None, "", "", "", "")
    number, milestone = entry.commitment.number, entry.milestone
    return LastWord(
        voice=voice,
        on=entry.said_date if entry.said_precision == "day" else None,
        on_label=""
        if entry.said_precision == "day"
        else period_text(entry.said_date, entry.said_precision),
        body=body_of(entry.organisation),
        kind=str(entry.get_kind_display()),
        url=reverse("entry", args=[entry.uid]),
        about=_("milestone %(number)s") % {"number": f"{number}.{milestone.number}"}
        if milestone
        else _("commitment %(number)s") % {"number": number},
        about_url=reverse("milestone", args=[plan.slug, number, milestone.number])
        if milestone
        else reverse("commitment", args=[plan.slug, number]),
    )


def pulse(plan: Plan, voices: Voices, as_of: dt.date) -> dict[str, Any] | None:
    """Return the arguments of `components/pulse.html`.

    None when nobody spoke, and in the archive: that nothing was documented does not mean that nothing was said.
    """
    spoken = [(voice, day) for voice, days in voices.days.items() for day in days]
    if not spoken or plan.nature == Plan.Nature.ARCHIVE:
        return None
    axis = figures.axis_over(
        [day for _voice, day in spoken], start=plan.start_date, end=plan.end_date, today=today()
    )
    slots = {
        (voice, int(figures.position(day, axis) * PULSE_SLOTS / 100)): {"voice": voice, "on": day}
        for voice, day in spoken
    }
    quiet = _silences(plan, voices, as_of)
    summary = _("When each side spoke, about any commitment.")
    if quiet:
        summary += " " + _("A box is a silence longer than %(days)s days.") % {
            "days": number_text(plan.silent_days)
        }
    return {
        "events": list(slots.values()),
        "silences": quiet,
        "axis": axis,
        "summary": summary,
    }


def _silences(plan: Plan, voices: Voices, as_of: dt.date) -> list[dict[str, Any]]:
    """Return the times in which a side said nothing about any commitment for longer than the plan allows."""
    found = []
    for side in SIDES:
        edges = [plan.start_date, *voices.days[side], as_of]
        found += [
            {"voice": side, "start": before, "end": after}
            for before, after in zip(edges, edges[1:], strict=False)
            if (after - before).days > plan.silent_days
        ]
    return found
