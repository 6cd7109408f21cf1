"""Files as evidence, from a telephone's camera to a visitor's disk."""

import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import files
from tests.functional.test_journeys import WAYS, choose, entry_address, publish

REPORT = "desk/plans/vereda-example/commitments/1/milestones/1/report/"
REFUSED = {"es": "«a.exe» no se aceptó.", "en": "“a.exe” was not taken."}
WORKBOOK = files.open_xml(
    main='<workbook><sheets><sheet name="Datos personales" state="hidden"/></sheets></workbook>'
)


def sent(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def downloaded(window, title):
    """Save a file as a visitor would; return its bytes and its name."""
    with window.page.expect_download() as arriving:
        window.page.locator("main").get_by_role("link", name=title, exact=True).first.click()
    return arriving.value.path().read_bytes(), arriving.value.suggested_filename


def test_from_a_telephone_with_scripts(reader):
    table = b"mes,monto\nenero,telefono\n"
    official = reader("phone", "light").sign_in("amina", "es")
    official.open(f"/es/{REPORT}")
    page = official.page
    choose(page, "completion", "complete")
    page.fill("textarea[name=text]", "Publicamos la tabla y su foto.")
    page.set_input_files(
        "input[type=file]",
        [
            sent("pagos.csv", table),
            sent("foto.jpg", files.picture()),
            sent("programa.exe", b"MZ"),
            sent("libro.xlsx", WORKBOOK),
        ],
    )
    for name in ("pagos.csv", "foto.jpg", "libro.xlsx"):
        page.locator("[data-file]", has_text=name).wait_for()
    assert page.locator("[data-file]").count() == 3
    assert "Se aceptan: PDF" in page.locator("[data-sending]").inner_text()
    page.locator("[data-file]", has_text="pagos.csv").locator("input[name$=title]").fill(
        "Los pagos"
    )

    publish(page)  # the hidden sheet was not looked at
    assert page.title().startswith("Error:")
    assert "1 hoja oculta: «Datos personales»" in page.locator("main").inner_text()
    page.locator("input[name$=looked]").check()
    page.locator("[data-file]", has_text="foto.jpg").locator("[name=remove_evidence]").click()
    publish(page)
    entry = entry_address(page)

    visitor = reader("phone", "dark")
    visitor.page.goto(entry)
    content, name = downloaded(visitor, "Los pagos")
    assert (content, name) == (table, "pagos.csv")
    whole = hashlib.sha256(content).hexdigest()
    visitor.page.get_by_text(re.compile(f"Huella {whole[:12]}")).click()
    assert whole in visitor.page.locator("main").inner_text()
    assert "foto.jpg" not in visitor.page.locator("main").inner_text()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert official.complaints == visitor.complaints == []
    assert official.strangers == visitor.strangers == []


def test_a_lost_connection_costs_another_try_and_an_early_form_waits(reader):
    window = reader("desk", "light").sign_in("amina", "en")
    window.open(f"/en/{REPORT}")
    page = window.page
    page.route("**/desk/uploads/", lambda route: route.abort())
    page.set_input_files("input[type=file]", sent("tarde.csv", b"a,b\n3,4\n"))
    page.locator("[data-sending]", has_text="It did not arrive.").wait_for()
    page.unroute("**/desk/uploads/")

    held = []
    page.route("**/desk/uploads/", lambda route: held.append(route))
    page.locator("[data-sending] [data-again]").click()
    page.locator("[data-sending]", has_text="is being sent").wait_for()
    publish(page)
    page.locator("[data-sent]", has_text="Files are still being sent.").wait_for()
    assert page.url.endswith("/report/")
    held[0].continue_()
    page.locator("[data-file]", has_text="tarde.csv").wait_for()
    page.unroute("**/desk/uploads/")
    assert page.locator("[data-sending] li").count() == 0

    page.route("**/desk/uploads/", lambda route: None)
    page.set_input_files("input[type=file]", sent("nunca.csv", b"a,b\n5,6\n"))
    page.locator("[data-sending] [data-cancel]").click()
    assert page.locator("[data-sending] li").count() == 0
    page.locator("[data-file]", has_text="tarde.csv").wait_for()


@WAYS
def test_a_report_with_a_file_is_read_by_anybody(language, width, javascript, reader):
    table = f"month,amount\nJanuary,{language} {width}\n".encode()
    official = reader(width, "light", javascript).sign_in("amina", language)
    official.open(f"/{language}/{REPORT}")
    page = official.page
    page.set_input_files("input[type=file]", [sent("payments.csv", table), sent("a.exe", b"MZ")])
    if javascript:
        page.locator("[data-file]", has_text="payments.csv").wait_for()
        assert "a.exe" in page.locator("[data-sending]").inner_text()
    publish(page)
    # Everything else is missing, the program was not taken, and the file is kept.
    assert page.title().startswith("Error:")
    kept = page.locator("main").inner_text()
    assert "payments.csv" in kept
    assert javascript or REFUSED[language] in kept
    choose(page, "completion", "complete")
    page.fill("textarea[name=text]", f"Publicamos la tabla ({language}, {width}).")
    publish(page)
    entry = entry_address(page)

    visitor = reader(width, "dark", javascript)
    visitor.page.goto(entry)
    assert downloaded(visitor, "payments") == (table, "payments.csv")
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    visitor.open(f"/{language}/plans/vereda-example/history/")
    assert "payments.csv" in visitor.page.locator("main").inner_text()
    assert official.complaints == visitor.complaints == []
    assert official.strangers == visitor.strangers == []


def test_a_file_that_was_sent_is_in_the_draft_when_the_window_was_closed(reader):
    path = "/es/desk/plans/vereda-example/commitments/1/milestones/2/report/"
    official = reader("phone", "light").sign_in("amina", "es")
    official.open(path)
    official.page.set_input_files("input[type=file]", sent("cerrada.csv", b"a,b\n1,2\n"))
    official.page.locator("[data-file]", has_text="cerrada.csv").wait_for()
    official.page.locator("[data-autosave-status]", has_text="borrador").wait_for()
    official.page.close()

    again = reader("phone", "light").sign_in("amina", "es")
    again.open(path)
    again.page.locator("a[href*='/edit/']").first.click()
    assert again.page.locator("[data-file]", has_text="cerrada.csv").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_with_files_is_usable_by_all(reader, scheme):
    window = reader("phone", scheme).sign_in("amina", "es")
    window.open(f"/es/{REPORT}")
    window.page.set_input_files(
        "input[type=file]", [sent("libro.xlsx", WORKBOOK), sent("programa.exe", b"MZ")]
    )
    window.page.locator("[data-file]").wait_for()
    window.page.locator("[data-sending] .late-t").wait_for()
    found = Axe().run(window.page)
    assert found.violations_count == 0, found.generate_report()
    small = window.page.locator("#evidence :is(button, summary):visible").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == []
