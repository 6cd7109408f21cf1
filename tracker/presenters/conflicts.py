"""Two texts where one was expected: what somebody else wrote meanwhile, and what was about to be."""

import difflib
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.forms.conflicts import EVIDENCE, MERGE, MINE, OTHER, THEIRS, merged_start
from tracker.forms.evidence import COLUMNS, MOST_ROWS
from tracker.models import Entry
from tracker.presenters.dates import as_day, day_text, moment_text
from tracker.presenters.tasks import Task
from tracker.queries import desk

# Texts less alike than this are shown whole: their differences would be every word.
ALIKE = 0.5
WORDY = ("text", "difficulties", "next_step", "asks", "report_title", "relevance", "contribution")
# Where something new is written about an entry that another kind follows.
FOLLOWED_BY: dict[str, str] = {
    Entry.Kind.RESPONSE: "respond",
    Entry.Kind.REVERSAL: "reverse",
    Entry.Kind.RIPPLE_FINDING: "find_on_ripple",
}


@dataclass(frozen=True)
class ConflictField:
    """Arguments of `components/conflict_field.html`; see there."""

    name: str
    label: str
    base: str | None
    theirs: str
    mine: str
    theirs_note: str
    mine_note: str
    mergeable: bool
    merged: str
    choice: str
    lang: str
    theirs_label: str
    mine_label: str


@dataclass(frozen=True)
class EvidenceConflict:
    """Two lists of evidence, each piece as one line. `choice` is theirs, mine or merge (both)."""

    choice: str
    theirs: list[dict[str, str]]
    mine: list[dict[str, str]]


@dataclass(frozen=True)
class Conflict:
    """The page that shows both texts. `carried` are its hidden values: nothing is lost by it."""

    heading: str
    lede: str
    fields: list[ConflictField]
    evidence: EvidenceConflict | None
    same: int
    carried: list[tuple[str, str]]
    action: str
    theirs_url: str
    theirs_label: str
    mine_label: str
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def different(self) -> int:
        return len(self.fields) + bool(self.evidence)


def conflict(task: Task, form: Any, current: Entry, by: Any) -> Conflict:
    """Return the page for a form that met another text.

    `current` is what stands in its way: the same draft, saved again meanwhile; the same entry,
    published meanwhile; or the report that the owner's side published meanwhile.
    """
    # Asked before the reports are read: one that comes in between makes another conflict, and is
    # not passed over.
    seen_now = desk.reports_version(task.subject) if "reports" in form.NUMBERS else None
    same_entry = current.uid == form.cleaned_data["uid"]
    seen = form.cleaned_data["version"]
    base: dict[str, str] = {}
    action = ""
    # What is published stays published whatever is chosen, and a choice of nothing of one's own
    # keeps it as a draft. Of a draft only what is chosen here is left, so both are.
    stands = not current.is_draft
    if same_entry and current.is_draft:
        numbers = {"uid": str(current.uid), "version": str(current.version)}
        words = _of_draft(current, seen)
    elif same_entry:
        numbers = {"uid": str(uuid.uuid4()), "version": "0"}
        action = _where_to_go_on(task, current)
        words = _of_published(current, by)
    else:
        numbers = {"uid": str(form.cleaned_data["uid"]), "version": str(seen)}
        reports = list(desk.reports_about(task.subject))
        current = reports[-1]
        words = _of_report(current, by)
        base = _started_from(form, reports)
    if seen_now:
        numbers["reports"] = str(seen_now)
    if stands:
        numbers["against"] = str(current.uid)
    theirs, mine = form.written_of(current), form.written()
    fields = [
        _field(form, name, theirs, mine, base, words, stands)
        for name in form.COLUMNS
        if theirs[name] != mine[name]
    ]
    evidence = _evidence(theirs, mine, THEIRS if stands else MERGE, _files_of(form, current))
    return Conflict(
        heading=words["heading"],
        lede=_("Nothing is lost. Here are both texts: choose field by field."),
        fields=fields,
        evidence=evidence,
        same=len(form.COLUMNS) - len(fields) + (evidence is None),
        carried=[
            *numbers.items(),
            *(mine | _as_typed(form)).items(),
            *((f"{OTHER}{name}", value) for name, value in theirs.items()),
        ],
        action=action,
        theirs_url=reverse("entry", args=[current.uid]) if stands else "",
        theirs_label=words["theirs_label"],
        mine_label=words["mine_label"],
        notes={"theirs": words["theirs_note"], "mine": words["mine_note"]},
    )


def _as_typed(form: Any) -> dict[str, str]:
    """Return one's own texts character for character, as they were typed."""
    return {name: form.data[name] for name in form.COLUMNS if name in form.data}


