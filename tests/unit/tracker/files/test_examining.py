"""What is taken, and what is refused with a sentence: by name, by content, and by both together."""

import contextlib
import io
import struct
import time
import zipfile
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.factories import files
from tracker.files.examining import examine
from tracker.files.kinds import ACCEPT, ENDINGS, KINDS
from tracker.files.refusals import Refused

CONTENT = {
    "pdf": files.pdf(),
    "jpg": files.picture("JPEG"),
    "jpeg": files.picture("JPEG"),
    "png": files.picture("PNG"),
    "webp": files.picture("WEBP"),
    "csv": files.CSV,
    "txt": "Acta de la sesión".encode("latin-1"),
    **{code: files.open_xml(code) for code in files.MAIN},
    **{code: files.open_document(code) for code in files.OPEN_DOCUMENT},
}


def look(content, name):
    return examine(files.sent(content), name)


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_honest_files_are_taken(ending):
    found = look(CONTENT[ending], f"Informe final.{ending.upper()}")
    assert found.kind.code == ENDINGS[ending]
    assert found.name == f"Informe final.{ending.upper()}"
    assert found.warnings == []
    assert found.content.size


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@pytest.mark.parametrize("other", sorted(CONTENT))
def test_a_name_and_a_content_that_disagree_are_refused(ending, other):
    if ENDINGS[ending] == ENDINGS[other] or {ending, other} == {"csv", "txt"}:
        return
    with pytest.raises(Refused, match=r"\.$"):
        look(CONTENT[other], f"datos.{ending}")


def bomb():
    return files.open_xml(xl__big___xml="0" * (40 << 20))


def lying_bomb():
    """An archive whose directory says less than what unpacks."""
    content = bytearray(files.open_xml(main="<x>" + "0" * (40 << 20) + "</x>"))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def locked():
    content = bytearray(files.open_xml())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        content[at + offset] |= 1
    return bytes(content)


