"""A file that somebody published as evidence: to be saved, never to be opened as a page of this site."""

import logging
import re
import unicodedata
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tracker.files import keeping
from tracker.models import Upload
from tracker.queries.uploads import readable_file

log = logging.getLogger(__name__)

# Where a browser shows it all the same, it is alone: no script, no form, no cookie of ours.
ALONE = "default-src 'none'; sandbox"


@login_not_required
@require_safe
def file(request, uid):
    """Send the bytes. Who may have them is asked at each request, so nothing is kept on the way."""
    try:
        upload = readable_file(request.user, uid)
    except Upload.DoesNotExist:
        raise Http404 from None
    if upload.is_erased:
        return _private(render(request, "tracker/errors/410.html", status=410))
    if not upload.is_public:
        return _private(_sent(upload))
    etag = f'"{upload.sha256}"'
    response = get_conditional_response(request, etag=etag) or _sent(upload)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # keep it, and ask each time whether it may still be had
    return response


def _sent(upload):
    try:
        content = keeping.read(upload.path)
    except FileNotFoundError:
        log.error("The bytes of the file %s are missing", upload.uid)
        raise Http404 from None
    response = FileResponse(content, content_type=upload.media_type)
    response["Content-Length"] = upload.size
    response["Content-Disposition"] = disposition(upload.name)
    response["Content-Encoding"] = (
        "identity"  # its bytes are its fingerprint: not compressed on the way
    )
    response["Content-Security-Policy"] = ALONE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _private(response):
    response["Cache-Control"] = "private, no-store"
    return response


def disposition(name):
    """Return the header that makes a browser save a file: its name in plain letters, and as it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", plain).strip()
    if plain.startswith("."):  # no letter of its name is a plain one
        plain = f"file{plain}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