def _of_draft(current: Entry, seen: int) -> dict[str, str]:
    return {
        "heading": _("This draft was saved again while you were writing"),
        "theirs_label": _("Keep what was saved meanwhile"),
        "mine_label": _("Keep mine"),
        "theirs_note": _(
            "A colleague, or another window of your own · version %(version)s of the draft"
        )
        % {"version": current.version},
        "mine_note": _("You, not saved yet · began from version %(version)s") % {"version": seen},
    }


def _of_published(current: Entry, by: Any) -> dict[str, str]:
    return {
        "heading": _("This was published while you were writing"),
        "theirs_label": _("Keep what is already published"),
        "mine_label": _("Publish mine as a correction"),
        "theirs_note": _published_note(current, by),
        "mine_note": _("You, not published"),
    }


def _of_report(current: Entry, by: Any) -> dict[str, str]:
    mine = current.author_id == by.pk
    return {
        "heading": _("You published another report while this one was open")
        if mine
        else _("Somebody of your side published while you were writing"),
        "theirs_label": _("Keep what is already published"),
        "mine_label": _("Publish mine"),
        "theirs_note": _published_note(current, by),
        "mine_note": _("You, not published"),
    }


def _published_note(current: Entry, by: Any) -> str:
    words = {
        "organisation": current.organisation_name,
        "side": str(Side(current.side).label),
        "day": day_text(as_day(current.published_at)),
        "time": f"{timezone.localtime(current.published_at):%H:%M}",
        "who": _("you, in another window") if current.author_id == by.pk else _("a colleague"),
    }
    return _("%(side)s · %(organisation)s, %(who)s, %(day)s, %(time)s") % words


def _where_to_go_on(task: Task, current: Entry) -> str:
    """Return where one's own text goes on once the entry itself is published."""
    correctable = current.state == Entry.State.PUBLISHED and not current.corrected_by
    if correctable:
        return reverse("correct", args=[current.uid])
    if task.to is not None:
        return reverse(FOLLOWED_BY[task.kind], args=[task.to.uid])
    return ""


def _started_from(form: Any, reports: list[Any]) -> dict[str, str]:
    """Return the report that both texts followed, as form values; {} where there was none."""
    before = form.cleaned_data["reports"] - 1
    return form.written_of(reports[before - 1]) if 0 < before <= len(reports) else {}


def _field(
    form: Any,
    name: str,
    theirs: dict[str, str],
    mine: dict[str, str],
    base: dict[str, str],
    words: dict[str, str],
    stands: bool,
) -> ConflictField:
    wordy = name in WORDY
    safest = THEIRS if stands else MERGE if wordy else MINE
    readable = {
        whose: _readable(form, name, values.get(name, ""))
        for whose, values in (("theirs", theirs), ("mine", mine), ("base", base))
    }
    if wordy:
        before = theirs[name] if _are_alike(theirs[name], mine[name]) else None
    else:
        before = readable["base"] if base else None
    return ConflictField(
        name=name,
        label=str(form.fields[name].label),
        base=before,
        theirs=readable["theirs"],
        mine=readable["mine"],
        theirs_note=words["theirs_note"],
        mine_note=words["mine_note"],
        mergeable=wordy,
        merged=merged_start(theirs[name], mine[name]) if wordy else "",
        choice=safest,
        lang=mine["language"] if wordy else "",
        theirs_label=words["theirs_label"],
        mine_label=words["mine_label"],
    )


def _are_alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(a=one.split(), b=other.split()).ratio() >= ALIKE


def _readable(form: Any, name: str, value: str) -> str:
    """Return a form value as a reader sees it: a label, a date, or the text itself."""
    if not value:
        return _("(nothing)")
    choices = dict(getattr(form.fields[name], "choices", ()))
    if value in choices:
        return str(choices[value])
    if name == "not_before":
        return moment_text(form.fields[name].clean(value))
    if name.endswith("_date") or name == "answer_by":
        return day_text(form.fields[name].clean(value))
    return value


def _files_of(form: Any, current: Entry) -> dict[str, str]:
    """Return the names of the files of both texts, by uid."""
    theirs = (piece.upload for piece in current.evidence.all())
    return {str(file.uid): file.name for file in (*theirs, *form.uploads.values()) if file}


def _evidence(
    theirs: dict[str, str], mine: dict[str, str], choice: str, files: dict[str, str]
) -> EvidenceConflict | None:
    if _pieces(theirs, files) == _pieces(mine, files):
        return None
    return EvidenceConflict(choice, _pieces(theirs, files), _pieces(mine, files))


def _pieces(values: dict[str, str], files: dict[str, str]) -> list[dict[str, str]]:
    rows = (
        {column: values.get(f"{EVIDENCE}-{number}-{column}", "") for column in COLUMNS}
        for number in range(1, MOST_ROWS + 1)
    )
    return [
        row | {"file": files.get(row["upload"], "")} for row in rows if row["url"] or row["upload"]
    ]
