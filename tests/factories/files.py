"""Files as people send them, and as somebody hostile would: made here, so that none lies in the repository."""

import io
import zipfile

from django.core.files.base import ContentFile
from PIL import Image

from tracker.actions import uploads

OPEN_XML = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}
CSV = b"mes,monto\nenero,10\n"
OPEN_DOCUMENT = {"ods": "spreadsheet", "odt": "text", "odp": "presentation"}


def archive(members, compression=zipfile.ZIP_DEFLATED):
    """Return a zip archive of `{name: text or bytes}`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


def open_xml(code="xlsx", main="<x/>", types="", compression=zipfile.ZIP_DEFLATED, **members):
    """Return an Office Open XML file; further members are named with `__` for `/` and `___` for `.`."""
    part, name = MAIN[code]
    types = types or f'<Types><Override ContentType="{OPEN_XML}{name}.main+xml"/></Types>'
    more = {key.replace("___", ".").replace("__", "/"): text for key, text in members.items()}
    return archive({"[Content_Types].xml": types, part: main, **more}, compression)


def open_document(code="ods", content="<x/>", **members):
    kind = f"application/vnd.oasis.opendocument.{OPEN_DOCUMENT[code]}"
    more = {key.replace("___", ".").replace("__", "/"): text for key, text in members.items()}
    return archive({"mimetype": kind, "content.xml": content, **more})


def pdf(inside=b"", start=b"%PDF-1.4\n"):
    return start + b"1 0 obj << /Type /Catalog " + inside + b" >> endobj\nstartxref\n9\n%%EOF\n"


def picture(form="JPEG", size=(8, 6), mode="RGB", **options):
    made = io.BytesIO()
    colour = {"RGB": "orange", "RGBA": (255, 128, 0, 90)}[mode]
    Image.new(mode, size, colour).save(made, form, **options)
    return made.getvalue()


def sent(content, name="datos.csv"):
    """Return bytes as a file with a name and a size."""
    return ContentFile(content, name=name)


def upload(by, content=CSV, name="datos.csv", organisation=None):
    """Take in a file for the first organisation of a person."""
    organisation = organisation or by.memberships.get().organisation
    return uploads.stage_file(organisation=organisation, by=by, file=sent(content), name=name)
