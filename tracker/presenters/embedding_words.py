"""How what lasts is told: embeddings, their reversals, and follow-up checks."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Entry, FollowUpCheck, Rung
from tracker.presenters.dates import period_text

KINDS = frozenset((Entry.Kind.EMBEDDING, Entry.Kind.REVERSAL, Entry.Kind.FOLLOW_UP_CHECK))

# What the forms say of each choice.
DESCRIPTIONS: dict[str, dict[Any, Any]] = {
    "rung": {
        Rung.PROCEDURE: gettext_lazy("a manual, a form or an office rule tells how it is done"),
        Rung.POST: gettext_lazy("somebody has it as their job"),
        Rung.BUDGET: gettext_lazy("it has money of its own, year after year"),
        Rung.SECTOR_PLAN: gettext_lazy("a plan of the sector or of the government names it"),
        Rung.REGULATION: gettext_lazy("a decree, an agreement or a by-law demands it"),
        Rung.LAW: gettext_lazy("a law demands it; only another law ends it"),
    },
    "verdict": {
        FollowUpCheck.Verdict.ALIVE: gettext_lazy("it goes on and works"),
        FollowUpCheck.Verdict.DEGRADED: gettext_lazy(
            "it is still there, and works less than before"
        ),
        FollowUpCheck.Verdict.REVERSED: gettext_lazy("it was undone"),
        FollowUpCheck.Verdict.UNKNOWN: gettext_lazy("you looked and could not find out"),
    },
}


def title(detail: Any) -> str:
    """Return what kind of statement it is, in a word or two."""
    match detail.kind:
        case Entry.Kind.EMBEDDING if detail.rung:
            return _("Embedded: %(rung)s") % {"rung": rung_label(detail.rung).lower()}
        case Entry.Kind.REVERSAL:
            return _("An embedding holds no more")
        case Entry.Kind.FOLLOW_UP_CHECK if detail.verdict and detail.mark:
            words = {"mark": mark_label(detail.mark), "verdict": verdict_label(detail.verdict)}
            return _("Follow-up at %(mark)s: %(verdict)s") % words
    return str(Entry.Kind(detail.kind).label)


def coded(detail: Any) -> list[tuple[str, Any]]:
    """Return the codes and dates of a statement; a value may be empty."""
    match detail.kind:
        case Entry.Kind.EMBEDDING:
            return [(_("Embedded since"), since(detail.since_date, detail.since_precision))]
        case Entry.Kind.REVERSAL:
            return [(_("Lost since"), since(detail.lost_date, detail.lost_precision))]
    return []


def since(day: Any, precision: str) -> str:
    return period_text(day, precision or "day") if day else ""


def rung_label(rung: str) -> str:
    return str(Rung(rung).label)


def mark_label(mark: int) -> str:
    return str(FollowUpCheck.Mark(mark).label)


def verdict_label(verdict: str) -> str:
    return str(FollowUpCheck.Verdict(verdict).label).lower()
