"""PDF: nothing that runs, nothing locked, nothing attached. A scan of bytes, not a reader of PDF.

A name in a PDF may be written with codes (`/J#61vaScript`), and objects may stand inside compressed streams:
both are undone first. The bytes are mapped, not loaded, so that memory stays flat.
"""

import mmap
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

from tracker.files.refusals import Refused

MOST_PACKED, MOST_INFLATED = 1 << 20, 4 << 20  # bytes of one compressed stream of objects
MOST_INFLATED_ALL = 64 << 20
MOST_STREAMS = 2000
TAIL, NEAR = 4096, 400
AUTHOR = re.compile(
    rb"/Author\s*(?:\(((?:\\.|[^\\()]){1,200})\)|<([0-9A-Fa-f\s]{2,400})>)", re.DOTALL
)


def _named(name):
    """Return a pattern of a PDF name, each letter of which may be written as a code."""
    letters = (rb"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in name.encode())
    return b"/" + b"".join(letters) + rb"(?![A-Za-z0-9])"


ACTIVE = re.compile(b"|".join(map(_named, ("JavaScript", "Launch", "RichMedia"))))
ATTACHED = re.compile(b"|".join(map(_named, ("EmbeddedFile", "EmbeddedFiles"))))
LOCKED = re.compile(_named("Encrypt"))
SCRIPT = re.compile(rb"/JS\s*[(<\d]")
PACKED = re.compile(_named("ObjStm"))
BEGINS = re.compile(rb"\bstream\r?\n")


def check_pdf(file):
    """Raise Refused for a PDF that could do something; return its warnings."""
    file.seek(0)
    with _mapped(file) as data:
        if data[:5] != b"%PDF-":
            raise Refused(_("Its content is not what its name says."))
        if data.rfind(b"%%EOF", max(0, len(data) - TAIL)) < 0:
            raise Refused(_("This PDF is damaged or was cut off."))
        if zipfile.is_zipfile(file):
            raise Refused(_("This file is two things at once. Save it as PDF again."))
        if LOCKED.search(data):
            raise Refused(_("This PDF is locked. Save it without a password or restrictions."))
        authors = set()
        for part in (data, *_hidden_objects(data)):
            _refuse_what_acts(part)
            authors.update(_text(found) for found in AUTHOR.finditer(part))
        if any(SCRIPT.search(outside) for outside in _outside_of_streams(data)):
            raise Refused(_running())
    names = sorted(name for name in authors if name)
    return [{"code": "author", "names": names[:10]}] if names else []


def _refuse_what_acts(part):
    if ACTIVE.search(part):
        raise Refused(_running())
    if ATTACHED.search(part):
        raise Refused(_("This PDF has other files inside. Send them by themselves."))


def _running():
    return _("This PDF runs a program when it is opened. Print it to a new PDF.")


def _hidden_objects(data):
    """Yield the compressed streams that hold objects, as far as they can be read. Raises Refused for too many."""
    left = MOST_INFLATED_ALL
    for number, named in enumerate(PACKED.finditer(data)):
        if number >= MOST_STREAMS or left <= 0:
            raise Refused(
                _("This PDF is too complicated to be looked through. Print it to a new PDF.")
            )
        begins = BEGINS.search(data, named.end(), named.end() + NEAR)
        if begins is None:
            continue
        try:
            packed = data[begins.end() : begins.end() + MOST_PACKED]
            part = zlib.decompressobj().decompress(packed, MOST_INFLATED)
        except zlib.error:
            continue
        left -= len(part)
        yield part


def _outside_of_streams(data):
    """Yield what stands between the streams, in which chance could write anything."""
    start = 0
    while begins := BEGINS.search(data, start):
        end = data.find(b"endstream", begins.end())
        if end < 0:
            break
        yield data[start : begins.start()]
        start = end + len(b"endstream")
    yield data[start : len(data)]


def _text(found):
    """Return a string of a PDF as text."""
    raw = found[1]
    if raw is None:
        raw = bytes.fromhex(re.sub(rb"\s", b"", found[2]).decode()[: 2 * (len(found[2]) // 2)])
    else:
        raw = re.sub(rb"\\([()\\])", rb"\1", raw)
    if raw.startswith(b"\xfe\xff"):
        text = raw[2:].decode("utf-16-be", "replace")
    else:
        text = raw.decode("latin-1")
    return " ".join(text.replace("\0", "").split())[:200]


class _Bytes(bytes):
    """The bytes of a file that has no place on a disk."""

    def __enter__(self):
        return self

    def __exit__(self, *_problem):
        return None


def _mapped(file):
    try:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (AttributeError, OSError, ValueError):
        return _Bytes(file.read())
