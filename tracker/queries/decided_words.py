"""The words that stewards decided about, whatever they are of, with a fixed number of queries."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tracker.models import Hold, Moderated, Plan, Redaction, model_of
from tracker.models.decision import Decision
from tracker.queries.desk import entries_for


def load_about(decisions: Iterable[Any]) -> list[Any]:
    """Return some decisions, each with the row that it is about: one query for each noun."""
    decisions = list(decisions)
    uids: dict[str, set[uuid.UUID]] = {}
    for decision in decisions:
        uids.setdefault(decision.noun, set()).add(decision.about_uid)
    rows = {
        row.uid: row
        for noun, wanted in uids.items()
        for row in model_of(noun).placed().filter(uid__in=wanted)
    }
    for decision in decisions:
        decision.about = rows[decision.about_uid]
    return decisions


def published_words(user: Any, noun: str, uid: uuid.UUID) -> Moderated | None:
    """Return what was published under a noun, as far as a person may read its plan; or None."""
    try:
        model = model_of(noun)
    except KeyError:
        return None
    rows: QuerySet[Any] = model.with_place().filter(
        **{f"{model.PLAN}__in": Plan.objects.visible_to(user)}
    )
    if noun == "entries":
        rows = entries_for(user).public()
    found: Moderated | None = rows.filter(uid=uid).first()
    return found


@dataclass
class Decided:
    """All that was decided about the words of one row, oldest first."""

    about: Moderated
    holds: list[Hold]
    redactions: list[Redaction]


def decided_about(rows: Sequence[Moderated]) -> list[Decided]:
    """Return what was decided about the words of some rows, in their order: one query, or two."""
    holds = _by_uid(Hold, [row.uid for row in rows if row.hold_id], "placed_at")
    redactions = _by_uid(Redaction, [row.uid for row in rows], "asked_at")
    found = []
    for row in rows:
        decided = Decided(row, holds.get(row.uid, []), redactions.get(row.uid, []))
        for decision in (*decided.holds, *decided.redactions):
            decision.about = row
        found.append(decided)
    return found


def _by_uid(model: type[Decision], uids: list[uuid.UUID], at: str) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = {}
    if uids:
        rows: QuerySet[Any] = model._default_manager.filter(about_uid__in=uids)
        for decision in rows.select_related("plan", "organisation").order_by(at, "pk"):
            found.setdefault(decision.about_uid, []).append(decision)
    return found
