"""Files that people send as evidence: taken in, thrown away when nobody uses them, erased for good."""

import datetime as dt
import logging
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from accounts.models import Organisation
from tracker.authorization.uploads import may_upload
from tracker.files import keeping
from tracker.files.examining import examine
from tracker.files.refusals import Refused
from tracker.models import Upload

log = logging.getLogger(__name__)

DAY = dt.timedelta(days=1)
BATCH = 500


def stage_file(*, organisation, by, file, name, now=None):
    """Take in a file for an entry that is being written. Returns its row.

    The same file sent again within a day finds its row. The bytes are kept before the row is written: killed
    in between, it leaves bytes that `sweep_bytes` finds, never a row without them. Raises NotAllowed, Refused.
    """
    now = now or timezone.now()
    require(may_upload(by, organisation, now))
    examined = examine(file, name)
    sha256 = keeping.fingerprint(examined.content)
    known = _sent_before(organisation, by, examined.name, sha256, now)
    if known:
        return known
    path = _kept(examined.content)
    try:
        with transaction.atomic():
            # All who send for one organisation stand in a line, so that the day's limit holds.
            Organisation.objects.select_for_update().get(pk=organisation.pk)
            _require_room(organisation, examined.content.size, now)
            return Upload.objects.create(
                organisation=organisation,
                uploader=by,
                name=examined.name,
                kind=examined.kind.code,
                size=examined.content.size,
                sha256=sha256,
                path=path,
                warnings=examined.warnings,
                created_at=now,
            )
    except BaseException:
        keeping.throw_away(path)
        raise


def erase_file(upload, *, now=None):
    """Erase a file for good, in the caller's transaction: its row keeps size and fingerprint alone.

    Called by a redaction, which also erases the evidence of every entry of `upload.evidence` from the history.
    Doing it twice does no harm.
    """
    path = upload.path
    if not path:
        return
    upload.path, upload.name, upload.warnings = "", "", []
    upload.erased_at = now or timezone.now()
    upload.save(update_fields=["path", "name", "warnings", "erased_at"])
    transaction.on_commit(partial(keeping.throw_away, path))


def sweep_uploads(now):
    """Throw away the files that no entry has used for a week. Returns how many."""
    before = now - Upload.KEPT_UNUSED
    waiting = Upload.objects.unused().kept().filter(created_at__lt=before)
    return sum(_sweep(number) for number in list(waiting.values_list("pk", flat=True)))


def sweep_bytes(now):
    """Throw away bytes older than a day that no row points to: their sending was cut off. Returns how many."""
    paths, done = list(keeping.kept_before(now - DAY)), 0
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        known = set(Upload.objects.filter(path__in=batch).values_list("path", flat=True))
        for path in batch:
            if path not in known:
                keeping.throw_away(path)
                done += 1
    return done


@transaction.atomic
def _sweep(number):
    # Locked first, then asked: an entry that takes it up at the same moment keeps it.
    upload = Upload.objects.select_for_update(skip_locked=True).filter(pk=number).first()
    if upload is None or upload.evidence.exists():
        return 0
    path = upload.path
    upload.delete()
    transaction.on_commit(partial(keeping.throw_away, path))
    return 1


def _kept(content):
    try:
        return keeping.keep(content)
    except OSError:
        log.exception("A file that came in could not be kept")
        raise Refused(
            _("It could not be kept: our disk did not take it. Try again later.")
        ) from None


def _sent_before(organisation, by, name, sha256, now):
    """Return what an earlier sending of the same file made today, or None."""
    same = Upload.objects.kept().filter(
        organisation=organisation, uploader=by, sha256=sha256, name=name, created_at__gt=now - DAY
    )
    return same.first()


def _require_room(organisation, size, now):
    sent = Upload.objects.filter(organisation=organisation, created_at__gt=now - DAY)
    total = sent.aggregate(total=Sum("size"))["total"] or 0
    if total + size > settings.UPLOAD_MAX_BYTES_A_DAY:
        raise Refused(
            _(
                "%(organisation)s has sent %(limit)s within a day, which is the most. Go on tomorrow."
            )
            % {
                "organisation": organisation.short,
                "limit": filesizeformat(settings.UPLOAD_MAX_BYTES_A_DAY),
            },
            too_large=True,
        )
