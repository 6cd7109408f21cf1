"""What stands where words were hidden for a while or erased: why, by whom, until when."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.grounds import Ground
from tracker.models import Evidence, Hold, Moderated, Plan, Redaction
from tracker.presenters.dates import day_text
from tracker.presenters.history_values import labels_of
from tracker.queries.history_names import local

# What goes with other words, and has no name of its own for readers.
REPEATED = ("reason", "salt")


@dataclass(frozen=True)
class Tombstone:
    """One decision about a statement's words. Organisations and sides are named, nobody else."""

    title: str
    lines: Sequence[str]
    explanation: str


def tombstones(about: Moderated, plan: Plan | None = None) -> list[Tombstone]:
    """Return what stands in the place of words, their hold and erasure loaded with them."""
    plan, found = plan or about.plan, []
    if about.is_held and about.hold:
        found.append(of_hold(about.hold, plan))
    if about.redaction:
        found.append(of_redaction(about.redaction, plan, about.subject_type))
    return found


def of_hold(hold: Hold, plan: Plan) -> Tombstone:
    lines = [
        _("By %(who)s, on %(day)s.")
        % {"who": signed(hold.organisation_name, hold.side), "day": day(hold.placed_at, plan)}
    ]
    if hold.without:
        lines.append(alone(hold.without))
    return Tombstone(
        title=_("Hidden until %(until)s") % {"until": moment(hold.until, plan)},
        lines=[*lines, _ground(hold.ground)],
        explanation=hold.explanation,
    )


def of_redaction(redaction: Redaction, plan: Plan, kind: str) -> Tombstone:
    asked = {
        "who": signed(redaction.organisation_name, redaction.side),
        "day": day(redaction.asked_at, plan),
    }
    confirmed = {
        "who": signed(redaction.answered_name, redaction.answered_side),
        "day": day(redaction.answered_at, plan),
    }
    return Tombstone(
        title=_("Erased: %(words)s") % {"words": words_text(redaction, kind)},
        lines=[
            _("Asked by %(who)s, on %(day)s.") % asked,
            _("Confirmed by %(who)s, on %(day)s.") % confirmed,
            _ground(redaction.ground),
        ],
        explanation=redaction.explanation,
    )


def of_request(redaction: Redaction, plan: Plan, kind: str) -> Tombstone:
    """Return what the page of an entry says while a request waits for the other side."""
    asked = {
        "who": signed(redaction.organisation_name, redaction.side),
        "day": day(redaction.asked_at, plan),
    }
    other = next(side for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY) if side != redaction.side)
    waiting = {"side": other.label, "until": moment(redaction.lapses_at, plan)}
    return Tombstone(
        title=_("To be erased, if both sides agree: %(words)s")
        % {"words": words_text(redaction, kind)},
        lines=[
            _("Asked by %(who)s, on %(day)s.") % asked,
            _("The steward of the other side (%(side)s) answers by %(until)s.") % waiting,
            _ground(redaction.ground),
        ],
        explanation=redaction.explanation,
    )


def words_text(redaction: Redaction, kind: str) -> str:
    """Return what a request is about, in words: text, evidence …"""
    named = [name for name in redaction.fields if name not in REPEATED]
    return ", ".join(label.lower() for label in labels_of(kind, named))


def in_place(about: Any, text: str | None = None) -> str:
    """Return one sentence for where there is room for a few words; empty where the text stands.

    `text` is what stands there, where that is not the row's own `text`.
    """
    if about.is_held:
        return _("Hidden by a steward until %(until)s.") % {
            "until": moment(about.held_until, about.plan)
        }
    if about.redaction_id and not (about.text if text is None else text):
        return _("Erased by a decision of both sides.")
    return ""


def of_piece(piece: Evidence) -> str:
    """Return what stands in the place of a piece of evidence whose words cannot be read."""
    if piece.title:
        return ""
    if piece.is_held:
        return _("Hidden by a steward for now.")
    return _("Erased by a decision of both sides.")


def shown(pieces: Iterable[Evidence]) -> list[Evidence]:
    """Return the pieces of evidence that can be read."""
    return [piece for piece in pieces if piece.title]


def alone(sides: Iterable[str]) -> str:
    labels = ", ".join(str(Side(side).label) for side in sides)
    return _("By the secretariat alone: no steward of %(sides)s is named.") % {"sides": labels}


def signed(organisation: str, side: str) -> str:
    return f"{organisation} ({Side(side).label})"


def moment(at: dt.datetime | None, plan: Plan) -> str:
    """Return a time on the clock of the place where the plan lives; nothing where there is none."""
    if at is None:
        return ""
    here = local(at, plan)
    return f"{day_text(here.date())}, {here:%H:%M}"


def day(at: dt.datetime | None, plan: Plan) -> str:
    return day_text(plan.day_of(at)) if at else ""


def _ground(ground: str) -> str:
    return _("Ground: %(ground)s.") % {"ground": Ground(ground).label}
