"""Ripples as rows of a list: what changed, who noticed it, and who confirms it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import Entry, Plan, Ripple
from tracker.presenters import ripple_story, ripple_words
from tracker.presenters.dates import period_text
from tracker.presenters.statements import address
from tracker.presenters.tombstones import in_place
from tracker.queries.spoken import Record
from tracker.ripple_state import CONFIRMED, Finding, Layer, State


@dataclass(frozen=True)
class FoundLine:
    """What somebody else found: `words` come before the name of who did."""

    words: str
    voice: str
    organisation: str
    on: str
    url: str


@dataclass(frozen=True)
class RippleRow:
    """Arguments of `tracker/public/parts/ripple_row.html`."""

    number: int
    pk: int
    cause_pk: int | None
    anchor: str
    url: str
    title: str
    text: str
    lang: str
    layer_code: str
    layer: str
    kind: str
    voice: str
    organisation: str
    organisation_url: str
    noticed: str
    commitment: str
    commitment_url: str
    state: str
    state_label: str
    is_adverse: bool
    is_unexpected: bool
    is_example: bool
    is_documented: bool
    found: list[FoundLine]
    cause: dict[str, str] | None

    @property
    def is_confirmed(self) -> bool:
        return self.state in CONFIRMED

    @property
    def waits(self) -> str:
        """Say who is asked next, where nobody has said anything yet."""
        if self.found or self.is_documented:
            return ""
        return _("Waits for somebody of another side to confirm or reject it.")


def row_of(
    entry: Entry,
    state: State,
    found: Iterable[FoundLine],
    *,
    number: int = 0,
    cause: dict[str, str] | None = None,
    cause_pk: int | None = None,
) -> RippleRow:
    """Return a ripple, or the spine of one with its kind loaded, as a row."""
    ripple: Any = entry.detail
    nature = entry.commitment.plan.nature
    return RippleRow(
        number=number,
        pk=entry.pk,
        cause_pk=cause_pk,
        anchor=f"r-{entry.uid}",
        url=address(entry),
        layer_code=ripple.layer or Layer.BACK_OFFICE.value,
        layer=str(Layer(ripple.layer).label) if ripple.layer else "",
        kind=str(Ripple.Type(ripple.type).label) if ripple.type else "",
        voice=entry.side,
        organisation=entry.organisation_name,
        organisation_url=entry.organisation.get_absolute_url(),
        noticed=ripple_words.noticed(ripple),
        commitment=_("Commitment %(number)s") % {"number": entry.commitment.number},
        commitment_url=entry.commitment.get_absolute_url(),
        state=state.value,
        state_label=str(state.label),
        is_adverse=ripple.is_adverse,
        is_unexpected=ripple.anticipated == Ripple.Anticipated.NO,
        is_example=nature == Plan.Nature.EXAMPLE,
        is_documented=nature == Plan.Nature.ARCHIVE,
        text=entry.text,
        found=list(found),
        cause=cause,
        **_title(entry),
    )


def _title(entry: Entry) -> dict[str, str]:
    """Return what changed, in one line, or what stands in the place of hidden words."""
    title = str(entry.detail.title)
    if title:
        return {"title": title, "lang": entry.language}
    return {"title": in_place(entry, title) or str(Entry.Kind.RIPPLE.label), "lang": ""}


def rows_of(loaded: Iterable[Any]) -> list[RippleRow]:
    """Return the rows of a page of the register."""
    return [
        row_of(ripple, state, map(found_line, findings), cause=_cause(ripple.led_by))
        for ripple, state, findings in loaded
    ]


def found_line(finding: Any) -> FoundLine:
    return _line(
        finding.finding,
        voice=finding.side,
        organisation=finding.organisation_name,
        on=(finding.said_date, finding.said_precision),
        url=address(finding),
    )


def _line(
    code: str, *, voice: str, organisation: str, on: tuple[dt.date, str], url: str
) -> FoundLine:
    words = {
        Finding.CORROBORATES: _("corroborated by"),
        Finding.REJECTS: _("rejected by"),
        Finding.LASTING: _("still there, says"),
        Finding.FADED: _("faded, says"),
    }[Finding(code)]
    return FoundLine(words, voice, organisation, period_text(*on), url)


def _cause(ripple: Entry | None) -> dict[str, str] | None:
    if ripple is None:
        return None
    number = str(ripple.commitment.number)
    return {**_title(ripple), "url": address(ripple), "commitment": number}


# --- Of one commitment, from its record ----------------------------------------------------------


def of_record(record: Record, keys: Iterable[int], entries: Mapping[int, Entry]) -> list[RippleRow]:
    """Return the ripples of a commitment, by layer from the middle outwards, numbered."""
    shown = [(record.by_pk[key], entries[key]) for key in keys]
    order = {layer.value: at for at, layer in enumerate(Layer)}
    shown.sort(key=lambda pair: (order.get(pair[0].layer or "", 0), pair[0].on, pair[0].pk))
    names = {said.pk: ripple for said, ripple in shown}
    rows = []
    for number, (said, ripple) in enumerate(shown, 1):
        cause = ripple_story.newest(record, said.led_by_id)
        found = [
            _line(
                row.finding or "",
                voice=row.side,
                organisation=row.organisation,
                on=(row.on, row.precision),
                url=address(row),
            )
            for row in ripple_story.findings(record, said)
        ]
        named = names.get(cause.pk) if cause else None
        rows.append(
            row_of(
                ripple,
                ripple_story.state(record, said),
                found,
                number=number,
                cause=_cause(named),
                cause_pk=cause.pk if cause else None,
            )
        )
    return rows


@dataclass(frozen=True)
class Counted:
    """How many ripples there are, how many another side confirms, and how many are for the worse."""

    all: int
    confirmed: int
    worse: int

    @classmethod
    def of(cls, rows: Sequence[Any]) -> "Counted":
        return cls(
            len(rows),
            sum(row.is_confirmed for row in rows),
            sum(row.effect == Ripple.Effect.WORSE for row in rows),
        )


def counted_in(record: Record) -> Counted:
    """Return the counts of a commitment, of all its ripples that stand."""
    rows = [row for row in record.standing() if row.kind == Entry.Kind.RIPPLE]
    return Counted(
        len(rows),
        sum(ripple_story.state(record, row) in CONFIRMED for row in rows),
        sum(row.effect == Ripple.Effect.WORSE for row in rows),
    )
