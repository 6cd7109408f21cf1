"""Obstacles with what was said of them: the other side's description, agenda actions, resolutions."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tracker.models import Entry, Milestone, Obstacle

LOADED = ("organisation", "unblocker", "commitment__plan__secretariat", "first")
OF_OBSTACLES = (
    Entry.Kind.OBSTACLE,
    Entry.Kind.AGENDA_ACTION,
    Entry.Kind.OBSTACLE_RESOLUTION,
)


def current_of(obstacle: Obstacle) -> Obstacle:
    """Return the newest public description in an obstacle's line of corrections, with its outcome."""
    root = obstacle.root_id
    rows = Obstacle.objects.filter(Q(pk=root) | Q(first=root)).with_outcome()
    rows = rows.select_related(*LOADED, "hold", "redaction").prefetch_related(
        "blocks__commitment", "evidence", "corrections"
    )
    return rows.order_by("published_at", "pk").last()


def blocking(milestone: Milestone) -> list[Obstacle]:
    """Return the open obstacles that block a milestone or its whole commitment, the oldest first."""
    rows = Obstacle.objects.open().blocking(milestone, milestone.commitment_id).distinct()
    related = ("organisation", "unblocker", "hold", "redaction")
    return list(rows.select_related(*related).order_by("opened_date", "pk"))


@dataclass
class Around:
    """What stands around an entry about an obstacle; `obstacle` is what an action or a word speaks of."""

    obstacle: Entry | None = None
    others: list[Entry] = field(default_factory=list)
    actions: list[Entry] = field(default_factory=list)
    words: list[Entry] = field(default_factory=list)


def around(entry: Entry) -> Around:
    """Return what stands around an entry, oldest first. One query, none for other kinds."""
    if entry.kind not in OF_OBSTACLES:
        return Around()
    detail = entry.detail
    if entry.kind != Entry.Kind.OBSTACLE:
        line = _line(detail.to_id)
        rows = [row for row in _public(entry, line) if not row.corrected_by]
        return Around(obstacle=rows[-1] if rows else None)
    root = detail.root_id
    wanted = Q(agendaaction__to=root) | Q(obstacleresolution__to=root)
    wanted |= Q(obstacle__same_as=root) | Q(obstacle__same_as__first=root)
    if detail.same_as_id:
        wanted |= _line(detail.same_as.root_id)
    found = Around()
    for row in _public(entry, wanted):
        match row.kind:
            case Entry.Kind.OBSTACLE if not row.corrected_by:
                found.others.append(row)
            case Entry.Kind.AGENDA_ACTION:
                found.actions.append(row)
            case Entry.Kind.OBSTACLE_RESOLUTION:
                found.words.append(row)
    return found


def under_discussion() -> Any:
    """Return the expression that counts the obstacles with the table of a commitment: a number only."""
    rows = Obstacle.everything.with_the_table().filter(commitment=OuterRef("pk")).order_by()
    counted = rows.values("commitment").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _line(root: int) -> Q:
    """Return all descriptions in one line of corrections."""
    return Q(pk=root) | Q(obstacle__first=root)


def _public(entry: Entry, wanted: Q) -> list[Entry]:
    rows = Entry.objects.filter(wanted, commitment=entry.commitment_id, kind__in=OF_OBSTACLES)
    loaded = rows.with_kinds().prefetch_related("corrections")
    return list(loaded.order_by("said_date", "published_at", "pk"))
