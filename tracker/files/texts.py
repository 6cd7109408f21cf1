"""CSV and plain text: letters and nothing else."""

import codecs
import re

from django.utils.translation import gettext as _

from tracker.files.refusals import Refused

CHUNK = 1 << 16
# Tab, line ends, page break, and the end-of-file mark of old programs.
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
MARKUP = re.compile(
    rb"\s*(?:<!doctype|<html|<head|<body|<script|<svg|<\?xml|<\?php|#!|%pdf-|\{\\rtf)"
)


def check_text(file):
    """Raise Refused unless the bytes are text in UTF-8 or Latin-1."""
    file.seek(0)
    head = file.read(1024).removeprefix(codecs.BOM_UTF8).lower()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused(_("Its letters are in UTF-16. Save it again as UTF-8."))
    if MARKUP.match(head):
        raise Refused(_("Its content is not what its name says."))
    file.seek(0)
    utf8, is_utf8 = codecs.getincrementaldecoder("utf-8")(), True
    for chunk in iter(lambda: file.read(CHUNK), b""):
        if CONTROLS.search(chunk):
            raise Refused(_("Its content is not text, whatever its name says."))
        if is_utf8:
            try:
                utf8.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
    # What is not UTF-8 is read as Latin-1, in which every remaining byte is a letter or a sign.
