"""What a ripple, or a finding on one, says besides its text."""

from typing import Any

from django.utils.translation import gettext as _

from tracker.due_dates import Precision
from tracker.models import Entry, Ripple
from tracker.presenters.dates import period_text
from tracker.ripple_state import CONFIRMED, Finding, Layer, State, state_of

KINDS = (Entry.Kind.RIPPLE, Entry.Kind.RIPPLE_FINDING)


def title(detail: Any) -> str:
    """Return what a statement is called; hidden words leave its kind alone."""
    if detail.kind == Entry.Kind.RIPPLE and detail.title:
        return _("Ripple: %(what)s") % {"what": detail.title}
    if detail.kind == Entry.Kind.RIPPLE_FINDING and detail.finding:
        finding = str(Finding(detail.finding).label)
        return _("Finding: %(finding)s") % {"finding": finding.lower()}
    return str(Entry.Kind(detail.kind).label)


def coded(detail: Any) -> list[tuple[str, Any]]:
    """Return the codes and dates of a ripple; a value may be empty."""
    return [
        (_("Felt in"), _label(Layer, detail.layer)),
        (_("Kind"), _label(Ripple.Type, detail.type)),
        (_("Effect"), _label(Ripple.Effect, detail.effect)),
        (_("Expected"), _label(Ripple.Anticipated, detail.anticipated)),
        (_("Noticed on"), noticed(detail)),
    ]


def written(detail: Any) -> list[tuple[str, str]]:
    """Return what was written of a ripple besides its text; it may be empty."""
    return [
        (_("How the commitment led to it"), detail.contribution),
        (_("For whom"), detail.for_whom),
        (_("Where"), detail.place),
    ]


def noticed(ripple: Ripple) -> str:
    """Return when it was noticed, as exactly as is known."""
    if ripple.noticed_date is None:
        return ""
    return period_text(ripple.noticed_date, ripple.noticed_precision or Precision.DAY)


def state_text(findings: list[str]) -> str:
    """Return how far a ripple got by its standing findings, and who is asked next."""
    state = state_of(findings)
    words = {
        State.NOTICED: _("Noticed. It waits for somebody of another side to confirm or reject it."),
        State.REJECTED: _("Rejected, and corroborated by nobody. The reason stands below."),
        State.CORROBORATED: _("Corroborated by another side, with evidence."),
        State.LASTING: _("Corroborated, and still there at the last check."),
        State.FADED: _("Corroborated, but faded at the last check."),
    }[state]
    if state in CONFIRMED and Finding.REJECTS in findings:
        words += " " + _("Somebody rejects it.")
    return words


def link(label: str, ripple: Entry) -> dict[str, Any]:
    """Return a way to a ripple of a chain: what changed, where it is felt, in which commitment."""
    detail: Any = ripple.detail
    return {
        "label": label,
        "what": detail.title or str(Entry.Kind.RIPPLE.label),
        "lang": ripple.language if detail.title else "",
        "layer": _label(Layer, detail.layer),
        "commitment": ripple.commitment,
        "url": ripple.get_absolute_url(),
        "is_withdrawn": ripple.is_withdrawn,
    }


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code else ""
