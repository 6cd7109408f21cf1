"""A form that is larger than this site takes, read as far as it is worth reading."""

from urllib.parse import parse_qsl

from django.conf import settings

URLENCODED = "application/x-www-form-urlencoded"
READ_UP_TO = 4  # times the limit of a form
PIECE = 64 * 1024
# A browser shows an answer only when it could send all of its form, so the rest is passed over.
PASSED_OVER_UP_TO = 64 * 1024 * 1024


def length_of(request):
    """Return how many bytes the request says that it brings."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def values_of(request):
    """Return `(name, value)` pairs of a form that Django refused to read, or None.

    None where it is not worth it (many times the limit) or no use: a form with files is read piece
    by piece, and what came before the limit is gone. Nothing is cut off: all of it, or nothing.
    """
    length = length_of(request)
    worth_it = length <= READ_UP_TO * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.content_type != URLENCODED or not worth_it:
        _pass_over(request, length)
        return None
    body = _body(request)
    if len(body) < length:
        return None
    pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, errors="replace")
    return pairs[: settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - 1]


def _body(request):
    """Return the body: read already where it only had too many fields."""
    return request._body if hasattr(request, "_body") else request.read()


def _pass_over(request, length):
    if length > PASSED_OVER_UP_TO:
        return
    try:
        while request.read(PIECE):
            pass
    except (OSError, ValueError):  # read before, or the reader went away
        return
