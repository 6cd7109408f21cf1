"""Who may have a file, how it is sent, and what is left of one that is erased or that nobody used."""

import contextlib
import datetime as dt
import io
import stat
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories, world
from tests.factories import files
from tracker.actions import entries, uploads
from tracker.files import keeping
from tracker.models import Entry, Evidence, Upload
from tracker.views.public.evidence import disposition

pytestmark = pytest.mark.django_db


def address(upload):
    return f"/en/evidence/{upload.uid}/"


def get(user, upload, **headers):
    client = Client()
    if user is not None:
        client.force_login(user)
    response = client.get(address(upload), headers=headers)
    response.bytes = response.getvalue()  # also closes the file
    return response


@pytest.fixture
def staged(here):
    return factories.upload(here.amina, name="Póliza “2026”.csv")


@pytest.fixture
def published(here, staged):
    factories.report(here.milestone, here.amina, evidence=[{"title": "Póliza", "upload": staged}])
    return staged


def draft_of(here, upload):
    return entries.save_draft(
        kind="progress_report",
        subject=here.milestone,
        by=here.amina,
        uid=uuid.uuid4(),
        seen_version=0,
        text="…",
        evidence=[{"title": "Póliza", "upload": upload}],
    )


def test_a_published_file_is_saved_and_never_opened(published):
    response = get(None, published)
    assert response.bytes == files.CSV
    assert response["Content-Type"] == "text/csv"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"Poliza 2026.csv\"; filename*=UTF-8''P%C3%B3liza%20%E2%80%9C2026%E2%80%9D.csv"
    )
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(files.CSV))
    assert response["Cache-Control"] == "no-cache"
    assert response["ETag"] == f'"{published.sha256}"'
    assert published.path not in str(response.headers)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("datos.csv", "datos.csv"),
        ("таблица.csv", "file.csv"),
        ('a";b\\c.csv', "a__b_c.csv"),
        ("Ñandú 2026.csv", "Nandu 2026.csv"),
    ],
)
def test_every_name_can_be_saved(name, plain):
    assert f'filename="{plain}"' in disposition(name)


def test_a_file_that_a_reader_has_is_not_sent_again(published):
    response = get(None, published, **{"If-None-Match": f'"{published.sha256}"'})
    assert response.status_code == 304


def test_its_bytes_are_sent_as_they_are_kept(published):
    response = get(None, published, **{"Accept-Encoding": "gzip"})
    assert response.bytes == files.CSV
    assert response["Content-Encoding"] == "identity"


@pytest.mark.parametrize("in_draft", [False, True])
def test_a_file_is_as_private_as_what_shows_it(here, staged, in_draft):
    if in_draft:
        draft_of(here, staged)
    for name in (*world.CAST, "operator"):
        response = get(getattr(here, name), staged)
        assert response.status_code == (200 if name == "amina" else 404), name
    assert get(None, staged).status_code == 404
    assert get(here.amina, staged)["Cache-Control"] == "private, no-store"


def test_a_file_of_a_draft_is_private_until_it_is_published(here, staged):
    draft = draft_of(here, staged)
    assert get(here.lucia, staged).status_code == 404
    entries.publish(
        kind="progress_report",
        subject=here.milestone,
        by=here.amina,
        uid=draft.uid,
        seen_version=draft.version,
        seen_reports=factories.words.seen_reports(here.milestone),
        completion="substantial",
        text="Ya.",
        evidence=[{"title": "Póliza", "upload": staged}],
    )
    assert get(None, staged).status_code == 200


def test_a_file_under_embargo_appears_with_its_entry(here, clock):
    photo = factories.upload(here.lucia, files.picture(), "foto.jpg")
    day = world.NOW + dt.timedelta(days=9)
    piece = {"title": "Foto", "upload": photo}
    factories.observe(here.milestone, here.lucia, not_before=day, evidence=[piece])
    guessed = {"If-None-Match": f'"{photo.sha256}"'}
    for user in (None, here.amina, here.tomas, here.pat):
        assert get(user, photo).status_code == 404
        assert get(user, photo, **guessed).status_code == 404
    assert get(here.lucia, photo).status_code == 200
    work(clock, days=9, minutes=1)
    assert get(None, photo).status_code == 200


def test_a_withdrawn_entrys_file_stays_readable(here, published):
    report = Entry.objects.get().detail
    entries.withdraw(entry=report, reason="Otra tabla", by=here.amina, seen_version=report.version)
    assert get(None, published).status_code == 200


def test_what_is_not_there_is_a_404(client):
    assert client.get(f"/en/evidence/{uuid.uuid4()}/").status_code == 404


