"""Decisions about words as pages show them: to stewards with the words, to everybody in numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from accounts.models import Side
from ledger.models import HistoryEntry
from tracker.authorization import moderation as rules
from tracker.grounds import Ground
from tracker.models import Entry, Hold, Moderated, Plan, Redaction
from tracker.models.veil import unveiled
from tracker.presenters.history import LABELS
from tracker.presenters.history_values import label_of
from tracker.presenters.statements import Statement, statement
from tracker.presenters.tombstones import Tombstone, alone, day, moment, of_request, signed
from tracker.queries.decided_words import Decided
from tracker.queries.moderation import HOLDS, REDACTIONS, Asked

SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.SECRETARIAT)
PREVIEW = 160


# --- For stewards ---------------------------------------------------------------------------------


def in_full(about: Moderated) -> Statement | None:
    """Return an entry with its words, hidden or not: for whoever decides about them."""
    if not isinstance(about, Entry):
        return None
    with unveiled():
        return statement(about)


def choices(about: Moderated) -> list[tuple[str, str]]:
    """Return what was written, as name and label."""
    return [(name, label_of(about.subject_type, name)) for name in about.written_words()]


def previews(about: Moderated) -> dict[str, str]:
    """Return the beginning of what was written, by name."""
    return {
        name: Truncator(" · ".join(texts)).chars(PREVIEW)
        for name, texts in about.written_words().items()
    }


def words_of(about: Moderated, names: Iterable[str] | None = None) -> list[dict[str, str]]:
    """Return what was written, whole, each text under its label; of the `names` alone if given."""
    return [
        {"label": label_of(about.subject_type, name), "text": text}
        for name, texts in about.written_words().items()
        if names is None or name in names
        for text in texts
    ]


def words_to_go(redaction: Redaction) -> list[dict[str, str]]:
    """Return the words that a request is about, whole, each under its label."""
    return words_of(redaction.about, redaction.fields)


def telling_texts(redaction: Redaction) -> list[str]:
    """Return the texts long enough to be looked for elsewhere."""
    texts = (word["text"].strip() for word in words_to_go(redaction))
    return [text for text in texts if len(text) >= 12]


def elsewhere(entries: Iterable[HistoryEntry], plan: Plan) -> list[dict[str, str]]:
    """Return places of the history in which the same words stand."""
    history = reverse("plan_history", args=[plan.slug])
    label = _("Entry %(number)s: %(organisation)s %(what)s")
    return [
        {
            "label": label
            % {
                "number": entry.seq,
                "organisation": entry.organisation_name,
                "what": LABELS.get(entry.kind, entry.kind),
            },
            "url": f"{history}?entry={entry.seq}",
        }
        for entry in entries
    ]


@dataclass(frozen=True)
class Keys:
    """What stewards decided about the words of one row, and what one may do; for `parts/keys.html`.

    `title` says whose words, where a page shows those of several.
    """

    title: str
    requests: list[Tombstone]
    offers: list[dict[str, str]]
    past: list[dict[str, Any]]

    def __bool__(self) -> bool:
        return bool(self.requests or self.offers or self.past)


def keys(user: Any, decided: Iterable[Decided], *, titled: bool = True) -> list[Keys]:
    """Return what was decided about words and what a person may do, where there is any of it."""
    found = []
    for one in decided:
        about = one.about
        waiting = [redaction for redaction in one.redactions if redaction.is_waiting()]
        found.append(
            Keys(
                title=str(about) if titled else "",
                requests=[of_request(row, about.plan, about.subject_type) for row in waiting],
                offers=offers(user, one),
                past=past(one),
            )
        )
    return [one for one in found if one]


def offers(user: Any, decided: Decided) -> list[dict[str, str]]:
    """Return what a steward may do about words; nothing for anybody else."""
    about = decided.about
    if about.is_private or not rules.decides_here(user, about.plan):
        return []
    now, place = timezone.now(), [about.NOUN, about.uid]
    found = [
        (_("Lift the hold"), reverse("lift_hold", args=[hold.uid]), rules.may_lift(user, hold))
        for hold in decided.holds
        if hold.is_in_force(now)
    ]
    found = found or [
        (
            _("Hide these words for 72 hours"),
            reverse("hold_words", args=place),
            rules.may_hold(user, about),
        )
    ]
    waiting = [redaction for redaction in decided.redactions if redaction.is_waiting(now)]
    found += [
        (
            _("Answer the request to erase them"),
            reverse("answer_redaction", args=[redaction.uid]),
            rules.may_answer_redaction(user, redaction),
        )
        for redaction in waiting
    ]
    if not waiting:
        found.append(
            (
                _("Ask to erase words"),
                reverse("ask_redaction", args=place),
                rules.may_ask_redaction(user, about),
            )
        )
    return [
        {"label": label, "url": url if verdict else "", "reason": verdict.reason}
        for label, url, verdict in found
    ]


def key_rows(redactions: Iterable[Redaction]) -> list[dict[str, str]]:
    """Return the requests that wait for a steward, as rows."""
    return [
        {
            "url": reverse("answer_redaction", args=[redaction.uid]),
            "label": str(redaction.about),
            "who": signed(redaction.organisation_name, redaction.side),
            "ground": capfirst(str(Ground(redaction.ground).label)),
            "until": moment(redaction.lapses_at, redaction.plan),
        }
        for redaction in redactions
    ]


# --- For everybody --------------------------------------------------------------------------------


def past(decided: Decided) -> list[dict[str, Any]]:
    """Return what was decided about words and is over: shown again, refused, not answered."""
    over = [decision_row(hold) for hold in decided.holds if not hold.is_in_force()]
    over += [
        decision_row(asked)
        for asked in decided.redactions
        if asked.state == Redaction.State.REFUSED or asked.has_lapsed()
    ]
    return over


def whats() -> dict[str, str]:
    """Return what can happen to words, in the order of the table."""
    return {
        "holds": _("Words hidden"),
        "in_force": _("still hidden"),
        "lifted": _("shown again early"),
        "lapsed": _("shown again after 72 hours"),
        "asked": _("Requests to erase"),
        "waiting": _("waiting for the other side"),
        "confirmed": _("confirmed: words erased"),
        "refused": _("refused"),
        "unanswered": _("not answered in 14 days"),
    }


def decision_row(row: Hold | Redaction) -> dict[str, Any]:
    """Return one decision: who, when, on what ground, about whose words, and what became of it."""
    plan = row.plan
    is_hold = isinstance(row, Hold)
    at = row.placed_at if isinstance(row, Hold) else row.asked_at
    return {
        "title": _("Words hidden") if is_hold else _("Request to erase"),
        "entry": str(row.about),
        "url": row.get_absolute_url(),
        "voice": row.side,
        "organisation": row.organisation_name,
        "on": day(at, plan),
        "ground": str(Ground(row.ground).label),
        "alone": alone(row.without) if isinstance(row, Hold) and row.without else "",
        "explanation": row.explanation,
        "outcome": _of_hold(row, plan) if isinstance(row, Hold) else _of_redaction(row, plan),
    }


def _of_hold(hold: Hold, plan: Plan) -> str:
    if hold.lifted_at:
        said = {"who": hold.lifted_by_name, "at": moment(hold.lifted_at, plan)}
        return _("Shown again by %(who)s on %(at)s.") % said
    words = _("Hidden until %(until)s.") if hold.is_in_force() else _("Shown again on %(until)s.")
    return words % {"until": moment(hold.until, plan)}


def _of_redaction(redaction: Redaction, plan: Plan) -> str:
    if redaction.is_waiting():
        return _("Waits for the other side until %(until)s.") % {
            "until": moment(redaction.lapses_at, plan)
        }
    if redaction.has_lapsed():
        return _("Not answered in 14 days: the words stay.")
    said = {
        "who": signed(redaction.answered_name, redaction.answered_side),
        "day": day(redaction.answered_at, plan),
        "reason": redaction.answer,
    }
    if redaction.state == Redaction.State.CONFIRMED:
        return _("Confirmed by %(who)s, on %(day)s.") % said
    return _("Refused by %(who)s on %(day)s: %(reason)s") % said


def years(counted: Mapping[int, Counter[tuple[str, str, str]]]) -> list[dict[str, Any]]:
    """Return the tables, the newest year first: each number leads to its rows."""
    return [{"year": year, "rows": _rows(year, counted[year])} for year in sorted(counted)[::-1]]


def _rows(year: int, counted: Counter[tuple[str, str, str]]) -> list[dict[str, Any]]:
    found = []
    for what, label in whats().items():
        of_side = {
            side.value: sum(n for (w, s, _g), n in counted.items() if (w, s) == (what, side))
            for side in SIDES
        }
        of_ground = {
            ground.value: sum(n for (w, _s, g), n in counted.items() if (w, g) == (what, ground))
            for ground in Ground
        }
        cells = [_cell(_("All"), sum(of_side.values()), year, what)]
        cells += [
            _cell(str(side.label), of_side[side.value], year, what, side=side.value)
            for side in SIDES
        ]
        cells += [
            _cell(
                capfirst(str(ground.label)),
                of_ground[ground.value],
                year,
                what,
                ground=ground.value,
            )
            for ground in Ground
        ]
        found.append(
            {"label": label, "cells": cells, "is_total": what in (HOLDS[0], REDACTIONS[0])}
        )
    return found


def _cell(label: str, number: int, year: int, what: str, **more: str) -> dict[str, Any]:
    query = urlencode({"year": year, "what": what, **more})
    url = f"{reverse('moderation')}?{query}#rows" if number else ""
    return {"label": label, "n": number, "url": url}


def heads() -> list[str]:
    """Return the heads of the columns."""
    grounds = [capfirst(str(ground.label)) for ground in Ground]
    return [_("All"), *(str(side.label) for side in SIDES), *grounds]


def chosen(asked: Asked) -> str:
    """Return what a list shows, in words."""
    parts = [str(asked.year), whats()[asked.what]]
    if asked.side:
        parts.append(str(Side(asked.side).label))
    if asked.ground:
        parts.append(str(Ground(asked.ground).label))
    return " · ".join(parts)