def huge_picture():
    """A picture that says of itself that it has 100 million pixels, in a few bytes."""
    content = bytearray(files.picture("PNG"))
    content[16:24] = struct.pack(">II", 10_000, 10_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


def moving():
    made = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(made, "WEBP", save_all=True, append_images=frames[1:])
    return made.getvalue()


def hidden_script():
    packed = zlib.compress(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>")
    return files.pdf(b">> endobj 2 0 obj << /Type /ObjStm >> stream\n" + packed + b"\nendstream <<")


HOSTILE = {
    "svg": (b"<svg xmlns='x' onload='alert(1)'/>", "dibujo.svg", "can run programs"),
    "svg as a picture": (b"<svg/>", "dibujo.png", "damaged"),
    "web page": (b"<!doctype html><script>1</script>", "pagina.html", "can run programs"),
    "web page as text": (
        b"\xef\xbb\xbf  <!DOCTYPE html><script>",
        "notas.txt",
        "not what its name",
    ),
    "script as text": (b"#!/bin/sh\nrm -rf .", "notas.txt", "not what its name"),
    "xml as a table": (b"<?xml version='1.0'?><a/>", "datos.csv", "not what its name"),
    "pdf as text": (files.pdf(), "acta.txt", "not what its name"),
    "program": (b"MZ\x90\x00", "instalar.exe", "We take: PDF"),
    "program as a table": (b"MZ\x90\x00", "datos.csv", "not text"),
    "macros by name": (files.open_xml(), "libro.xlsm", "macros"),
    "macros inside": (files.open_xml(xl__vbaProject___bin=b"x"), "libro.xlsx", "macros"),
    "macros by type": (files.open_xml(types='<a ContentType="macroEnabled"/>'), "a.xlsx", "macros"),
    "basic macros": (files.open_document(Basic__Standard__m___xml="x"), "libro.ods", "macros"),
    "archive": (files.archive({"a.txt": "x"}), "todo.zip", "one by one"),
    "archive as a workbook": (files.archive({"a.txt": "x"}), "libro.xlsx", "not what its name"),
    "path in an archive": (files.open_xml(**{"..__..__x": "x"}), "libro.xlsx", "not what its name"),
    "bomb": (bomb(), "libro.xlsx", "far too large"),
    "too many members": (
        files.archive({f"{n}.xml": "" for n in range(5001)}, zipfile.ZIP_STORED),
        "libro.xlsx",
        "far too large",
    ),
    "locked archive": (locked(), "libro.xlsx", "password"),
    "locked workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "libro.xlsx", "password"),
    "locked document": (
        files.open_document(**{"META-INF__manifest___xml": "<m:encryption-data/>"}),
        "libro.ods",
        "password",
    ),
    "remote template": (
        files.open_xml(
            "docx",
            word___rels__settings___xml___rels=(
                '<Relationship Type="http://x/attachedTemplate" Target="http://x" TargetMode="External"/>'
            ),
        ),
        "acta.docx",
        "template from the network",
    ),
    "entities": (
        files.open_xml(docProps__core___xml='<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'),
        "libro.xlsx",
        "damaged",
    ),
    "broken archive": (files.open_xml()[:-40], "libro.xlsx", "damaged"),
    "script in a pdf": (files.pdf(b"/OpenAction << /S /JavaScript /JS (x) >>"), "a.pdf", "program"),
    "script in codes": (files.pdf(b"/S /J#61va#53cript"), "a.pdf", "program"),
    "hidden script": (hidden_script(), "a.pdf", "program"),
    "bare script": (files.pdf(b"/AA << /JS 7 0 R >>"), "a.pdf", "program"),
    "launch": (files.pdf(b"/S /Launch /F (cmd.exe)"), "a.pdf", "program"),
    "attachment": (files.pdf(b"/EmbeddedFiles 7 0 R"), "a.pdf", "other files inside"),
    "locked pdf": (files.pdf(b"/Encrypt 5 0 R"), "a.pdf", "locked"),
    "cut pdf": (files.pdf()[:-8], "a.pdf", "cut off"),
    "pdf and archive": (
        files.pdf() + files.archive({"a": "x"}) + b"",
        "a.pdf",
        "two things at once",
    ),
    "pdf behind others": (b"GIF89a" + files.pdf(), "a.pdf", "not what its name"),
    "huge picture": (huge_picture(), "foto.png", "million pixels"),
    "moving picture": (moving(), "foto.webp", "moves"),
    "broken picture": (files.picture()[:200], "foto.jpg", "damaged"),
    "heic": (b"\0\0\0\x18ftypheic", "foto.heic", "Send the photo as JPEG"),
    "old document": (b"\xd0\xcf\x11\xe0", "acta.doc", "old format"),
    "utf-16": ("mes,monto".encode("utf-16"), "datos.csv", "UTF-16"),
    "empty": (b"", "datos.csv", "empty"),
    "two endings": (files.pdf(), "acta.exe.pdf", "two endings"),
    "two kinds": (files.pdf(), "acta.docx.pdf", "two endings"),
    "no ending": (files.CSV, "datos", "no ending"),
    "nothing but an ending": (files.CSV, "..csv", "no ending"),
    "backwards": (files.CSV, "datos\u202evsc.csv", "invisible characters"),
    "control": (files.CSV, "da\ttos\n.csv", "invisible characters"),
    "long name": (files.CSV, "a" * 150 + ".csv", "at most 150 fit"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(case):
    content, name, sentence = HOSTILE[case]
    with pytest.raises(Refused) as refused:
        look(content, name)
    assert sentence in str(refused.value)


MEGA = 1 << 20
LABORIOUS = {
    "streams that do not end": ("a.pdf", files.pdf(b"stream\n" * MEGA)),
    "endless names": ("a.pdf", files.pdf(b"/ObjStm" * MEGA)),
    "packed objects": (
        "a.pdf",
        files.pdf((b"/ObjStm stream\n" + zlib.compress(b"0" * (4 * MEGA)) + b"endstream\n") * 500),
    ),
    "unfinished strings": ("a.pdf", files.pdf(b"/Author (" * MEGA)),
    "rows that do not end": (
        "a.xlsx",
        files.open_xml(compression=0, xl__worksheets__sheet1___xml="<row " * (4 * MEGA)),
    ),
    "one endless row": (
        "a.xlsx",
        files.open_xml(compression=0, xl__worksheets__sheet1___xml="<row" + " h" * (10 * MEGA)),
    ),
    "links that do not end": (
        "a.docx",
        files.open_xml("docx", compression=0, word___rels__settings___xml___rels="<" * (20 * MEGA)),
    ),
    "many elements": (
        "a.docx",
        files.open_xml("docx", "<x>" + "<w:ins/>" * (2 * MEGA) + "</x>", compression=0),
    ),
    "a long list": (
        "a.xlsx",
        files.archive({f"{n:0200}": "" for n in range(9000)}, zipfile.ZIP_STORED),
    ),
    "a wide picture": ("a.png", files.picture("PNG", size=(7000, 7000))),
    "long text": ("a.csv", b"a," * (12 * MEGA)),
}


@pytest.mark.parametrize("case", LABORIOUS)
def test_laborious_files_cost_seconds_and_not_minutes(case):
    name, content = LABORIOUS[case]
    begun = time.process_time()
    with contextlib.suppress(Refused):
        look(content, name)
    assert time.process_time() - begun < 15


def test_a_lying_archive_unpacks_no_further_than_it_says():
    with pytest.raises(Refused, match="damaged"):
        look(lying_bomb(), "libro.xlsx")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("C:\\fotos\\acta.csv", "acta.csv"),
        ("../../etc/acta.csv", "acta.csv"),
        ("  acta   final .csv", "acta final .csv"),
        ("Sesión.csv", "Sesión.csv"),
        ("informe.v2.final.csv", "informe.v2.final.csv"),
        ("a" * 146 + ".csv", "a" * 146 + ".csv"),
    ],
)
def test_names_lose_their_path_and_keep_the_rest(raw, name):
    assert look(files.CSV, raw).name == name


def test_a_file_that_is_too_large_is_refused_and_says_how_large(settings):
    settings.UPLOAD_MAX_BYTES = 5
    with pytest.raises(Refused, match="at most 5\xa0bytes fit") as refused:
        look(files.CSV, "datos.csv")
    assert refused.value.too_large


def test_pictures_keep_nothing_but_what_is_seen():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "Casa de Amina"
    exif.get_ifd(0x8825)[2] = (19.0, 25.0, 57.0)
    found = look(files.picture(exif=exif, comment=b"secreto", size=(8, 6)), "foto.jpg")
    kept = found.content.read()
    assert b"Exif" not in kept
    assert b"secreto" not in kept
    image = Image.open(io.BytesIO(kept))
    assert image.size == (6, 8)
    assert not image.getexif()
    assert "icc_profile" not in image.info
    assert found.content.size == len(kept)


def test_the_other_kinds_of_picture_keep_nothing_either():
    told = PngInfo()
    told.add_text("Author", "secreto")
    exif = Image.Exif()
    exif[0x010E] = "secreto"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for content, name in (
        (files.picture("PNG", pnginfo=told, exif=exif, icc_profile=profile) + b"secreto", "a.png"),
        (files.picture("WEBP", exif=exif, xmp=b"<x>secreto</x>", icc_profile=profile), "a.webp"),
        (files.picture("JPEG", xmp=b"<x>secreto</x>", icc_profile=profile) + b"secreto", "a.jpg"),
    ):
        kept = look(content, name).content.read()
        assert b"secreto" not in kept, name
        assert profile[36:80] not in kept, name
        assert not Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("WEBP", "a.webp")])
def test_see_through_pictures_stay_so(form, name):
    kept = look(files.picture(form, mode="RGBA"), name).content
    assert Image.open(kept).mode == "RGBA"


def test_what_a_browser_offers_is_what_is_taken():
    assert {kind.media_type for kind in KINDS.values()} <= set(ACCEPT.split(","))
    assert "image/*" not in ACCEPT
