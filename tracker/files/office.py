"""What an office file holds that its writer may not see: listed before it is published, not refused.

A warning is `{"code": …}` with `names` (of sheets or people) or `count`. See `presenters/files.py` for the words.
"""

import re

from django.utils.translation import gettext as _

from tracker.files.archives import MOST_XML, chunks, elements, opened, proof_of
from tracker.files.refusals import Refused

HIDDEN_LINE = re.compile(
    rb"<(?:\w+:)?(?:row|col)\b[^<>]*?\shidden\s*=\s*[\"'](?:1|true)[\"']"
    rb"|<(?:\w+:)?table-(?:row|column)\b[^<>]*?\s(?:\w+:)?visibility\s*=\s*[\"'](?:collapse|filter)[\"']"
)
MOST_NAMES = 10
OVERLAP = 2048


def check_office(file, kind):
    """Raise Refused unless an office file is what its name says; return its warnings."""
    with opened(file) as archive:
        if proof_of(archive) != kind.proof:
            raise Refused(_("Its content is not what its name says."))
        look = _open_document if kind.code.startswith("od") else _open_xml
        warnings = look(archive) + _of_any(archive)
    return [warning for warning in warnings if warning.get("names") or warning.get("count")]


def _of_any(archive):
    members = archive.infolist()
    embedded = [
        m
        for m in members
        if re.search(r"(?:^|/)(?:embeddings/.|Object \d+/content\.xml$)", m.filename)
    ]
    unread = [m for m in members if m.filename.endswith(".xml") and m.file_size > MOST_XML]
    cut_off = len(unread) or int(archive.left <= 0)
    return [_counted("embedded", len(embedded)), _counted("unread", cut_off)]


def _open_xml(archive):
    """Look through a workbook, a document or slides of Office Open XML."""
    names = archive.namelist()

    def like(pattern):
        return [name for name in names if re.fullmatch(pattern, name)]

    def all_of(pattern, *wanted):
        return [found for name in like(pattern) for found in elements(archive, name, wanted)]

    sheets = all_of(r"xl/workbook\.xml", "sheet")
    hidden = [
        at.get("name", "") for _tag, at, _text in sheets if at.get("state", "").endswith("idden")
    ]
    changes = all_of(
        r"word/(?:document|header\d*|footer\d*|footnotes)\.xml", "ins", "del", "moveFrom"
    )
    changes = [at for _tag, at, _text in changes if "author" in at or "id" in at]
    comments = all_of(r"word/comments\.xml|ppt/comments/.*\.xml", "comment", "cm")
    comments += all_of(r"xl/comments\d*\.xml|xl/comments/.*\.xml", "comment")
    comments += all_of(r"xl/threadedComments/.*\.xml", "threadedComment")
    people = [at.get("author", "") for _tag, at, _text in comments]
    authors = all_of(r"xl/comments\d*\.xml|xl/comments/.*\.xml", "author")
    people += [text for _tag, _at, text in authors]
    people += [
        at.get("name", "") for _tag, at, _t in all_of(r"ppt/commentAuthors\.xml", "cmAuthor")
    ]
    people += [
        at.get("displayName", "") for _tag, at, _t in all_of(r"xl/persons/.*\.xml", "person")
    ]
    slides = all_of(r"ppt/slides/slide\d+\.xml", "sld")
    properties = all_of(r"docProps/core\.xml", "creator", "lastModifiedBy")
    return [
        _named("hidden_sheet", hidden),
        _counted("hidden_lines", _hidden_lines(archive, like(r"xl/worksheets/[^/]+\.xml"))),
        _counted("tracked", len(changes), [at.get("author", "") for at in changes]),
        _counted("comment", len(comments), people),
        _counted("hidden_slide", sum(at.get("show") in ("0", "false") for _tag, at, _t in slides)),
        _counted("notes", len(like(r"ppt/notesSlides/[^/]+\.xml"))),
        _named("author", [text for _tag, _at, text in properties]),
    ]


def _open_document(archive):
    """Look through a workbook, a document or slides of OpenDocument."""
    names = archive.namelist()
    parts = [name for name in ("content.xml", "styles.xml") if name in names]
    wanted = ("style", "table-properties", "drawing-page-properties", "table", "page", "annotation")
    wanted += ("changed-region", "cell-content-change", "insertion", "deletion", "creator")
    hidden_styles, tables, pages, people = set(), [], [], []
    changed = annotated = 0
    style = ""
    for name in parts:
        for tag, at, text in elements(archive, name, wanted):
            match tag:
                case "style":
                    style = at.get("name", "")
                case "table-properties" if at.get("display") == "false":
                    hidden_styles.add(style)
                case "drawing-page-properties" if at.get("visibility") == "hidden":
                    hidden_styles.add(style)
                case "table":
                    tables.append((at.get("name", ""), at.get("style-name", "")))
                case "page":
                    pages.append(at.get("style-name", ""))
                case "changed-region" | "cell-content-change":
                    changed += 1
                case "insertion" | "deletion" if "type" in at:
                    changed += 1
                case "annotation":
                    annotated += 1
                case "creator":
                    people.append(text)
    meta = (
        elements(archive, "meta.xml", ("creator", "initial-creator")) if "meta.xml" in names else []
    )
    return [
        _named("hidden_sheet", [table for table, style in tables if style in hidden_styles]),
        _counted("hidden_lines", _hidden_lines(archive, parts)),
        _counted("tracked", changed, people if changed else ()),
        _counted("comment", annotated, people if annotated and not changed else ()),
        _counted("hidden_slide", sum(style in hidden_styles for style in pages)),
        _named("author", [text for _tag, _at, text in meta]),
    ]


def _hidden_lines(archive, names):
    """Return how many hidden rows and columns some sheets have."""
    count = 0
    for name in names:
        rest = b""
        for chunk in chunks(archive, name):
            data = rest + chunk
            last = 0
            for found in HIDDEN_LINE.finditer(data):
                count, last = count + 1, found.end()
            rest = data[max(last, len(data) - OVERLAP) :]
    return count


def _counted(code, count, names=()):
    warning = {"code": code, "count": count}
    if told := _plain(names):
        warning["names"] = told
    return warning if count else {"code": code}


def _named(code, names):
    return {"code": code, "names": _plain(names)}


def _plain(names):
    """Return each name once, short and without blanks at its ends."""
    told = (" ".join(name.split())[:100] for name in names)
    return list(dict.fromkeys(name for name in told if name))[:MOST_NAMES]
