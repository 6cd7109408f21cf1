"""The kinds of file that are taken: told by the ending of the name, and proven by the content."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PICTURE, PDF, OFFICE, TEXT = "picture", "pdf", "office", "text"


@dataclass(frozen=True)
class FileKind:
    """`proof` is what the content of an office file says that it is."""

    code: str
    family: str
    media_type: str
    label: str
    proof: str = ""


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def _open_xml(code, name, label):
    return FileKind(code, OFFICE, _OPEN_XML + name, label, f"{_OPEN_XML}{name}.main+xml")


def _open_document(code, name, label):
    return FileKind(code, OFFICE, _OPEN_DOCUMENT + name, label, _OPEN_DOCUMENT + name)


KINDS = {
    kind.code: kind
    for kind in (
        FileKind("pdf", PDF, "application/pdf", "PDF"),
        FileKind("jpg", PICTURE, "image/jpeg", _("photo (JPEG)")),
        FileKind("png", PICTURE, "image/png", _("picture (PNG)")),
        FileKind("webp", PICTURE, "image/webp", _("picture (WebP)")),
        FileKind("csv", TEXT, "text/csv", _("table (CSV)")),
        FileKind("txt", TEXT, "text/plain", _("plain text")),
        _open_xml("xlsx", "spreadsheetml.sheet", _("workbook (Excel)")),
        _open_xml("docx", "wordprocessingml.document", _("document (Word)")),
        _open_xml("pptx", "presentationml.presentation", _("slides (PowerPoint)")),
        _open_document("ods", "spreadsheet", _("workbook (OpenDocument)")),
        _open_document("odt", "text", _("document (OpenDocument)")),
        _open_document("odp", "presentation", _("slides (OpenDocument)")),
    )
}
ENDINGS = {**{code: code for code in KINDS}, "jpeg": "jpg"}
# What a browser offers to choose from; a phone offers its camera for the pictures.
ACCEPT = ",".join(
    [*(kind.media_type for kind in KINDS.values()), *(f".{ending}" for ending in ENDINGS)]
)
TAKEN = "PDF, JPEG, PNG, WebP, CSV, TXT, XLSX, ODS, DOCX, ODT, PPTX, ODP"
