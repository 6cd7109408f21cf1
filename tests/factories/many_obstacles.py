"""Many obstacles at once, written past the history: only for what the register costs."""

import datetime as dt

from django.db import DEFAULT_DB_ALIAS as DEFAULT
from django.utils import timezone

from tests.factories.many import count_rows
from tracker.models import Entry, Milestone, Obstacle, ObstacleResolution

TYPES = Obstacle.Type.values
SEVERITIES = Obstacle.Severity.values


def add_many_obstacles(commitments, organisations, author, number):
    """Describe obstacles of every kind over some commitments; every seventh is resolved, every ninth
    is described by the other side too."""
    made = []
    for n in range(number):
        entry = _entry("obstacle", commitments[n % len(commitments)], organisations[n % 2], author)
        made.append(
            (
                entry,
                {
                    "type": TYPES[n % len(TYPES)],
                    "severity": SEVERITIES[n % 3],
                    "law": f"Ley número {n % 40}" if not n % len(TYPES) else "",
                    "article": f"Art. {n % 9}" if not n % len(TYPES) else "",
                    "unblocker_id": organisations[n % len(organisations)].pk if n % 4 else None,
                    "unblocker_text": "" if n % 4 else f"Congreso {n % 30}",
                    "ask": "Reformar el artículo y publicar el acuerdo en el diario oficial.",
                    "opened_date": dt.date(2025, 1, 1) + dt.timedelta(days=n % 600),
                },
            )
        )
    obstacles = _save(Obstacle, made)
    through = Obstacle.blocks.through
    milestones = {}
    for pk, commitment in Milestone.objects.order_by("pk").values_list("pk", "commitment"):
        milestones.setdefault(commitment, pk)
    through.objects.bulk_create(
        through(obstacle_id=row.pk, milestone_id=milestones[row.commitment_id])
        for row in obstacles[::3]
        if row.commitment_id in milestones
    )
    _save(
        ObstacleResolution,
        [
            (
                _entry("obstacle_resolution", row.commitment, row.organisation, author),
                {"to_id": row.pk, "outcome": "resolved", "fact_date": dt.date(2026, 11, 1)},
            )
            for row in obstacles[::7]
        ],
    )
    _save(
        Obstacle,
        [
            (
                _entry("obstacle", row.commitment, organisations[1 - n * 9 % 2], author),
                {
                    "type": TYPES[(n + 1) % len(TYPES)],
                    "severity": "slows",
                    "unblocker_text": "El Congreso",
                    "opened_date": row.opened_date,
                    "same_as_id": row.pk,
                },
            )
            for n, row in enumerate(obstacles[::9])
        ],
    )
    count_rows()
    return obstacles


def _entry(kind, commitment, organisation, author):
    now = timezone.now()
    return Entry(
        kind=kind,
        commitment=commitment,
        author=author,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        language="es",
        text="Lo que estorba, dicho en unas cuantas palabras que alguien escribió. " * 3,
        said_date=now.date(),
        state="published",
        created_at=now,
        published_at=now,
    )


def _save(model, made):
    """Write the rows of both tables of a kind; Django has no bulk for those."""
    entries = Entry.everything.bulk_create(entry for entry, _columns in made)
    rows = [
        model(entry_ptr=entry, **columns)
        for entry, (_entry, columns) in zip(entries, made, strict=True)
    ]
    fields = list(model._meta.local_concrete_fields)
    for start in range(0, len(rows), 200):
        model._base_manager.all()._insert(rows[start : start + 200], fields=fields, using=DEFAULT)
    for row, entry in zip(rows, entries, strict=True):
        row.commitment, row.organisation = entry.commitment, entry.organisation
    return rows
