"""Files come in with the form of an entry, or one by one; nothing has to be chosen twice."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ledger.models import HistoryEntry
from tests import factories
from tests.desk import (
    DESK,
    FROM_HERE,
    OBSERVE,
    OBSERVED,
    REPORT,
    REPORTED,
    entry_at,
    entry_page,
)
from tests.factories import files
from tests.sending import form_of, send, text_of
from tracker.files import keeping
from tracker.models import Entry, Evidence, Upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

UPLOAD = f"{DESK}uploads/"
PLAIN = {**REPORTED, "evidence__1__url": None, "evidence__1__title": None}
HIDDEN = files.open_xml(
    main='<workbook><sheets><sheet name="Datos personales" state="hidden"/></sheets></workbook>'
)


def csv(name="datos.csv", content=files.CSV):
    return SimpleUploadedFile(name, content, "text/csv")


def test_a_report_is_published_at_once_with_its_file(as_, amina):
    entry = entry_at(send(as_(amina), REPORT, **PLAIN, files=csv("Tabla_de_pagos.csv")))
    piece = Evidence.objects.get(entry=entry)
    assert (piece.title, piece.url, piece.upload.name) == (
        "Tabla de pagos",
        "",
        "Tabla_de_pagos.csv",
    )
    with keeping.read(piece.upload.path) as kept:
        assert kept.read() == files.CSV
    told = HistoryEntry.objects.get(subject_uid=entry.uid).values.get(field="evidence").pair[1]
    assert told == [
        {
            "title": "Tabla de pagos",
            "fact_date": None,
            "relation": "supports",
            "name": "Tabla_de_pagos.csv",
            "type": "text/csv",
            "size": len(files.CSV),
            "sha256": piece.upload.sha256,
        }
    ]


def test_links_and_files_stand_beside_each_other(as_, amina):
    entry = entry_at(send(as_(amina), REPORT, **REPORTED, files=[csv(), csv("otra.csv", b"a,b\n")]))
    pieces = Evidence.objects.filter(entry=entry)
    assert [bool(piece.upload) for piece in pieces] == [False, True, True]
    page = text_of(Client().get(entry.get_absolute_url()))
    assert "otra.csv, table (CSV), 4\xa0bytes" in page
    assert pieces[2].upload.sha256 in page


def test_what_is_wrong_elsewhere_costs_no_file(as_, amina):
    client = as_(amina)
    response = send(client, REPORT, **{**PLAIN, "text": ""}, files=csv())
    assert response.status_code == 422
    form = form_of(response)
    assert form["evidence-1-upload"] == str(Upload.objects.get().uid)
    assert "datos.csv" in text_of(response)
    entry = entry_at(send(client, response, text="Publicamos."))
    assert Evidence.objects.get(entry=entry).upload.name == "datos.csv"
    assert Upload.objects.count() == 1


def test_a_refused_file_is_named_and_the_others_are_kept(as_, amina):
    client = as_(amina)
    response = send(
        client, REPORT, **PLAIN, files=[csv(), csv("virus.exe", b"MZ"), csv("vacio.csv", b" ")]
    )
    assert response.status_code == 422
    assert "“virus.exe” was not taken. We take: PDF" in text_of(response)
    assert 'href="#id_files"' in text_of(response)
    assert Entry.objects.count() == 0
    entry = entry_at(send(client, response))
    assert [piece.upload.name for piece in Evidence.objects.filter(entry=entry)] == [
        "datos.csv",
        "vacio.csv",
    ]


def test_a_file_that_is_too_large_is_a_413_with_all_that_was_typed(as_, amina, settings):
    settings.UPLOAD_MAX_BYTES = 20
    response = send(as_(amina), REPORT, **PLAIN, files=[csv(), csv("grande.csv", b"a" * 5000)])
    assert response.status_code == 413
    assert "“grande.csv” was not taken. It has 4.9\xa0KB; at most 20\xa0bytes fit." in text_of(
        response
    )
    form = form_of(response)
    assert form["text"] == REPORTED["text"]
    assert form["evidence-1-title"] == "datos"


def test_a_request_beyond_all_measure_is_not_read(as_, amina, settings):
    settings.UPLOAD_MAX_REQUEST_BYTES = 1000
    response = send(as_(amina), REPORT, **PLAIN, files=csv("grande.csv", b"a" * 5000))
    assert response.status_code == 413
    assert Upload.objects.count() == 0


def test_an_organisation_has_a_measure_a_day(as_, here, settings, clock):
    settings.UPLOAD_MAX_BYTES_A_DAY = 30
    client = as_(here.amina)
    page = send(client, REPORT, **PLAIN, add_files="1", files=csv())
    assert page.status_code == 200
    page = send(client, page, add_files="1", files=csv("otra.csv", b"a" * 20))
    assert page.status_code == 413
    assert "MINAGUA has sent 30\xa0bytes within a day" in text_of(page)
    factories.upload(here.lucia)
    clock.shift(24 * 3600 + 1)
    client = as_(here.amina)
    assert send(client, REPORT, **PLAIN, add_files="1", files=csv()).status_code == 200


def test_a_button_adds_the_chosen_files_and_another_takes_one_out(as_, amina):
    client = as_(amina)
    page = send(client, REPORT, **PLAIN, add_files="1", files=[csv(), csv("otra.csv", b"a,b\n")])
    assert page.status_code == 200
    assert "Error:" not in text_of(page)
    page = send(client, page, remove_evidence="1")
    assert page.status_code == 200
    form = form_of(page)
    assert form["evidence-1-upload"] == ""
    entry = entry_at(send(client, page))
    assert [piece.upload.name for piece in Evidence.objects.filter(entry=entry)] == ["otra.csv"]


def test_twenty_pieces_are_the_most(as_, amina):
    many = [csv(f"{number}.csv", b"%d" % number) for number in range(22)]
    response = send(as_(amina), REPORT, **PLAIN, add_files="1", files=many)
    assert response.status_code == 422
    assert (
        text_of(response).count("An entry has at most 20 pieces of evidence.") == 3
    )  # one for scripts
    assert len(re.findall(r"data-file=", text_of(response))) == 20


def test_the_same_file_twice_is_one_piece_and_said(as_, amina):
    client = as_(amina)
    page = send(client, REPORT, **PLAIN, add_files="1", files=[csv(), csv(), csv("copia.csv")])
    assert "The same file as evidence 1: it is kept once." in text_of(page)
    entry = entry_at(send(client, page))
    assert Evidence.objects.filter(entry=entry).count() == 1


def test_a_file_that_is_public_already_is_pointed_out(as_, here):
    entry = entry_at(send(as_(here.amina), REPORT, **PLAIN, files=csv()))
    page = send(as_(here.lucia), OBSERVE, **OBSERVED, add_files="1", files=csv("suya.csv"))
    assert "Also shown in" in text_of(page)
    assert entry.get_absolute_url() in text_of(page)


def test_a_hidden_sheet_is_looked_at_before_it_is_published(as_, amina):
    client = as_(amina)
    book = SimpleUploadedFile("libro.xlsx", HIDDEN)
    page = send(client, REPORT, **PLAIN, files=book)
    assert page.status_code == 422
    assert "This workbook has 1 hidden sheet: “Datos personales”. Readers can open it." in text_of(
        page
    )
    assert "Look at what “libro.xlsx” hides, and say that you did." in text_of(page)
    draft = send(client, page, draft="1")
    assert draft.status_code == 302, "a draft may wait"
    edit = entry_page(Entry.everything.get(state="draft"), "edit")
    page = send(client, edit)
    assert page.status_code == 422
    entry = entry_at(send(client, page, **{"evidence__1__looked": "on"}))
    assert Evidence.objects.get(entry=entry).looked


def test_the_action_itself_asks_whether_somebody_looked(here):
    book = factories.upload(here.amina, HIDDEN, "libro.xlsx")
    with pytest.raises(Exception, match="Look at what"):
        factories.report(here.milestone, here.amina, evidence=[{"title": "Libro", "upload": book}])


def test_a_correction_begins_with_the_same_files(as_, amina):
    client = as_(amina)
    first = entry_at(send(client, REPORT, **PLAIN, files=csv()))
    second = entry_at(send(client, entry_page(first, "correct"), text="Corregido."))
    pieces = Evidence.objects.filter(entry__in=[first, second])
    assert len({piece.upload_id for piece in pieces}) == 1
    assert pieces.count() == 2


@pytest.mark.parametrize("value", ["x", "../../etc/passwd", "\0", "{}", "a" * 3000])
def test_an_invented_file_is_refused_with_a_sentence(as_, amina, value):
    response = send(as_(amina), REPORT, **PLAIN, evidence__1__upload=value)
    assert response.status_code == 422
    assert "characters" in text_of(response) or "This file is not there any more." in text_of(
        response
    )


def test_a_file_of_another_organisation_is_none_of_ours(as_, here):
    theirs = factories.upload(here.lucia)
    response = send(as_(here.amina), REPORT, **PLAIN, evidence__1__upload=str(theirs.uid))
    assert response.status_code == 422
    assert "This file is not there any more." in text_of(response)
    assert "datos.csv" not in text_of(response)
    with pytest.raises(Exception, match="A file is not there any more"):
        factories.report(here.milestone, here.amina, evidence=[{"title": "x", "upload": theirs}])


def test_two_texts_that_meet_keep_the_files_of_both(as_, here):
    colleague = factories.add_member(here.organisations["ministerio-del-agua"], "Carmen")
    page = as_(here.amina).get(REPORT)
    theirs = factories.upload(colleague, b"a\n", "suyo.csv")
    factories.report(here.milestone, colleague, evidence=[{"title": "Suyo", "upload": theirs}])
    met = send(as_(here.amina), page, **PLAIN, files=csv("mio.csv"))
    assert met.status_code == 409
    assert "suyo.csv" in text_of(met)
    assert "mio.csv" in text_of(met)
    entry = entry_at(send(as_(here.amina), met, text_choice="mine", evidence_choice="merge"))
    assert {piece.upload.name for piece in Evidence.objects.filter(entry=entry)} == {
        "suyo.csv",
        "mio.csv",
    }


# --- One by one, while the entry is being written -----------------------------------------------


def post(client, organisation="ministerio-del-agua", number="4", file=None, **headers):
    data = {"organisation": organisation, "number": number, "file": file or csv()}
    return client.post(UPLOAD, data, headers=headers)


def test_one_file_is_answered_with_its_row(as_, amina):
    response = post(as_(amina))
    assert response.status_code == 201
    answer = response.json()
    assert answer["uid"] == str(Upload.objects.get().uid)
    assert f'name="evidence-4-upload" value="{answer["uid"]}"' in answer["row"]
    assert 'data-row="4"' in answer["row"]


def test_the_same_file_sent_again_finds_its_row(as_, amina):
    client = as_(amina)
    assert post(client).json()["uid"] == post(client).json()["uid"]
    assert Upload.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"file": csv("a.exe", b"MZ")}, 422, "We take"),
        ({"number": "21"}, 400, "Choose a file."),
        ({"number": "x"}, 400, "Choose a file."),
        ({"organisation": "rios-claros"}, 403, "Only people of Ríos Claros send files for it."),
    ],
)
def test_one_file_is_refused_with_a_sentence(as_, amina, change, status, sentence):
    response = post(as_(amina), **change)
    assert response.status_code == status
    assert sentence in response.json()["error"]
    assert Upload.objects.count() == 0


def test_nobody_sends_a_file_without_a_sign_in(client, db):
    response = post(client, Origin=FROM_HERE["Origin"])
    assert response.status_code == 401
    assert Upload.objects.count() == 0


def test_a_form_without_its_token_is_refused(amina):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)
    assert post(strict).status_code == 403


def test_the_address_takes_nothing_but_files(as_, amina):
    assert as_(amina).get(UPLOAD).status_code == 405
    assert reverse("upload").endswith("/desk/uploads/")


# --- When the disk takes nothing ------------------------------------------------------------------

FULL = OSError(28, "No space left on device")


def full(*_arguments, **_options):
    raise FULL


@pytest.mark.parametrize(
    "place",
    [
        "tracker.files.keeping.keep",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk",
        "django.core.files.uploadhandler.TemporaryUploadedFile",
    ],
)
def test_a_full_disk_costs_the_file_and_nothing_else(as_, amina, monkeypatch, place):
    client = as_(amina)
    page = client.get(REPORT)
    monkeypatch.setattr(place, full)
    response = send(client, page, **PLAIN, files=csv())
    assert response.status_code == 422
    assert "“datos.csv” was not taken. It could not be kept" in text_of(response)
    assert form_of(response)["text"] == REPORTED["text"]
    assert Upload.objects.count() == 0


def test_a_pdf_comes_through_the_disk(as_, amina):
    page = send(
        as_(amina), REPORT, **PLAIN, add_files="1", files=csv("a.pdf", files.pdf(b"/S /JavaScript"))
    )
    assert "This PDF runs a program when it is opened." in text_of(page)
    page = send(as_(amina), REPORT, **PLAIN, add_files="1", files=csv("a.pdf", files.pdf()))
    assert page.status_code == 200


def test_a_preview_shows_its_files_and_asks_as_the_form_does(as_, amina):
    client = as_(amina)
    page = send(client, REPORT, **PLAIN, add_files="1", files=[csv(), csv("libro.xlsx", HIDDEN)])
    answer = send(client, page, preview="1")
    assert answer.status_code == 302
    preview = client.get(answer["Location"])
    assert "datos.csv, table (CSV)" in text_of(preview)
    page = send(client, preview)
    assert page.status_code == 422
    assert "Look at what “libro.xlsx” hides, and say that you did." in text_of(page)
    entry = entry_at(send(client, page, evidence__2__looked="on"))
    assert Evidence.objects.filter(entry=entry).count() == 2