def test_only_the_site_reads_the_folder(published):
    path = Path(default_storage.path(published.path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert Path(settings.MEDIA_ROOT) in path.parents
    assert "liza" not in str(path)


# --- Erased ---------------------------------------------------------------------------------------


def test_an_erased_file_leaves_its_size_and_fingerprint(
    published, django_capture_on_commit_callbacks
):
    path = published.path
    with django_capture_on_commit_callbacks(execute=True):
        uploads.erase_file(published)
        assert default_storage.exists(path), "until the erasing is certain"
    assert not default_storage.exists(path)
    left = Upload.objects.get()
    assert (left.name, left.path, left.size) == ("", "", len(files.CSV))
    assert left.erased_at == world.NOW
    response = get(None, left)
    assert response.status_code == 410
    assert "This file was erased" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    page = Client().get(Entry.objects.get().get_absolute_url()).content.decode()
    assert left.sha256 in page
    assert address(left) not in page
    uploads.erase_file(left)


def test_a_row_cannot_be_half_erased(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.update(path="")


# --- What nobody used -----------------------------------------------------------------------------


def work(clock, **after):
    clock.shift(dt.timedelta(**after))
    call_command("work", "--once")


def test_a_file_that_nobody_used_goes_after_a_week(
    here, staged, clock, django_capture_on_commit_callbacks
):
    used = factories.upload(here.amina, b"b\n", "usada.csv")
    draft_of(here, used)
    with django_capture_on_commit_callbacks(execute=True):
        work(clock, days=6, hours=23)
        assert Upload.objects.count() == 2
        work(clock, hours=2)
    assert list(Upload.objects.all()) == [used]
    assert default_storage.exists(used.path)
    assert not default_storage.exists(staged.path)


def test_bytes_without_a_row_go_the_next_day(staged):
    lost = keeping.keep(files.sent(b"x"))
    # The clock of the disk is not the one of the tests.
    assert uploads.sweep_bytes(world.NOW - dt.timedelta(days=3650)) == 0
    assert default_storage.exists(lost)
    assert uploads.sweep_bytes(world.NOW + dt.timedelta(days=3650)) >= 1
    assert not default_storage.exists(lost)
    assert default_storage.exists(staged.path)


def test_the_bytes_are_there_before_the_row(here, monkeypatch):
    """So a process that is killed in between leaves bytes to sweep, and never a row without bytes."""
    seen = []

    def look(*_arguments):
        kept = set(keeping.kept_before(world.NOW + dt.timedelta(days=3650)))
        seen.append((len(kept), Upload.objects.count()))

    look()
    monkeypatch.setattr(uploads, "_require_room", look)
    factories.upload(here.amina)
    assert seen == [(seen[0][0], 0), (seen[0][0] + 1, 0)]


def test_a_sending_that_fails_leaves_no_bytes(here, monkeypatch):
    before = set(keeping.kept_before(world.NOW + dt.timedelta(days=3650)))
    monkeypatch.setattr(uploads, "_require_room", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        factories.upload(here.amina)
    assert set(keeping.kept_before(world.NOW + dt.timedelta(days=3650))) == before
    assert Upload.objects.count() == 0


# --- The record -----------------------------------------------------------------------------------


def findings():
    told = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command("rebuild_check", stdout=told)
    return told.getvalue()


def test_files_are_part_of_the_record(published):
    assert findings() == "Every row is what the history says.\n"
    Upload.objects.update(sha256="0" * 64)
    assert "evidence is" in findings()


def test_missing_and_changed_bytes_are_named(published):
    path = Path(default_storage.path(published.path))
    path.write_bytes(b"otra cosa")
    assert (
        f"upload {published.uid}: the bytes of “{published.name}” are not those that were sent"
        in findings()
    )
    path.unlink()
    assert f"upload {published.uid}: the bytes of “{published.name}” are missing" in findings()
    assert get(None, published).status_code == 404


def test_pages_cost_the_same_with_many_files(here):
    def pieces(count):
        return [
            {"title": str(n), "upload": factories.upload(here.amina, b"%d" % n, f"{n}.csv")}
            for n in range(count)
        ]

    first = factories.report(here.milestone, here.amina, evidence=pieces(1))
    with CaptureQueriesContext(connection) as one:
        Client().get(first.get_absolute_url())
    more = factories.report(here.milestone, here.amina, evidence=pieces(15))
    with CaptureQueriesContext(connection) as many:
        Client().get(more.get_absolute_url())
    assert len(many) <= len(one)
    assert Evidence.objects.count() == 16
