"""Files of evidence: which ones a form may hold, who may read one, and whether its bytes are what they were."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import NotAllowed, deny
from ledger.verification import Drift
from tracker.files import keeping
from tracker.models import Entry, Evidence, Plan, Upload


def files_to_choose(organisation: Any, uids: Iterable[str]) -> dict[str, Upload]:
    """Return an organisation's own files among some uids, by uid; each knows where else it is shown."""
    wanted = set(uids)
    if organisation is None or not wanted:
        return {}
    files = Upload.objects.kept().filter(organisation=organisation, uid__in=wanted)
    found = {str(upload.uid): upload for upload in files}
    shown = shown_elsewhere(found.values())
    for upload in found.values():
        upload.shown_in = shown.get(upload.sha256, [])
    return found


def shown_elsewhere(uploads: Iterable[Upload]) -> dict[str, list[Entry]]:
    """Return the public entries that show the same bytes, by fingerprint; of whoever they are."""
    prints = {upload.sha256 for upload in uploads}
    pieces = (
        Evidence.objects.filter(upload__sha256__in=prints, entry__in=_public_entries())
        .select_related("entry")
        .order_by("entry__published_at", "pk")
    )
    found: dict[str, list[Entry]] = {}
    for piece in pieces if prints else ():
        if piece.upload:
            found.setdefault(piece.upload.sha256, []).append(piece.entry)
    return found


def readable_file(user: Any, uid: uuid.UUID) -> Upload:
    """Return a file that a person may read, with `is_public`. Raises Upload.DoesNotExist.

    Asked at each download: a file is as private as the entries that show it, and alone it is for its
    organisation. Raises NotAllowed while every entry that shows it is hidden.
    """
    upload = Upload.objects.annotate(
        is_public=Exists(_pieces(_public_entries().shown())),
        is_readable=Exists(_pieces(_readable_entries(user).shown())),
        is_hidden=Exists(_pieces(_readable_entries(user).hidden())),
    ).get(uid=uid)
    if upload.is_readable:
        return upload
    if upload.is_hidden:
        raise NotAllowed(deny(_("This file is hidden by a steward for now.")))
    if _is_of(user, upload):
        return upload
    raise Upload.DoesNotExist


def damaged_files() -> Iterator[Drift]:
    """Yield a Drift for every file whose bytes are gone, or are not those that were sent."""
    for upload in Upload.objects.kept().order_by("pk").iterator():
        try:
            with keeping.read(upload.path) as file:
                same = keeping.fingerprint(file) == upload.sha256
        except FileNotFoundError:
            yield Drift("upload", upload.uid, f"the bytes of “{upload}” are missing")
            continue
        if not same:
            yield Drift(
                "upload", upload.uid, f"the bytes of “{upload}” are not those that were sent"
            )


def _pieces(entries: Any) -> Any:
    return Evidence.objects.filter(upload=OuterRef("pk"), entry__in=entries)


def _public_entries() -> Any:
    plans = Plan.objects.exclude(status=Plan.Status.DRAFT)
    return Entry.objects.filter(commitment__plan__in=plans).order_by()


def _readable_entries(user: Any) -> Any:
    plans = Plan.objects.visible_to(user)
    return Entry.everything.visible_to(user).filter(commitment__plan__in=plans).order_by()


def _is_of(user: Any, upload: Upload) -> bool:
    if not user.is_authenticated:
        return False
    return bool(user.membership_in(upload.organisation_id, timezone.now().date()))
