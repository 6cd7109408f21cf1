"""What an office file hides is listed, with the names of sheets and people."""

import pytest

from tests.factories import files
from tracker.files import archives
from tracker.files.examining import examine

W = 'xmlns:w="w"'
SHEETS = (
    '<x:workbook xmlns:x="x"><x:sheets><x:sheet name="Resumen"/>'
    '<x:sheet name="Datos personales" state="hidden"/><x:sheet name="B" state="veryHidden"/>'
    "</x:sheets></x:workbook>"
)
CORE = '<c xmlns:dc="d" xmlns:cp="c"><dc:creator>Ana  Pérez</dc:creator><cp:lastModifiedBy>Luis</cp:lastModifiedBy></c>'
HIDDEN_ODS = (
    '<d xmlns:style="s" xmlns:table="t" xmlns:office="o" xmlns:dc="d"><style:style style:name="ta2">'
    '<style:table-properties table:display="false"/></style:style>'
    '<table:table table:name="Nómina" table:style-name="ta2">'
    '<table:table-row table:visibility="collapse"/>'
    "<office:annotation><dc:creator>Eva</dc:creator>x</office:annotation></table:table>"
    '<table:table table:name="Vista" table:style-name="ta1"/></d>'
)
CHANGED_ODT = (
    '<d xmlns:text="t" xmlns:dc="d"><text:tracked-changes><text:changed-region>'
    "<text:deletion><dc:creator>Eva</dc:creator></text:deletion></text:changed-region></text:tracked-changes></d>"
)
HIDDEN_ODP = (
    '<d xmlns:style="s" xmlns:draw="r" xmlns:presentation="p"><style:style style:name="dp1">'
    '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    '<draw:page draw:style-name="dp1"/><draw:page draw:style-name="dp2"/></d>'
)

CASES = {
    "hidden sheets": (
        "xlsx",
        files.open_xml(main=SHEETS),
        [{"code": "hidden_sheet", "names": ["Datos personales", "B"]}],
    ),
    "hidden rows": (
        "xlsx",
        files.open_xml(
            xl__worksheets__sheet1___xml='<s><cols><col min="1" hidden="1"/></cols><row r="2" hidden="true"/><row hidden="0"/></s>'
        ),
        [{"code": "hidden_lines", "count": 2}],
    ),
    "authors": (
        "xlsx",
        files.open_xml(docProps__core___xml=CORE),
        [{"code": "author", "names": ["Ana Pérez", "Luis"]}],
    ),
    "comments of a workbook": (
        "xlsx",
        files.open_xml(
            xl__comments1___xml="<c><authors><author>Ana</author></authors><comment/><comment/></c>"
        ),
        [{"code": "comment", "count": 2, "names": ["Ana"]}],
    ),
    "tracked changes": (
        "docx",
        files.open_xml(
            "docx",
            f'<w:document {W}><w:ins w:id="1" w:author="Ana">x</w:ins><w:del w:id="2" w:author="Luis"/></w:document>',
        ),
        [{"code": "tracked", "count": 2, "names": ["Ana", "Luis"]}],
    ),
    "comments of a document": (
        "docx",
        files.open_xml("docx", word__comments___xml=f'<w:c {W}><w:comment w:author="Ana"/></w:c>'),
        [{"code": "comment", "count": 1, "names": ["Ana"]}],
    ),
    "hidden slides and notes": (
        "pptx",
        files.open_xml(
            "pptx",
            ppt__slides__slide1___xml='<p:sld xmlns:p="p" show="0"/>',
            ppt__slides__slide2___xml='<p:sld xmlns:p="p"/>',
            ppt__notesSlides__n1___xml="<n/>",
            ppt__embeddings__libro___xlsx="x",
        ),
        [
            {"code": "hidden_slide", "count": 1},
            {"code": "notes", "count": 1},
            {"code": "embedded", "count": 1},
        ],
    ),
    "open workbook": (
        "ods",
        files.open_document("ods", HIDDEN_ODS),
        [
            {"code": "hidden_sheet", "names": ["Nómina"]},
            {"code": "hidden_lines", "count": 1},
            {"code": "comment", "count": 1, "names": ["Eva"]},
        ],
    ),
    "open document": (
        "odt",
        files.open_document("odt", CHANGED_ODT),
        [{"code": "tracked", "count": 1, "names": ["Eva"]}],
    ),
    "open slides": (
        "odp",
        files.open_document("odp", HIDDEN_ODP),
        [{"code": "hidden_slide", "count": 1}],
    ),
    "author of a pdf": (
        "pdf",
        files.pdf(b"/Author (Ana \\(MINAGUA\\))"),
        [{"code": "author", "names": ["Ana (MINAGUA)"]}],
    ),
    "author of a pdf in codes": (
        "pdf",
        files.pdf(b"/Author <FEFF0041006E0061>"),
        [{"code": "author", "names": ["Ana"]}],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_listed(case):
    ending, content, warnings = CASES[case]
    assert examine(files.sent(content), f"a.{ending}").warnings == warnings


def test_a_hidden_row_is_found_across_chunks(monkeypatch):
    monkeypatch.setattr(archives, "CHUNK", 64)
    rows = '<row r="1"/>' * 7 + '<row r="8" spans="1:3" hidden="1"/>' * 5
    content = files.open_xml(xl__worksheets__sheet1___xml=f"<s>{rows}</s>")
    found = examine(files.sent(content), "a.xlsx").warnings
    assert found == [{"code": "hidden_lines", "count": 5}]


def test_what_is_too_long_to_be_looked_through_is_said(monkeypatch):
    monkeypatch.setattr("tracker.files.office.MOST_XML", 10)
    content = files.open_xml(main="<workbook><sheets/></workbook>")
    assert {"code": "unread", "count": 2} in examine(files.sent(content), "a.xlsx").warnings
