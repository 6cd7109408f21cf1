"""Office files are zip archives: opened with care, and told apart by what is inside."""

import re
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext as _

from tracker.files.refusals import Refused

MOST_MEMBERS = 5000
MOST_INFLATED = 300 << 20  # bytes, all members together
MOST_RATIO = 200  # how many times smaller a large member may have been made
SMALL = 1 << 20
MOST_XML = 32 << 20  # bytes of one member that are looked through
MOST_XML_ALL = 96 << 20
LONGEST_DIRECTORY = 2 << 20
MOST_FOUND, LONGEST_TEXT = 20_000, 500
CHUNK = 1 << 18
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
MACROS = re.compile(
    r"(?:^|/)(?:vbaProject\w*\.bin|vbaData\.xml|activeX/.*|Basic/.+|Scripts/.+)$", re.IGNORECASE
)
MAIN_PART = re.compile(rb'ContentType\s*=\s*["\'](application/[\w.+-]+\.main\+xml)["\']')
REMOTE_TEMPLATE = re.compile(rb'<[^<>]*/attachedTemplate["\'][^<>]*TargetMode\s*=\s*["\']External')


def opened(file):
    """Return the archive of an office file. Raises Refused for what is none, or is a trap."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            _("This file has a password or an old format. Save it without, in today's format.")
        )
    if not head.startswith(b"PK\x03\x04"):
        raise Refused(_("Its content is not what its name says."))
    _require_short_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN:
        raise Refused(_damaged()) from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_INFLATED:
        raise Refused(_bomb())
    for member in members:
        _check_member(member)
    archive.left = MOST_XML_ALL  # of which `chunks` takes
    return archive


def _require_short_directory(file):
    """Refuse a list of contents that would fill the memory while it is read."""
    file.seek(max(0, file.size - (1 << 16) - 100))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise Refused(_damaged())
    if (
        b"PK\x06\x07" in tail[:at]
        or int.from_bytes(tail[at + 12 : at + 16], "little") > LONGEST_DIRECTORY
    ):
        raise Refused(_bomb())


def _check_member(member):
    name = member.filename
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise Refused(_("Its content is not what its name says."))
    if member.flag_bits & 1:
        raise Refused(_("This file has a password. Save it without."))
    if member.file_size > SMALL and member.file_size > MOST_RATIO * max(member.compress_size, 1):
        raise Refused(_bomb())
    if MACROS.search(name):
        raise Refused(_("Files with macros are not taken. Save it without them, or as PDF."))


def proof_of(archive):
    """Return what an archive says that it is: a media type, or an empty string."""
    names = set(archive.namelist())
    if "mimetype" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in read(
            archive, "META-INF/manifest.xml"
        ):
            raise Refused(_("This file has a password. Save it without."))
        return read(archive, "mimetype").decode("ascii", "replace").strip()
    if "[Content_Types].xml" not in names:
        return ""
    types = read(archive, "[Content_Types].xml")
    if b"macroEnabled" in types:
        raise Refused(_("Files with macros are not taken. Save it without them, or as PDF."))
    for name in names:
        if name.endswith("settings.xml.rels") and REMOTE_TEMPLATE.search(read(archive, name)):
            raise Refused(_("This document loads a template from the network. Save it as PDF."))
    main = MAIN_PART.search(types)
    return main[1].decode() if main else ""


def read(archive, name):
    """Return the beginning of a member: as much of it as is looked through."""
    return b"".join(chunks(archive, name))


def chunks(archive, name):
    """Yield a member's bytes, up to a limit. Raises Refused for a damaged one."""
    left = MOST_XML
    try:
        with archive.open(name) as member:
            while min(left, archive.left) > 0 and (chunk := member.read(CHUNK)):
                left -= len(chunk)
                archive.left -= len(chunk)
                yield chunk
    except BROKEN:
        raise Refused(_damaged()) from None


def elements(archive, name, wanted):
    """Return `[tag, attributes, text]` of a member's elements, for local names in `wanted`.

    Names lose their prefixes. No document type, so no entity, is read. Of a member that is longer than
    what is looked through, the beginning is told. Raises Refused.
    """
    found, inside = [], []

    def start(tag, attributes):
        tag = tag.rpartition(":")[2]
        if tag in wanted and len(found) < MOST_FOUND:
            plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            found.append([tag, plain, ""])
            inside.append(found[-1])

    def end(tag):
        if inside and inside[-1][0] == tag.rpartition(":")[2]:
            inside.pop()

    def characters(text):
        if inside and len(inside[-1][2]) < LONGEST_TEXT:
            inside[-1][2] += text

    def refuse(*_arguments):
        raise Refused(_damaged())

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    for chunk in chunks(archive, name):
        try:
            parser.Parse(chunk, False)
        except expat.ExpatError:
            raise Refused(_damaged()) from None
    return found


def _damaged():
    return _("This file is damaged. Open it, save it again, and send that.")


def _bomb():
    return _("Unpacked, this file is far too large. Send a smaller one.")
