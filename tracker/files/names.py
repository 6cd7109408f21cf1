"""The name of a file, as its readers will see it."""

import re
import unicodedata

from django.utils.translation import gettext as _

from tracker.files.kinds import ENDINGS, KINDS, TAKEN
from tracker.files.refusals import Refused

LONGEST = 150
# Endings that a second ending may hide: “acta.exe.pdf” is nobody's honest name.
DANGEROUS = re.compile(
    "apk|bat|cmd|cpl|dll|docm|dotm|exe|hta|html?|iso|jar|jse?|lnk|msi|php|pif|potm|ppam|pp[st]m|ps1|py"
    "|rar|scr|sh|sldm|svgz?|swf|vb|vbs|wsf|xhtml|xlam|xls[bm]|xltm|zip|7z"
)
PATH_PARTS = re.compile(r".*[/\\]", re.DOTALL)


def clean_name(raw):
    """Return a name without path and in one way of writing it. Raises Refused."""
    name = unicodedata.normalize("NFC", PATH_PARTS.sub("", raw))
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name):
        raise Refused(_("Its name holds invisible characters. Give it a plain name."))
    name = " ".join(name.split())
    stem, dot, _ending = name.rpartition(".")
    if not dot or not stem.strip(". "):
        raise Refused(_("Its name has no ending. We take: %(kinds)s.") % {"kinds": TAKEN})
    if len(name) > LONGEST:
        raise Refused(
            _("Its name has %(length)d characters; at most %(limit)d fit. Shorten it.")
            % {"length": len(name), "limit": LONGEST}
        )
    return name


def kind_of(name):
    """Return the kind that a clean name claims. Raises Refused."""
    *inner, ending = name.lower().split(".")
    kind = KINDS.get(ENDINGS.get(ending, ""))
    if kind is None:
        raise Refused(_instead(ending))
    for part in inner[1:]:
        if DANGEROUS.fullmatch(part) or (part in ENDINGS and ENDINGS[part] != kind.code):
            raise Refused(
                _("Its name has two endings, “.%(one)s” and “.%(other)s”. Give it one.")
                % {"one": part, "other": ending}
            )
    return kind


def _instead(ending):
    """Say what to send in place of an ending that is not taken."""
    match ending:
        case "heic" | "heif":
            return _("Send the photo as JPEG: this format opens on few computers.")
        case "doc" | "xls" | "ppt" | "rtf":
            return _("This old format can hide programs. Save it as DOCX, XLSX, PPTX or PDF.")
        case "docm" | "xlsm" | "pptm" | "xlsb":
            return _("Files with macros are not taken. Save it without them, or as PDF.")
        case "zip" | "rar" | "7z":
            return _("Archives are not taken. Send the files that are in it, one by one.")
        case "svg" | "html" | "htm":
            return _("Web pages and SVG drawings can run programs. Save it as PDF or PNG.")
    return _("We take: %(kinds)s.") % {"kinds": TAKEN}
