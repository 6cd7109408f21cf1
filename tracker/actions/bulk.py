"""Many writes at once, for what a program enters: the same rows and the same history, in few queries.

Nobody is asked whether they may: callers are commands, run by whoever runs the site. Statuses are
not kept up; `folding.create_statuses` writes them when all is said.
"""

from collections import defaultdict

from django.db import connection, transaction

from tracker.actions.recording import record_all
from tracker.models import Entry, Evidence

BATCH = 500


@transaction.atomic
def create_all(plan, acts):
    """Insert the new rows that acts are about (see `record_all`) and record each of them.

    Rows of one model are inserted together, in the order in which the models first appear: what
    others refer to comes first. An entry brings its pieces of evidence, not yet saved, as
    `entry.evidence.all()` would give them.
    """
    by_model = defaultdict(list)
    for act in acts:
        by_model[type(act["subject"])].append(act["subject"])
    for model, rows in by_model.items():
        if issubclass(model, Entry):
            insert_entries(model, rows)
        else:
            model._base_manager.bulk_create(rows, batch_size=BATCH)
    record_all(plan, acts)


@transaction.atomic
def change_all(plan, changes):
    """Write `(act, fields)` to rows that exist, each row once, and record them.

    Every row is the only copy in use, so nobody can have changed it meanwhile.
    """
    acts = []
    for act, fields in changes:
        row = act["subject"]
        before = row.recorded_values()
        row.compare_and_swap(row.version, **fields)
        acts.append(act | {"before": before})
    record_all(plan, acts)


def insert_entries(model, rows):
    """Insert entries of one kind: the spine of all, then what only this kind has.

    Django has no bulk insert for a model with two tables.
    """
    spine = [field for field in Entry._meta.local_concrete_fields if not field.primary_key]
    parents = [Entry(**{f.attname: getattr(row, f.attname) for f in spine}) for row in rows]
    Entry.everything.bulk_create(parents, batch_size=BATCH)
    pieces = []
    for parent, row in zip(parents, rows, strict=True):
        row.pk = row.id = parent.pk
        row._state.adding = False
        for piece in row.evidence.all():
            piece.entry_id = parent.pk
            pieces.append(piece)
    Evidence.objects.bulk_create(pieces, batch_size=BATCH)
    _insert_own(model, rows)


def _insert_own(model, rows):
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    # Names of our own tables and columns; the values are parameters.
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(
            insert,
            [
                [
                    field.get_db_prep_save(getattr(row, field.attname), connection)
                    for field in fields
                ]
                for row in rows
            ],
        )
