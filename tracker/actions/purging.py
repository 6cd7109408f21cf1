"""The bytes of erased words, gone from the files of the database too.

An UPDATE leaves the old text behind: PostgreSQL keeps the old row until its place is needed, SQLite
keeps it in the write-ahead log. Copies of the whole database (backups) age out by themselves.
"""

from django.db import connection, transaction

from ledger.models import HistoryValue
from tracker.models import JointNoteRevision, Redaction, Upload
from tracker.models.veil import tables_of_words

# The tables in which erased words stood.
TABLES = (HistoryValue, Upload, JointNoteRevision, *tables_of_words())
# A purge waits so long for a table that somebody reads, and then for its next turn.
PATIENCE = "5s"


def purge_erased(now):
    """Rewrite what still holds erased words. Returns how many decisions are done with.

    Does nothing where nothing was erased, and again what a busy database put off.
    """
    waiting = list(Redaction.objects.to_purge().values_list("pk", flat=True))
    if not waiting or not _rewritten():
        return 0
    return Redaction.objects.filter(pk__in=waiting).update(purged_at=now)


def purge_soon(now):
    """Purge once the erasure stands, where that takes no longer than a moment: on SQLite."""
    if connection.vendor == "sqlite":
        transaction.on_commit(lambda: _purge_outside(now), robust=True)


def _purge_outside(now):
    if not connection.in_atomic_block:
        purge_erased(now)


def _rewritten():
    """Return whether the files hold nothing any more of what the rows have lost."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # `secure_delete` (settings) wrote zeros over the old rows; what is left is the log.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_pages = cursor.fetchone()
            return not busy
        cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
        try:
            for model in TABLES:
                # A plain VACUUM only forgets where the old rows lie; FULL writes the table anew.
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
        finally:
            cursor.execute("RESET lock_timeout")
    return True
